"""Half-width marks in Chinese text are found; those of figures, Latin and Markdown are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.source.half_width import find_half_width
from hutong.source.masking import mask
from hutong.source.punctuation import FULL_WIDTH


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


@pytest.mark.parametrize(
    "text",
    [
        "見 https://zh.wikipedia.org/wiki/香港(消歧義)", "https://a.b/軟件,件", "www.a.hk/甲,乙",
        "見 https://zh.wikipedia.org/wiki/香港(消歧義) 頁",
        "<pre>\n香港,澳門\n</pre>", "<code>香港,澳門</code>", "<kbd>甲:乙</kbd>",
        '<span lang="en">"軟件" and 甲,乙</span>', '<p class="a" lang=en><b>甲,乙</b>\n甲,乙</p>',
        '<span lang="en"><span>甲</span>乙,丙</span>',
    ],
)  # fmt: skip
def test_addresses_with_chinese_and_foreign_elements_are_left_alone(text: str) -> None:
    """What nobody reads as Chinese prose, with elements of the same name inside it too."""
    assert count(text) == 0


@pytest.mark.parametrize(
    "text",
    [
        "(https://a.hk/x是港)", "甲&乙;丙", "見(https://a.hk/wiki/香港(消歧義)甲)",
        "<code>a</code>甲,乙", '<span lang="zh-HK">甲,乙</span>', '<a hreflang="en">甲,乙</a>',
        '<b lang="en">甲,乙', '<span lang="en"><span>a</span>b</span>甲,乙', "<pre>甲,乙",
        '<i lang="yue">甲,乙</i>',
    ],
)  # fmt: skip
def test_chinese_beside_such_things_is_told(text: str) -> None:
    """An address ends before a bracket it did not open, and an element at its own end."""
    assert count(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        '"軟件" means software.', "(軟件) is Chinese for software.", '"The 軟件 company" said',
        '"軟件," he said.', "(軟件 is a word of 香港 and others.)", "We like 軟件,\nand so on.",
        '"香港特別行政區" is the name.', '"軟件" means software, as 香港特別行政區政府 tells us.',
        '| "軟件" | software |', "- (軟件) is a Chinese word that 香港特別行政區政府資訊署 uses",
    ],
)  # fmt: skip
def test_english_lines_with_chinese_words_are_left_alone(text: str) -> None:
    """Brackets and quotes are those of the English sentence."""
    assert count(text) == 0


@pytest.mark.parametrize(
    "text",
    [
        '他說:"to be or not to be"。', "學會(香港)CEPA 協議生效", "學會(香港) app 很好用",
        "(香港) CEPA", "開源(open source)軟件,好", "(一) iPhone", "用 email 聯絡香港,澳門",
    ],
)  # fmt: skip
def test_a_chinese_line_with_latin_words_is_told(text: str) -> None:
    """Names, abbreviations, loan words and quotations make no English line."""
    assert count(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        '[a\nb](soft.md\n"軟,件")', '![a](soft.png\n  "軟,件"\n)', '[a]: soft.md\n    "軟,件"',
        '[a]:\n  soft.md "軟,件"', "[a]: https://a.hk/甲,乙 '甲,乙'",
    ],
)  # fmt: skip
def test_link_titles_on_a_line_of_their_own_are_left_alone(text: str) -> None:
    """A target may go on over a line break, and a definition too."""
    assert count(text) == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[軟](soft.md):件,件", 1), ("[軟](soft.md\n'軟'):件,件", 2), ("[a]: b 甲,乙", 1),
        ("[a](b\n\n甲,乙)", 3), ("[a](soft.md\n'軟')\n甲,乙", 3),
    ],
)  # fmt: skip
def test_text_behind_a_link_is_told_on_its_own_line(text: str, told: int) -> None:
    """What only looks like a definition or an open target is read as text."""
    assert [line for line, _, _ in find_half_width(enumerate(text.split("\n"), 1))] == [told]


@pytest.mark.parametrize(
    ("text", "many", "mend"),
    [("軟!!件", "2", "！"), ("軟?!", "2", "？ ！"), ("真的嗎??!甲", "3", "？ ！")],
)
def test_marks_in_a_row_are_told(text: str, many: str, mend: str) -> None:
    """Each mark counts, and each kind is mended once."""
    ((_, what, told),) = find_half_width([(1, text)])
    assert what.startswith(f"{many} half-width marks")
    assert told == f"write {mend} instead"


@pytest.mark.parametrize("piece", ["<pre>", '<b lang="en">', "https://(", "[a]: ", "甲(乙)", "甲!",
    "https://a/甲(", "](\n", "[a]:\n", 'a "乙" b', "(a",
])  # fmt: skip
def test_hostile_tags_addresses_and_pairs_end_in_good_time(piece: str) -> None:
    """Nothing that looks back or ahead starts again from each opening mark."""
    text = (piece * 20_000).split("\n")
    assert len(find_half_width(enumerate(text, 1))) <= 1


@pytest.mark.parametrize("piece", ["(香", '"香', "](", "<a ", "香,", "[", "-{", "{#", "&#"])
def test_a_hostile_text_costs_no_more_than_a_long_one(piece: str) -> None:
    """Marks opened a hundred thousand times end in good time."""
    assert len(find_half_width([(1, piece * 100_000)])) <= 1
