"""Conversion markup with any text in it, and around it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from hutong.variants import convert_text
from hutong.variants.chain import Passage, shield
from hutong.variants.html import cut
from hutong.variants.markup import DEPTH, RuleBook, resolve
from hutong.variants.spans import unshield
from hutong.variants.tags import read_tag
from hutong.variants.tokens import balanced

CN, HK = read_tag("zh-Hans-CN"), read_tag("zh-Hant-HK")
ODD = "\0\x01\ufdd6\ufdd7\ue000\ue001\ud800\udfff\u0301\u200d𠮷 "
BITS = st.sampled_from(
    ["-{", "}-", "|", ";", ":", "=>", "=&gt;", "A", "H", "R", "T", "D", "N", "-", "zh", "zh-hk:",
     "zh-hans:", "zh-hk", "zh-tw", "{", "}", " ", "\n", "发", "国", "头发", "abc", "12.5%",
     "&amp;", "&nbsp;", "&", *ODD]
)  # fmt: skip
TAGS = st.sampled_from(
    ["<b>", "</b>", "<p>", "</p>", "<br>", '<a href="/发?a=1">', "</a>", "<code>", "</code>",
     '<i title="发-{国}-">', "</i>", '<span lang="en">', "</span>", "<", ">", '"', "<!-- 发 -->"]
)  # fmt: skip
TEXTS = st.lists(BITS, max_size=40).map("".join)
TAGGED = st.lists(st.one_of(BITS, TAGS), max_size=40).map("".join)
WORDS = st.lists(
    st.sampled_from(
        ["发展", "国", "头发", "abc", "12.5%", "，", " ", "\0", "\ue000", "\ud800", "e\u0301"]
    ),
    max_size=8,
).map("".join)
RAW = st.text(st.one_of(st.sampled_from("发国;:|=>-A\0"), st.characters()), max_size=20).filter(
    lambda text: not set("{}<") & set(text)
)


def shown(text: str) -> str:
    """What a text comes to in Hong Kong, from the mainland."""
    return convert_text(text, source="zh-Hans-CN", target="zh-Hant-HK", markup=True)


def body(html: str) -> str:
    """What a body comes to in Hong Kong, before the engine."""
    template = cut(html, source=CN, target=HK)
    book = RuleBook(HK)
    held = [shield(Passage(s.text, s.unit, s.care, html=True), book) for s in template.slots]
    return template.fill([unshield(one.text, one.held) for one in held])


@given(st.one_of(TEXTS, TAGGED, st.text()))
def test_any_text_comes_through(text: str) -> None:
    """Nothing raises, whatever is open, closed or odd."""
    assert isinstance(shown(text), str)


@given(st.one_of(TEXTS, TAGGED, st.text()).filter(lambda text: "-{" not in text))
def test_text_without_markup_loses_nothing(text: str) -> None:
    """Where no markup begins, what belongs to no script of Chinese comes through unchanged."""
    unowned = "[\0-\u2e7f\ud800-\uf8ff\uff00-\uffff]+"
    assert re.findall(unowned, shown(text)) == re.findall(unowned, text)


@given(WORDS, RAW, WORDS)
def test_raw_text_is_shown_as_it_stands(before: str, inside: str, after: str) -> None:
    """R keeps all that is in it, and the texts around it convert as they do alone."""
    got = shown(f"{before}\n-{{R|{inside}}}-\n{after}")
    assert got == f"{shown(before)}\n{inside}\n{shown(after)}"


@given(st.lists(st.tuples(WORDS, RAW), max_size=5), WORDS)
def test_pieces_are_handed_out_in_order(parts: list[tuple[str, str]], last: str) -> None:
    """Text and raw text come out piece by piece, each once."""
    text = "".join(f"{before}-{{R|{inside}}}-" for before, inside in parts) + last
    pieces = [(piece.text, piece.fixed) for piece in resolve(text, RuleBook(HK))]
    wanted = [pair for before, inside in parts for pair in ((before, False), (inside, True))]
    assert pieces == [pair for pair in [*wanted, (last, False)] if pair[0]]


@given(st.integers(0, DEPTH), RAW)
def test_nested_raw_text_is_raw(depth: int, inside: str) -> None:
    """However deep raw text stands, it is shown as it is."""
    assert shown("-{R|" * depth + f"-{{R|{inside}}}-" + "}-" * depth) == (
        inside if depth < DEPTH else f"-{{R|{inside}}}-"
    )


@given(TEXTS)
def test_the_same_text_gives_the_same_rules(text: str) -> None:
    """Pieces, rules and title depend on the text alone."""
    first, second = RuleBook(HK), RuleBook(HK)
    assert list(resolve(text, first)) == list(resolve(text, second))
    assert (first.table, first.title) == (second.table, second.title)


@given(st.lists(st.sampled_from(["12.5%", "abc", "https://a.cn/发?b=国", " ", "，"]), max_size=20))
def test_figures_latin_and_addresses_stay(parts: list[str]) -> None:
    """Around markup, what no script owns is unchanged."""
    text = " ".join(parts)
    assert shown(f"{text} -{{发}}- {text}") == f"{text} 发 {text}"


@given(TAGGED.filter(balanced))
def test_balanced_html_stays_balanced(html: str) -> None:
    """Whatever form of a rule is shown, every tag in the body is still closed, in order."""
    assert balanced(body(html))


@given(st.lists(TAGS.filter(lambda tag: "-{" not in tag), max_size=30).map("发".join))
def test_html_without_markup_is_cut_without_loss(html: str) -> None:
    """The pieces of a body without markup are the body."""
    assert body(html) == html


HANZI = st.text("甲乙丙", min_size=1, max_size=4)


@given(st.dictionaries(HANZI, HANZI, max_size=6), st.text("甲乙丙丁 ", max_size=40))
def test_words_of_rules_are_found_longest_first(table: dict[str, str], text: str) -> None:
    """What the book finds is what a pattern of all its words, the longest first, finds."""
    words = "|".join(sorted(table, key=len, reverse=True)) or r"(?!)"
    parts = RuleBook(HK, table=table).cut(text)
    got = "".join(part if form is None else form for part, form in parts)
    assert got == re.sub(words, lambda match: table[match[0]], text)
