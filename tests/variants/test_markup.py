"""Conversion markup: where it stands, how one rule reads, and the rules in force on a page."""

from __future__ import annotations

import time

import pytest

from hutong.markup import find_markup
from hutong.variants import convert_text
from hutong.variants.markup import DEPTH, RuleBook, read_rule, resolve
from hutong.variants.rules import Change, Shows
from hutong.variants.tags import read_tag

HK, TW, CN = "zh-Hant-HK", "zh-Hant-TW", "zh-Hans-CN"


@pytest.mark.parametrize(
    ("text", "closed", "unclosed"),
    [
        ("", (), None),
        ("a-{b}-c-{d}-", ((1, 6), (7, 12)), None),
        ("-{a-{b}-c}-", ((0, 11),), None),
        ("-{-{a}--{b}-}-", ((0, 14),), None),
        ("-{}-", ((0, 4),), None),
        ("}-a", (), None),
        ("-{a", (), 0),
        ("-{a-{b}-", ((3, 8),), 0),
        ("x-{-{a}-b-{c", ((3, 8),), 1),
    ],
)
def test_markup_is_found_outermost(
    text: str, closed: tuple[tuple[int, int], ...], unclosed: int | None
) -> None:
    """Whole outermost pieces are found; what is never closed is text, and hides nothing."""
    spans = find_markup(text)
    assert (spans.closed, spans.unclosed) == (closed, unclosed)


@pytest.mark.parametrize(
    ("flags", "shows", "change", "title"),
    [
        ("", Shows.FORM, Change.NONE, False),
        ("A", Shows.FORM, Change.ADD, False),
        ("H", Shows.NOTHING, Change.ADD, False),
        ("-", Shows.NOTHING, Change.REMOVE, False),
        ("T", Shows.NOTHING, Change.NONE, True),
        ("D", Shows.DESCRIPTION, Change.NONE, False),
        ("N", Shows.NAME, Change.NONE, False),
        ("R", Shows.TEXT, Change.NONE, False),
        ("T;H", Shows.NOTHING, Change.ADD, True),
        ("H;T;D", Shows.DESCRIPTION, Change.ADD, True),
        ("A;T;D", Shows.NOTHING, Change.ADD, True),
        ("T;D", Shows.DESCRIPTION, Change.NONE, True),
        ("D;T", Shows.NOTHING, Change.NONE, True),
        ("A;H;-", Shows.NOTHING, Change.REMOVE, False),
        ("-;N", Shows.NAME, Change.NONE, False),
        ("N;R", Shows.TEXT, Change.NONE, False),
        ("X; A ;a", Shows.FORM, Change.ADD, False),
    ],
)
def test_flags_come_to(flags: str, *, shows: Shows, change: Change, title: bool) -> None:
    """Alone and together, flags order what MediaWiki's order."""
    rule = read_rule(f"{flags}|zh-hans:甲;zh-hk:乙")
    assert (rule.shows, rule.change, rule.title) == (shows, change, title)


def test_rule_without_a_form_for_the_target_has_none() -> None:
    """A form of the other script never stands in."""
    rule = read_rule("zh-cn:甲;乙=>zh-tw:丙")
    assert rule.form(read_tag(HK)) is None
    assert rule.table(read_tag(HK)) == {}
    assert rule.any_form() == "甲"


def test_rule_table_leads_to_the_form_of_the_target() -> None:
    """Every other form leads there, the own one stays, and one-way forms come before them."""
    rule = read_rule("zh-cn:甲;zh-tw:乙;zh-hk:丙;甲=>zh-hk:丁;戊=>zh-mo:己")
    assert rule.table(read_tag(HK)) == {"甲": "丁", "乙": "丙", "丙": "丙"}


def test_text_that_only_looks_like_forms_is_text() -> None:
    """One unknown code makes the whole a text."""
    rule = read_rule("zh-xx:a;zh-hk:b")
    assert rule.form(read_tag(HK)) == "zh-xx:a;zh-hk:b"
    assert not rule.has_forms


