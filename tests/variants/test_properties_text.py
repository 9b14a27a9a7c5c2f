"""What holds of plain texts whatever they say: nothing but Chinese characters changes."""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter
from collections.abc import Callable
from types import FrameType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hutong.variants import Converter, convert_text

patient = settings(deadline=None)  # the first example of a form makes its engine

FORMS = ("zh-Hant-HK", "zh-Hant-TW", "zh-Hant-MO", "zh-Hans-CN")
WAYS = st.tuples(st.sampled_from(FORMS), st.sampled_from(FORMS))

WORDS = st.sampled_from((
    "现金发放", "现行制度", "48年历史", "余先生", "范围", "头发", "以后", "意味着", "什么", "干部",
    "現金發放", "現行制度", "餘款", "範圍", "頭髮", "皇后", "意味著", "甚麼", "藉此", "覆核",
    "「", "」", "“", "”", "，", "。", "…", "《", "》", "：", "（", "）", "　", "·", "〇", "々",
))  # fmt: skip
ADDRESSES = st.builds(
    "{}{}{}".format,
    st.sampled_from(("https://", "http://", "ftp://", "www.", "mailto:", "doc:")),
    st.text("abcXYZ019-_~/", min_size=1, max_size=12),
    st.sampled_from(("", "/发展/後来.html", "?q=头发&p=1#里面", ".hk", ".com.cn/發/")),
)
KEPT = st.one_of(
    ADDRESSES,
    st.sampled_from((
        "editor@example.org", "@发布", "@後勤部", "报告2023.pdf", "發言稿_v2.docx", "图表-1.xlsx",
        "\0", "\ud800", "\udfff", "\ue000", "\ue001", "\uf8ff", "\0\ud83d", "\ue000\ue001\ue000",
    )),
)  # fmt: skip
OTHER = st.one_of(
    st.from_regex(r"[A-Za-z]{1,8}|[0-9]{1,3}(,[0-9]{3})*(\.[0-9]+)?%?", fullmatch=True),
    st.sampled_from(
        ("\t", "\r\n", "\u2028", "\u0301", "e\u0301", "👩\u200d🔬", "️", "한국", "かな")
    ),
    st.text(st.characters(codec="utf-8"), max_size=4),
)
TEXTS = st.lists(st.one_of(WORDS, KEPT, OTHER), max_size=24).map("".join)


def is_han(character: str) -> bool:
    """Whether a conversion may write another character for this one."""
    name = unicodedata.name(character, "")
    return name.startswith(("CJK UNIFIED", "CJK COMPATIBILITY IDEOGRAPH")) or character in "〇々"


def rest(text: str) -> str:
    """All of a text that is not Chinese characters."""
    return "".join(character for character in text if not is_han(character))


@patient
@given(TEXTS, WAYS)
@example("\0", ("zh-Hans-CN", "zh-Hant-HK"))
@example("发\0\ud800\ue000\ue001发", ("zh-Hans-CN", "zh-Hant-HK"))
def test_all_but_chinese_characters_comes_back(text: str, way: tuple[str, str]) -> None:
    """Letters, figures, signs, marks, NUL and lone surrogates keep their number and order."""
    source, target = way
    assert rest(convert_text(text, source=source, target=target)) == rest(text)


@patient
@given(TEXTS, st.sampled_from(FORMS))
def test_all_but_chinese_characters_comes_back_undetected(text: str, target: str) -> None:
    """The same without a source, whichever script is then detected."""
    assert rest(convert_text(text, target=target)) == rest(text)


@patient
@given(st.lists(st.tuples(WORDS, KEPT), min_size=1, max_size=8), WAYS)
def test_what_is_kept_stands_as_it_was(parts: list[tuple[str, str]], way: tuple[str, str]) -> None:
    """Addresses, handles, file names and odd code points come back whole and in order."""
    text = "".join(f"{word} {kept} " for word, kept in parts)
    got = convert_text(text, source=way[0], target=way[1])
    at = 0
    for _, kept in parts:
        assert f" {kept} " in got[at:], kept
        at = got.index(f" {kept} ", at) + len(kept) + 1


