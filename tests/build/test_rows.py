"""What a row says of a document: its two values, and the digest of its place."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.build.rows import decode_document, decode_text, encoded, joined, shape
from hutong.human import human_fields, unread, with_human_texts
from hutong.model import (
    Correction,
    Credit,
    Document,
    Event,
    GlossaryTerm,
    Heading,
    Html,
    Image,
    Moment,
    Question,
    Role,
    SourceCredit,
    Status,
)
from tests.variants.test_properties_document import document

TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)


def full(text: str = "甲", body: str = "<p>乙</p>") -> Document:
    """An article that has something in every field."""
    one = document("zh-Hans-CN", title=text, body=body)
    return dataclasses.replace(
        one,
        modified=one.date,
        headings=(Heading(level=2, anchor="s1", text=text),),
        questions=(Question(anchor="q", question=text, answer=Html(body)),),
        source=SourceCredit(name=text, url="https://a.example/", published=one.date),
        byline=(Credit(role=Role.REPORTER, name=text, organisation="bureau"),),
        image=Image(src="images/a.png", alt=text, width=3, height=4),
        event=Event(start=one.date, place=text, notes=Html(body)),
        corrections=(Correction(date=one.date.at.date(), text=text),),
        links=(("news/b.md#s1", 3),),
        terms=(GlossaryTerm({"zh-Hans-CN": "甲", "zh-Hant-HK": "乙"}, one.path, 7),),
        topics=("trade",),
        characters=5,
    )


@given(TEXTS, TEXTS)
def test_the_two_values_hold_the_whole_document(text: str, body: str) -> None:
    """Nothing of a document is lost in the store, and lists read no text."""
    one = full(text, body)
    entry, rest = encoded(one)
    light = decode_document(entry)
    assert joined(light, decode_text(rest)) == one
    assert (light.body, light.headings, light.questions) == ("", (), ())


@given(TEXTS, st.integers(1, 99))
def test_words_and_lines_have_no_part_in_the_shape(text: str, line: int) -> None:
    """An edit of the words, or of the lines above a link, moves a document nowhere."""
    one = full()
    other = dataclasses.replace(
        with_human_texts(one, lambda: text),
        body=one.body,
        source=one.source,
        links=((one.links[0][0], line),),
        terms=(),
        topics=(),
    )
    assert shape(other) == shape(one)


@pytest.mark.parametrize(
    "change",
    [
        {"slug": "other"},
        {"date": Moment(full().date.at, precise=False)},
        {"tags": ("new",)},
        {"status": Status.DRAFT},
        {"source": dataclasses.replace(full().source or SourceCredit(name=""), name="another")},
        {"byline": (Credit(role=Role.EDITOR, name="甲", organisation="bureau"),)},
        {"byline": ()},
        {"image": None},
        {"image": Image(src="images/a.png", alt="甲", width=9, height=4)},
        {"event": None},
        {"corrections": ()},
        {"links": (("news/c.md", 3),)},
        {"body": Html('<p id="s9">乙</p>')},
    ],
)
def test_what_places_a_document_has_a_part_in_its_shape(change: dict[str, object]) -> None:
    """What lists and other pages go by is told, in records within the document too."""
    one = full()
    assert shape(dataclasses.replace(one, **change)) != shape(one)  # type: ignore[arg-type]  # fields


@given(TEXTS, TEXTS)
def test_human_texts_and_the_rest_are_all_of_a_document(text: str, body: str) -> None:
    """What is left beside the human texts changes with no text, and has every other field."""
    one = full(text, body)
    blank = with_human_texts(one, str)
    assert unread(one) == unread(blank)
    assert human_fields(one) != human_fields(blank) or not (text or body)
    assert len(unread(one)) == len(dataclasses.fields(one)) - sum(
        bool(field.metadata.get("human")) for field in dataclasses.fields(one)
    )