def test_markup_is_text_unless_asked_for() -> None:
    """Without markup=True the braces and tags are ordinary characters."""
    text = "-{发展}-<code>发</code>"
    assert convert_text(text, source=CN, target=HK) == "-{發展}-<code>發</code>"


def test_markup_in_the_original_changes_nothing_else() -> None:
    """In its own variant a rule shows its form but never reaches the text around it."""
    text = "计算机-{A|zh-cn:电脑;zh-hk:電腦}-電腦"
    assert convert_text(text, source=CN, target=CN, markup=True) == "计算机电脑電腦"


def test_rules_hold_where_no_source_is_stated() -> None:
    """A text that already is of the target's script follows its rules."""
    text = "-{H|zh-hans:网络;zh-hk:互聯網;zh-sg:互联网}-网络"
    assert convert_text(text, target="zh-Hans-SG", markup=True) == "互联网"


def test_rule_reaches_the_book_with_its_piece() -> None:
    """Text before a rule is handed out before the rule speaks."""
    book = RuleBook(read_tag(HK))
    pieces = resolve("甲-{H|甲=>zh-hk:乙}-甲", book)
    assert next(pieces).text == "甲"
    assert book.table == {}
    assert [piece.text for piece in pieces] == ["甲"]
    assert book.table == {"甲": "乙"}


def test_book_cuts_at_its_words() -> None:
    """The longest word counts, addresses are left alone, and an original has no rules."""
    book = RuleBook(read_tag(HK), table={"net": "網", "network": "網絡"})
    assert list(book.cut("a network, net https://a.net")) == [
        ("a ", None), ("network", "網絡"), (", ", None), ("net", "網"), (" https://a.net", None),
    ]  # fmt: skip
    original = RuleBook(read_tag(HK), applies=False, table={"net": "網"})
    assert list(original.cut("net")) == [("net", None)]


def test_book_reads_entities_and_writes_them() -> None:
    """In HTML a word may hold entities, is never part of one, and its form is escaped."""
    book = RuleBook(read_tag(HK), table={"A&B": "<C>", "amp": "x", "é;": "y"})
    assert list(book.cut("A&amp;B &amp; amp &eacute;; A&#38;B", html=True)) == [
        ("A&amp;B", "&lt;C&gt;"), (" &amp; ", None), ("amp", "x"), (" ", None),
        ("&eacute;;", "y"), (" ", None), ("A&#38;B", "&lt;C&gt;"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "-{" * 100_000,
        "-{A|x;" * 33_000,
        "-{A|x;" * 16_000 + "}-" * 16_000,
        "-{zh-hk:" + ";" * 200_000 + "}-",
        "-{;" + " " * 200_000 + "x}-",
        "-{" + "=> " * 66_000 + "}-",
        "".join(f"-{{H|甲{n}=>zh-hk:乙{n}}}-甲{n}发" for n in range(8_000)),
        "-{" + '<a b="' * 33_000 + "}-<b>x</b>",
        "<b>" * 66_000 + "</b>" * 66_000,
    ],
    ids=[
        "open", "open rules", "nested", "semicolons", "blanks", "arrows", "many rules", "quotes",
        "elements",
    ],
)  # fmt: skip
def test_long_markup_takes_no_longer_than_it_is(text: str) -> None:
    """200 KB of the worst markup is read in the time of a text, not of its square."""
    start = time.process_time()
    convert_text(text, source=CN, target=HK, markup=True)
    assert time.process_time() - start < 8


def test_braces_deeper_than_the_limit_are_text() -> None:
    """Nesting is bounded, and nothing is lost beyond the bound."""
    text = "-{" * (DEPTH + 3) + "国" + "}-" * (DEPTH + 3)
    assert convert_text(text, source=CN, target=HK, markup=True) == "-{-{-{国}-}-}-"