@patient
@given(st.lists(st.tuples(WORDS, KEPT), min_size=1, max_size=8), st.lists(WAYS, max_size=4))
def test_what_is_kept_survives_every_further_conversion(
    parts: list[tuple[str, str]], ways: list[tuple[str, str]]
) -> None:
    """Converted on and on, into any edition, kept pieces are still the same ones."""
    text = "".join(f"，{word} {kept} " for word, kept in parts)
    for source, target in ways:
        text = convert_text(text, source=source, target=target)
    assert text.startswith("，")
    at = 0
    for _, kept in parts:
        assert f" {kept} " in text[at:], kept
        at = text.index(f" {kept} ", at) + len(kept) + 1


@patient
@given(TEXTS, WAYS, st.booleans())
def test_one_text_has_one_conversion(text: str, way: tuple[str, str], markup: bool) -> None:  # noqa: FBT001  # hypothesis draws it
    """The same converter twice, and a fresh one, give the same: nothing of a text stays behind."""
    source, target = way
    once = convert_text(text, source=source, target=target, markup=markup)
    assert convert_text(text, source=source, target=target, markup=markup) == once
    assert Converter().text(text, source=source, target=target, markup=markup) == once


@patient
@given(TEXTS, WAYS)
def test_markup_is_only_what_stands_in_braces(text: str, way: tuple[str, str]) -> None:
    """A text without ``-{`` converts alike with and without markup."""
    text = text.replace("-{", "")
    plain = convert_text(text, source=way[0], target=way[1])
    assert convert_text(text, source=way[0], target=way[1], markup=True) == plain


@patient
@given(TEXTS, st.sampled_from(FORMS))
def test_a_text_in_its_own_variant_is_left_alone(text: str, form: str) -> None:
    """Nothing changes where source and target are one."""
    assert convert_text(text, source=form, target=form) == text


LINES = (
    "现行制度发放", "頭髮", "余先生、", "e\u0301", "\0", "\ud800", "\ue000\ue001发", "-{", "-{发}-",
    "@", "a.pdf ", "https://a/发", "a@b.", "1,", "\u2028",
)  # fmt: skip


@pytest.mark.parametrize("piece", LINES, ids=ascii)
@pytest.mark.parametrize("target", ["zh-Hant-HK", "zh-Hans-CN"])
def test_a_megabyte_in_one_line_comes_through_whole(piece: str, target: str) -> None:
    """A line of a megabyte, the same piece again and again, ends and loses nothing."""
    source = "zh-Hans-CN" if target == "zh-Hant-HK" else "zh-Hant-HK"
    text = piece * (1_000_000 // len(piece.encode("utf-8", "surrogatepass")))
    got = convert_text(text, source=source, target=target)
    assert len(got) == len(text)
    assert Counter(rest(got)) == Counter(rest(text))


def _calls(work: Callable[[], object]) -> int:
    """How many functions, Python's and C's, are called while ``work`` runs."""
    count = 0

    def see(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(see)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("markup", [False, True])
@pytest.mark.parametrize(
    "piece",
    ["现行制度发放，", "余先生、", "a.pdf 发 ", "-{发}-", "-{zh-hk:发;zh-cn:髮}-发。", "\0发"],
)
def test_work_grows_with_the_text_and_no_faster(piece: str, markup: bool) -> None:  # noqa: FBT001  # a parameter
    """Four times the text takes at most about four times the steps."""

    def steps(times: int) -> int:
        text = piece * times
        return _calls(
            lambda: convert_text(text, source="zh-Hans-CN", target="zh-Hant-HK", markup=markup)
        )

    steps(1)  # lists are read and engines made once
    assert steps(800) <= 4.5 * steps(200) + 200
