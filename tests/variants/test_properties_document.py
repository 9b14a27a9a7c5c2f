"""What holds of whole documents: only human text changes, and notes point at their text."""

from __future__ import annotations

import dataclasses
import unicodedata
from datetime import UTC, datetime
from html import escape, unescape
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hutong.human import human_texts
from hutong.model import Document, Html, Image, Kind, Moment, Provenance, UrlPath
from hutong.variants import Converter

PLAIN = Converter()
patient = settings(deadline=None)  # the first example of a form makes its engine
WAYS = st.sampled_from((
    ("zh-Hans-CN", "zh-Hant-HK"), ("zh-Hans-CN", "zh-Hant-TW"), ("zh-Hant-HK", "zh-Hans-CN"),
    ("zh-Hant-TW", "zh-Hant-HK"), ("zh-Hant-HK", "zh-Hant-HK"),
))  # fmt: skip
HUMAN = frozenset(("alt", "title", "aria-label"))
FIXED = frozenset(("code", "pre", "kbd"))

TEXTS = st.lists(
    st.sampled_from((
        "现金发放", "制度", "余先生说，", "头发", "里面", "并发展。", "干部", "意味着", "只有一只",
        "頭髮", "著作", "甚麼", "皇后", "覆核", "範圍。", "」", "“", "12.5%", "2023年", "Policy ",
        "https://a.cn/发/x ", "a@b.org ", "报告.pdf ", "\ud800", "\ue000", "\ue001", "e\u0301",
        "\n", " ", "\u2028", "！", "？」", "；", "<", "&", '"', "'", ">",
    )),
    max_size=8,
).map("".join)  # fmt: skip
ATTRIBUTES = st.dictionaries(
    st.sampled_from(("href", "src", "id", "class", "data-x", "title", "alt", "aria-label")),
    TEXTS,
    max_size=3,
)
MARKS = st.sampled_from(({}, {}, {}, {"lang": "en"}, {"translate": "no"}, {"class": "notranslate"}))
NAMES = st.sampled_from(("p", "div", "b", "em", "a", "span", "li", "h2", "q", "code", "pre", "td"))


def _element(name: str, attributes: dict[str, str], inner: str) -> str:
    written = "".join(f' {one}="{escape(value)}"' for one, value in attributes.items())
    return f"<{name}{written}>{inner}</{name}>"


LEAVES = st.one_of(
    TEXTS.map(escape),
    ATTRIBUTES.map(lambda values: _element("img", values, "").removesuffix("</img>")),
    st.sampled_from(("<br>", "<!-- 发 -->", "&#x53D1;", "&nbsp;", "<hr>")),
)
BODIES = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        lambda name, attributes, marks, parts: _element(name, {**attributes, **marks}, parts),
        NAMES, ATTRIBUTES, MARKS, st.lists(inner, max_size=4).map("".join),
    ),
    max_leaves=12,
)  # fmt: skip


def document(variant: str, *, title: str = "", body: str = "", alt: str = "") -> Document:
    """An article with these texts."""
    return Document(
        id="news/a",
        kind=Kind.NEWS,
        path="content/news/a.md",
        variant=variant,
        origin=variant,
        provenance=Provenance.ORIGINAL,
        slug="a",
        url_path=UrlPath("news/2023/a/"),
        title=title,
        summary=title,
        summary_given=True,
        body=Html(body),
        date=Moment(datetime(2023, 3, 8, tzinfo=UTC)),
        image=Image(src="images/发.png", alt=alt),
    )


def rest(text: str | None) -> str:
    """All of a text that is not Chinese characters."""
    return "".join(
        sign for sign in text or "" if not unicodedata.name(sign, "").startswith("CJK U")
    )


class _Reader(HTMLParser):
    """An independent reading of a fragment: what must stay, and the human texts in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.fixed: list[object] = []
        self.human: list[str] = []
        self.shown = ""
        self._open: list[bool] = [False]
        self._code: list[bool] = [False]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        mine = tag in FIXED or given.get("lang") == "en" or given.get("translate") == "no"
        fixed = self._open[-1] or mine or given.get("class") == "notranslate"
        for name, value in attrs:
            human = name in HUMAN and not fixed
            self.fixed.append((tag, name, rest(value) if human else value))
            self.human += [value or ""] if human else []
        self.fixed.append(tag)
        if tag not in {"img", "br", "hr"}:
            self._open.append(fixed)
            self._code.append(self._code[-1] or tag in FIXED)

    def handle_endtag(self, tag: str) -> None:
        self.fixed.append(f"/{tag}")
        self._open.pop()
        self._code.pop()

    def handle_data(self, data: str) -> None:
        self.shown += "" if self._code[-1] else data
        if self._open[-1]:
            self.fixed.append(data)
        else:
            self.human.append(data)
            self.fixed.append(rest(data))

    def handle_comment(self, data: str) -> None:
        self.fixed.append(f"<!--{data}")


def read(html: str) -> _Reader:
    """Read a fragment."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


