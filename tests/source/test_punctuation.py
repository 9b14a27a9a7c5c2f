"""Half-width marks in Chinese text are found; those of figures, Latin and Markdown are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.source.masking import mask
from hutong.source.punctuation import FULL_WIDTH, find_half_width


def count(text: str) -> int:
    """How many lines of a text are told."""
    return len(find_half_width(enumerate(mask(text).split("\n"), 1)))


@pytest.mark.parametrize(
    "text",
    [
        "香港,澳門", "香港, 澳門", "南沙;珠海", "會議:開始", "增長5%,達到", "價格:100元",
        "是嗎?", "好!", "學會(香港)成立", "(一)總則", '他說"好"', "“甲”,乙", "**南沙**,香港",
        "[香港](https://a.hk/x),澳門", "<b>香港</b>,澳門", "-{甲}-,乙", "[^1]: 香港,澳門",
        "- 香港,澳門", "| 香港,澳門 |",
    ],
)  # fmt: skip
def test_marks_in_chinese_text_are_told(text: str) -> None:
    """Through emphasis, links, tags and conversion markup too."""
    assert count(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        "1,000人", "12:30開始", "比數3:2", "生產總值(GDP)增長", "CEPA,香港", "C:香港",
        "Hello, 香港", "don't 香港", "香港，澳門（甲）", "`香港,澳門`", "```\n香港,澳門\n```",
        "<!-- 香港,澳門 -->", '[香港](https://a.hk/甲,乙 "甲,乙")', "![圖](images/甲,乙.png)",
        "見 https://a.hk/?a=1;b 頁",
        "[一]: https://a.hk/甲,乙", "標題 {#a:b}", '<a title="甲,乙">丙</a>', "甲&#8212;乙",
        "-{zh-hans:甲;zh-hant:乙}-", "-{zh-hans:甲;\nzh-hant:乙,丙}-", "::: facts 重點",
        "| 甲 | 乙 |", "|:--|:-:|", "",
    ],
)  # fmt: skip
def test_other_marks_are_left_alone(text: str) -> None:
    """Figures, Latin text, code, addresses, attributes and Markdown's own marks."""
    assert count(text) == 0


def test_a_line_is_told_once_with_all_its_marks() -> None:
    """The number of marks, the first place, and what to write, by the line of the file."""
    lines = [(7, "第一行"), (8, "甲乙丙丁戊己,庚辛(壬)癸!")]
    ((line, what, mend),) = find_half_width(lines)
    assert line == 8
    assert what == "4 half-width marks in Chinese text: …乙丙丁戊己,庚辛(壬)…"
    assert mend == "write ， （ ） ！ instead"


def test_a_tag_over_two_lines_keeps_the_numbers_of_the_lines() -> None:
    """Whatever is left out, a line stays where it is."""
    found = find_half_width([(1, '<img alt="甲"'), (2, 'src="a">'), (3, "甲,乙")])
    assert [line for line, _, _ in found] == [3]


@given(st.lists(st.text(alphabet='香港,;:!?()"[]<>*_`-{}#&1a \t', max_size=30), max_size=6))
def test_any_text_is_read(texts: list[str]) -> None:
    """Each line is told at most once, under its own number, with full-width marks to write."""
    found = find_half_width(enumerate(texts, 1))
    numbers = [line for line, _, _ in found]
    assert numbers == sorted(set(numbers))
    assert all(1 <= line <= len(texts) for line in numbers)
    assert all(any(mark in mend for mark in FULL_WIDTH.values()) for _, _, mend in found)


@pytest.mark.parametrize("piece", ["(香", '"香', "](", "<a ", "香,", "[", "-{", "{#", "&#"])
def test_a_hostile_text_costs_no_more_than_a_long_one(piece: str) -> None:
    """Marks opened a hundred thousand times end in good time."""
    assert len(find_half_width([(1, piece * 100_000)])) <= 1
