"""Texts that are broken or made to hurt: told within a second, and nothing is left behind."""

from __future__ import annotations

import time

import pytest

from hutong.source.limits import LONGEST_TEXT
from hutong.source.masking import mask
from tests.source.reading import HEAD, body, document, errors, read

PIECES = [
    "[",
    "![",
    "[a](",
    "[a][",
    '[a](b "c) ',
    "<a ",
    '<a "',
    "<b x=",
    '<b x="',
    "<b x='",
    "<img ",
    "<i",
    "<p>\n\n",
    "<pre>",
    "<!--",
    "<![CDATA[",
    "<http://a",
    "<a@b",
    "*[a]: b\n",
    "# a\n",
    "x\n=\n",
    "***\n",
    "甲\n:   乙\n",
    "`",
    "`a",
    "```\n",
    "~",
    "- a\n",
    "1. ",
    "> ",
    ">",
    "::: facts\n",
    "::: notes\n",
    "表：甲\n\n|a|\n|-|\n|b|\n\n",
    "## 甲 {#a}\n",
    " ",
    "\\",
    "-{",
    "*a",
    "一、甲\n",
]


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("size", [99_000, 19_000])
def test_no_text_takes_long(piece: str, size: int) -> None:
    """Each is read within a second, in one long paragraph or in one that limits let through."""
    text = (piece * (size // len(piece) + 1))[:size]
    start = time.process_time()
    read(HEAD + text)
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("甲" * (LONGEST_TEXT + 1), "6: the text has 100,001 characters"),
        ("\n文\n\n" + "甲" * 20_001, "9: the paragraph that starts here has 20,001 characters"),
        ("文\n\n" + "[" * 10_000, "8: this paragraph holds far too many brackets"),
        ("*[a]: b\n" * 201, "6: the text defines 201 notes, links and abbreviations"),
        ("文\n\n" + "# a\n" * 1500, "8: 1500 headings, rules or definitions follow each other"),
        ("# a\n\n" * 2001, "6: the text holds 2,001 headings, rules, tables,"),
        ("文\n\n" + "> " * 20 + "甲", "8: a quotation is nested too deep"),
        ("```\na\n```\n" * 2001, "6: the text holds 2,001 headings"),
        ("- a\n" * 4001, "6: the text holds 4,001 items of lists"),
        ("甲\n\n" * 5001, "6: the text has 5,001 empty lines"),
        ("`" * 30, "6: 30 backticks in a row mark no code"),
        ("::: facts\n" * 8, "12: blocks are nested too deep"),
        ("<p>" * 51, "6: HTML is nested too deep"),
    ],
)
def test_what_no_article_needs_is_told_with_its_line(typed: str, expected: str) -> None:
    """The limits are far above any article, and each has its message."""
    found = errors(HEAD + typed)
    assert any(error.startswith(expected) for error in found), found[:3]


def test_a_text_that_markdown_cannot_read_leaves_nothing_behind() -> None:
    """After very deep nesting the next texts of the process are rendered as ever."""
    before = body("- 甲\n- 乙\n\n丙")
    found = errors(HEAD + "1. " * 3000)
    assert found[0].startswith("6: Markdown cannot read this text (RecursionError")
    assert body("- 甲\n- 乙\n\n丙") == before


def test_a_fault_of_the_whole_text_points_to_its_first_line() -> None:
    """Not to the empty line above it."""
    (error,) = errors(HEAD + "\n\n" + "1. " * 3000)
    assert error.startswith("8: Markdown cannot read")


@pytest.mark.parametrize(
    "typed", ["甲\0乙", "甲\x85乙", "甲\x7f乙", "甲\u202e乙", "甲\u2066乙", "甲\ud800乙"]
)
def test_a_character_that_cannot_be_shown_is_told_with_every_line(typed: str) -> None:
    """Control, direction and lone surrogate characters, as typed."""
    found = errors(f"{HEAD}文\n\n{typed}\n\n文\n\n{typed}")
    assert [error.partition(" cannot")[0] for error in found] == [
        f"{line}: the character U+{ord(typed[1]):04X}" for line in (8, 12)
    ]


@pytest.mark.parametrize(
    "typed", ["&#0;", "&#x202E;", "&#x85;", "&#xfdd4;", "&#xD800;", "&#9999999;"]
)
def test_such_a_character_by_its_number_is_told_too(typed: str) -> None:
    """Also inside conversion markup, which is read once more."""
    for text in (f"文\n\n甲{typed}", f"文\n\n-{{甲{typed}}}-"):
        (error,) = errors(HEAD + text)
        assert error.startswith(f"8: {typed} stands for no character")


@pytest.mark.parametrize("escape", ["\\0", "\\x85", "\\x7f", "\\u202e", "\\u2067"])
@pytest.mark.parametrize("key", ["title", "summary"])
def test_such_a_character_in_front_matter_is_told_with_its_line(escape: str, key: str) -> None:
    """YAML's escapes make characters that nobody sees."""
    rest = "".join(f"{name}: 甲\n" for name in ("title", "summary") if name != key)
    found = errors(f'---\ndate: 2023-06-18\n{key}: "樣{escape}本"\n{rest}---\n文')
    assert found
    assert found[0].startswith("3: ")


def test_masks_of_marks_alone_keep_the_text() -> None:
    """A mark of code without its partner is text."""
    assert mask("`a\n\nb`") == "`a\n\nb`"
    assert mask("``a`b``c`") == " " * 7 + "c`"
    assert mask("```\na\n````\n```") == "   \n \n    \n   "
    assert mask("a <!-- b") == "a <!-- b"


def test_long_but_honest_texts_are_read() -> None:
    """Fifty pages with lists, tables and links are within every limit."""
    rows = "".join(f"| 甲{number} | [乙](b{number}.md) |\n" for number in range(300))
    items = "".join(f"{number}. 事項{'文' * 40}\n" for number in range(1, 200))
    text = f"| 甲 | 乙 |\n|---|---|\n{rows}\n{items}\n" + ("文字，" * 200 + "\n\n") * 60
    assert len(document(HEAD + text).links) == 300
