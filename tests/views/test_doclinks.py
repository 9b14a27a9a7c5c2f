"""Links between content files lead to pages wherever a document can hold one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from hutong.human import human_texts, with_human_texts
from hutong.model import (
    Correction,
    Document,
    Event,
    Heading,
    Html,
    Image,
    Kind,
    Moment,
    Provenance,
    Question,
    SourceCredit,
    UrlPath,
)
from hutong.views.doclinks import linked

DAY = Moment(datetime(2026, 3, 6, tzinfo=UTC))
LINK = '<a href="doc:news/a.md#b">樣本</a>'
FULL = Document(
    id="news/x", kind=Kind.NEWS, path="news/x.md", variant="zh-Hant-HK", origin="zh-Hant-HK",
    provenance=Provenance.ORIGINAL, slug="x", url_path=UrlPath("news/x/"), title="題",
    summary="要", summary_given=True, body=Html("文"), date=DAY,
    headings=(Heading(level=2, anchor="h", text="節"),),
    questions=(Question(anchor="q", question="問", answer=Html("答")),),
    source=SourceCredit(name="報"), image=Image(src="a.png", alt="圖"),
    event=Event(start=DAY, notes=Html("註")),
    corrections=(Correction(date=DAY.at.date(), text="正"),),
)  # fmt: skip
TEXTS = list(human_texts(FULL))
PLACES = [number for number, (kind, _) in enumerate(TEXTS) if kind == "html"]


def with_link(place: int) -> Document:
    """The document with a link in one of its texts alone."""
    fresh = iter([LINK if number == place else text for number, (_, text) in enumerate(TEXTS)])
    return with_human_texts(FULL, lambda: next(fresh))


@pytest.mark.parametrize("place", PLACES)
def test_a_link_leads_to_its_page_in_whichever_field_it_stands(place: int) -> None:
    """No field of HTML is passed over, one that is new included."""
    texts = [text for _, text in human_texts(linked(with_link(place), lambda _, path: f"/{path}/"))]
    assert texts[place] == '<a href="/news/a.md/#b">樣本</a>'


def test_a_document_without_links_is_left_as_it_is() -> None:
    """It is the very same."""
    assert linked(FULL, lambda _, path: path) is FULL


def test_a_link_to_what_readers_may_not_see_becomes_words() -> None:
    """The words stay, the address goes."""
    assert linked(with_link(PLACES[0]), lambda *_: "").body == "<a>樣本</a>"
