"""The key of a conversion: another one for all that changes it, the same for all else."""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from hutong.build import conversions
from hutong.build.conversions import conversion_key
from hutong.decisions import Decision
from hutong.model import Document, GlossaryTerm, Image, Moment
from hutong.variants import Converter, SiteRules
from tests.variants.test_properties_document import document

HK, CN = "zh-Hant-HK", "zh-Hans-CN"
BODY = '<p>軟<b>體</b>公司&amp;<img alt="圖表"></p>'
ONE = document(HK, title="標題<甲乙", body=BODY, alt="簽約")


def term(hant: str, hans: str) -> GlossaryTerm:
    """A term with two forms."""
    return GlossaryTerm({HK: hant, CN: hans})


def decision(**changes: Any) -> Decision:
    """A decision on the article."""
    fields = {"path": ONE.path, "variant": CN, "sentence": "甲", "at": 0, "before": "甲"}
    return Decision(**{**fields, "choice": "乙", **changes})


def key(one: Document = ONE, target: str = CN, **rules: Any) -> bytes:
    """The key of a conversion under these rules."""
    return conversion_key(Converter(SiteRules(**rules)), one, target)


def decided(one: Decision) -> dict[str, Any]:
    """Rules with one decision."""
    return {"decisions": {one.path: (one,)}}


@pytest.mark.parametrize(
    "rules",
    [
        {"terms": (term("軟體", "软件"),)},
        {"terms": (term("公司&", "企业"),)},
        {"terms": (term("圖表", "图"),)},
        {"terms": (term("簽約", "签"),)},
        {"terms": (term("甲乙", "乙"),)},
        {"terms": (term("甲", "公司"),)},
        {"quotes": {CN: "curly"}},
        decided(decision()),
        decided(decision(variant="")),
    ],
)
def test_what_can_touch_a_document_is_in_its_key(rules: dict[str, Any]) -> None:
    """Terms in texts, attributes and across tags; decisions on it; the style of quotes."""
    assert key(**rules) != key()
    assert len(key()) == 16


@pytest.mark.parametrize(
    "rules",
    [
        {"terms": (term("體公", "软"), term("硬體", "硬件"))},
        {"topics": {"other": (term("軟體", "软件"),)}},
        {"quotes": {HK: "corner"}},
        decided(decision(variant=HK)),
        decided(decision(path="news/other.md")),
    ],
)
def test_what_cannot_touch_a_document_is_not_in_its_key(rules: dict[str, Any]) -> None:
    """One line of a glossary converts anew only what holds its term."""
    missing = {"terms": (term("硬體", "硬件"),)} if "terms" in rules else {}
    expected = key(terms=(term("體公", "软"),)) if missing else key()
    assert key(**rules) == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "標題"},
        {"summary": "標題"},
        {"body": BODY + "\n"},
        {"variant": "zh-Hant-TW"},
        {"topics": ("computing",)},
        {"terms": (term("軟體", "软件"),)},
        {"image": None},
        {"title": ONE.title + "\ud800"},
        {"title": ONE.title[:-1], "summary": ONE.title[-1] + ONE.summary},
    ],
)
def test_every_text_of_a_document_is_in_its_key(changes: dict[str, Any]) -> None:
    """And where one text ends and the next begins."""
    assert key(dataclasses.replace(ONE, **changes)) != key()


def test_where_and_when_a_document_stands_is_not_in_its_key() -> None:
    """A file that is renamed or dated otherwise keeps its conversion."""
    date = Moment(dataclasses.replace(ONE.date).at.replace(year=2024))
    image = Image(src="other.png", alt="簽約")
    moved = dataclasses.replace(ONE, id="news/b", slug="b", date=date, tags=("甲",), image=image)
    assert key(moved) == key()
    assert key(target=HK) != key()


def test_topics_and_own_terms_count_where_they_are_met() -> None:
    """Terms of the page are told apart from those of the site."""
    asked = dataclasses.replace(ONE, topics=("computing",))
    met = {"computing": (term("軟體", "软件"),)}
    assert key(asked, topics=met) != key(asked)
    assert key(asked, topics={"computing": (term("硬體", "硬件"),)}) == key(asked)
    assert key(asked, topics=met) != key(asked, terms=met["computing"])


def test_other_code_is_another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new version of the converter converts everything anew."""
    before = key()
    monkeypatch.setattr(conversions, "code_version", lambda _: "other")
    assert key() != before


POOL = (
    term("軟體", "软件"), term("體公", "软"), term("公司", "企业"), term("圖表", "图"),
    term("軟", "软乙"), term("司", "司甲"),
)  # fmt: skip
PIECES = st.lists(
    st.sampled_from((
        "軟體", "<b>軟</b>體", "公司", "軟-{體}-", "<i>公</i><b>司</b>", '<img alt="圖表">', "，",
        "體", "<a title='軟體'>公</a>", "&#36575;體", "<!-- 公 -->", "<code>公司</code>", "图",
    )),
    max_size=5,
).map("".join)  # fmt: skip


@cache
def converter(chosen: frozenset[int]) -> Converter:
    """A converter with some terms of the pool; engines are dear."""
    return Converter(SiteRules(terms=tuple(POOL[number] for number in sorted(chosen))))


@settings(deadline=None)
@given(PIECES, st.sampled_from(range(6)), st.sampled_from([(), (1, 5)]))
@example("軟<b>體</b>", 0, ())
def test_with_the_same_key_comes_the_same_conversion(
    body: str, number: int, others: tuple[int, ...]
) -> None:
    """Whatever one more term is: if the key does not tell, neither does the result."""
    assume(number not in others)
    one = document(HK, body=f"<p>{body}</p>", title="公司")
    with_it, without = converter(frozenset((*others, number))), converter(frozenset(others))
    if conversion_key(with_it, one, CN) == conversion_key(without, one, CN):
        assert with_it.document(one, CN) == without.document(one, CN)