@patient
@given(BODIES, WAYS)
def test_only_human_text_of_a_body_changes(body: str, way: tuple[str, str]) -> None:
    """Tags, addresses, ids, comments, code, other languages and all that is not Chinese stay."""
    source, target = way
    converted = PLAIN.document(document(source, body=body), target).document
    assert read(converted.body).fixed == read(body).fixed


@patient
@given(BODIES, TEXTS, WAYS)
def test_every_text_of_a_document_keeps_all_but_its_characters(
    body: str, text: str, way: tuple[str, str]
) -> None:
    """In titles, alt texts and bodies alike no letter, figure, sign or odd code point is lost."""
    source, target = way
    given_ = document(source, title=text, body=body, alt=text)
    got = PLAIN.document(given_, target).document
    for (_, before), (_, after) in zip(human_texts(given_), human_texts(got), strict=True):
        assert rest(unescape(after)) == rest(unescape(before))


@patient
@given(BODIES, TEXTS, WAYS)
def test_the_same_document_has_one_conversion(body: str, text: str, way: tuple[str, str]) -> None:
    """Converted again, by the same converter or a fresh one, all comes out the same, notes too."""
    source, target = way
    one = document(source, title=text, body=body)
    first = PLAIN.document(one, target)
    assert PLAIN.document(one, target) == first
    assert Converter().document(one, target) == first


@patient
@given(BODIES, TEXTS, WAYS)
@example("<p>两地人才發<b>展</b>。骨干</p>", "珠澳現金发放", ("zh-Hans-CN", "zh-Hant-HK"))
@example('<p>&#x53D1;<b lang="en">现金</b>制</p>', "", ("zh-Hant-HK", "zh-Hans-CN"))
@example(
    '<p>a@b.org 头發 &amp; <i title="發">並</i>发布</p>', "\ud800發", ("zh-Hans-CN", "zh-Hant-HK")
)
def test_notes_point_at_their_text(body: str, text: str, way: tuple[str, str]) -> None:
    """A note's sentence is the source's, its place holds ``before``, and ``after`` is shown."""
    source, target = way
    given_ = document(source, title=text, body=body, alt=text)
    converted = PLAIN.document(given_, target)
    written, shown = _texts(given_), _texts(converted.document)
    for note in converted.notes:
        assert note.before
        assert note.sentence[note.at : note.at + len(note.before)] == note.before
        assert any(note.sentence in one for one in written)
        assert note.variant in {"", target}
        assert note.after in note.choices
        assert 0 <= note.confidence <= 1
        assert not note.variant or any(note.after in one for one in shown)
    assert len(set(converted.notes)) == len(converted.notes)


def _texts(one: Document) -> list[str]:
    """The human texts of a document without tags; those that inline tags part are joined.

    A sentence holds what stays as it is too, such as another language; but no code.
    """
    reader = read(one.body)
    plain = [text for kind, text in human_texts(one) if kind == "text"]
    return [*plain, *reader.human, "".join(reader.human), reader.shown]


@pytest.mark.parametrize("way", [("zh-Hans-CN", "zh-Hant-HK"), ("zh-Hant-HK", "zh-Hans-CN")])
def test_slips_of_the_other_script_are_noted_where_they_stand(way: tuple[str, str]) -> None:
    """A stray character behind kept pieces and tags is told with its own offset."""
    source, target = way
    stray = "發" if source == "zh-Hans-CN" else "发"
    body = f"<p>一。见 https://a.cn/x 与<b>a@b.org</b> &amp; <i>人才</i>{stray}达。</p>"
    notes = PLAIN.document(document(source, body=body), target).notes
    found = [note for note in notes if not note.variant and note.before.startswith(stray)]
    assert [(note.sentence[note.at], note.at > 20) for note in found] == [(stray, True)]


BLOCK = "<p>现<b>金</b>发放 &amp; <a href='/发'>制度</a>余先生</p>"


@pytest.mark.parametrize("body", [BLOCK, "<b>发</b>", "<i title='发'>&amp;</i>"])
def test_a_megabyte_of_body_comes_through_whole(body: str) -> None:
    """A body of a megabyte ends, and nothing but Chinese characters differs."""
    whole = body * (1_000_000 // len(body.encode()))
    got = PLAIN.document(document("zh-Hans-CN", body=whole), "zh-Hant-HK").document.body
    assert len(got) == len(whole)
    assert rest(got) == rest(whole)


def test_a_document_that_is_replaced_leaves_nothing_behind() -> None:
    """What one document said by markup does not reach the next one."""
    ruled = document("zh-Hans-CN", body="<p>-{H|zh-hans:发;zh-hk:!}-发</p>")
    plain = dataclasses.replace(ruled, body=Html("<p>发</p>"))
    before = PLAIN.document(plain, "zh-Hant-HK")
    assert PLAIN.document(ruled, "zh-Hant-HK").document.body == "<p>!</p>"
    assert PLAIN.document(plain, "zh-Hant-HK") == before
