"""Quotation marks follow the style of a variant, and nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.variants.quotes import CORNER, CURLY, KEEP, STYLES, restyle_quotes

MARKS = "“”‘’「」『』"
TEXT = st.text(alphabet=f"{MARKS}香港don'90, \n\"", max_size=60)


@pytest.mark.parametrize(
    ("curly", "corner"),
    [
        ("他說“好”。", "他說「好」。"),
        ("“甲‘乙’丙”", "「甲『乙』丙」"),
        ("“甲‘乙“丙”’”", "「甲『乙「丙」』」"),
        ("“1+1”", "「1+1」"),
        ("他说“OK吧”", "他说「OK吧」"),
        ("“他说‘OK’”", "「他说『OK』」"),
        ("“Don’t”是“别”", "“Don’t”是「别」"),
        ("’90年代的“歌”", "’90年代的「歌」"),
        ("workers’ “權益”", "workers’ 「權益」"),
    ],
)
def test_both_styles_lead_to_each_other(curly: str, corner: str) -> None:
    """Levels keep their depth both ways; apostrophes and purely Latin quotations stay."""
    assert restyle_quotes(curly, CORNER) == corner
    assert restyle_quotes(corner, CURLY) == curly


@pytest.mark.parametrize("text", ["‘甲’", "『甲』", "“甲”"])
def test_the_outermost_quotation_has_the_outer_marks(text: str) -> None:
    """Marks follow depth, not what the source had."""
    assert restyle_quotes(text, CORNER) == "「甲」"
    assert restyle_quotes(text, CURLY) == "“甲”"


def test_the_same_marks_within_themselves_become_two_levels() -> None:
    """A quotation in one gets the inner marks."""
    assert restyle_quotes("「甲「乙」」", CORNER) == "「甲『乙』」"


@pytest.mark.parametrize("text", ["“甲", "甲”", "“甲」", "“甲‘乙”丙’", "「甲』"])
def test_marks_that_do_not_pair_stay(text: str) -> None:
    """A slip is for the editor, not for a guess."""
    assert restyle_quotes(text, CORNER) == text
    assert restyle_quotes(text, CURLY) == text


def test_a_paragraph_that_does_not_pair_leaves_the_others_alone() -> None:
    """The empty line parts them; a line break in a paragraph does not."""
    assert restyle_quotes("“甲\n\n“乙\n丙”\n\n丁”", CORNER) == "“甲\n\n「乙\n丙」\n\n丁”"


@pytest.mark.parametrize("text", ['他說"好"', "\"香港\"與'澳門'", "“Hello” “it’s me”"])
def test_straight_and_latin_quotes_stay(text: str) -> None:
    """They are the business of the lint, or of another language."""
    assert restyle_quotes(text, CORNER) == text


def test_keep_changes_nothing() -> None:
    """The style that a variant has if none is set."""
    assert restyle_quotes("“甲「乙」", KEEP) == "“甲「乙」"
    assert restyle_quotes("“甲”", KEEP) == "“甲”"


def test_an_unknown_style_is_refused() -> None:
    """A slip in the settings is told, not taken for keep."""
    with pytest.raises(ValueError, match="straight"):
        restyle_quotes("“甲”", "straight")


@given(TEXT, st.sampled_from(STYLES))
def test_only_marks_change(text: str, style: str) -> None:
    """Length and every other sign are the same, and a second time changes nothing."""
    got = restyle_quotes(text, style)
    blank = str.maketrans(dict.fromkeys(MARKS, "*"))
    assert got.translate(blank) == text.translate(blank)
    assert restyle_quotes(got, style) == got


def test_a_hostile_text_costs_no_more_than_a_long_one() -> None:
    """A hundred thousand open marks, or quotations in quotations, end at once."""
    assert restyle_quotes("“" * 100_000, CORNER) == "“" * 100_000
    deep = "“" * 50_000 + "好" + "”" * 50_000
    assert restyle_quotes(deep, CORNER).startswith("「『「『")
