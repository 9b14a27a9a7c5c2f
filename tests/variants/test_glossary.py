"""Reading glossary tables."""

from __future__ import annotations

import pytest

from hutong.model import GlossaryTerm, Severity
from hutong.variants import parse_glossary

VARIANTS = ("zh-Hant-HK", "zh-Hans-CN")
HEAD = "zh-Hant-HK\tzh-Hans-CN\tnote\n"


def problems_of(text: str) -> list[str]:
    """The problems as an editor reads them."""
    return [str(one) for one in parse_glossary(text, path="g.tsv", variants=VARIANTS)[1]]


def test_glossary_lines_become_terms() -> None:
    """Each line is a term with its place; notes, comments and empty lines are not."""
    terms, problems = parse_glossary(
        "\ufeff" + HEAD + "# names\n乙\t乙乙\n\n甲\t甲甲\tbecause\n".replace("乙\t", "一\t"),
        path="g.tsv",
        variants=VARIANTS,
    )
    assert problems == ()
    assert terms == (
        GlossaryTerm({"zh-Hant-HK": "一", "zh-Hans-CN": "乙乙"}, "g.tsv", 3),
        GlossaryTerm({"zh-Hant-HK": "甲", "zh-Hans-CN": "甲甲"}, "g.tsv", 5),
    )


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("", "g.tsv:1: the first line must name at least two variants"),
        ("zh-Hant-HK\n", "g.tsv:1: the first line must name at least two variants"),
        ("zh-Hant-HK\tzh-Hans-CM\n", "g.tsv:1: the column 'zh-Hans-CM' is no variant here"),
        ("zh-Hant-HK\tzh-Hans-CN\tnote\tnote\n", "g.tsv:1: the column 'note' is there twice"),
        (HEAD + "甲\n", "g.tsv:2: 1 columns where the header has 3"),
        (HEAD + "甲\t乙\t丙\t丁\n", "g.tsv:2: 4 columns where the header has 3"),
        (HEAD + "甲\t\t丙\n", "g.tsv:2: no form for zh-Hans-CN"),
        (HEAD + "甲\t甲\n一\t一\n", "g.tsv:3: 一 stands after 甲"),
        (HEAD + "甲\t甲\n甲\t乙\n", "g.tsv:3: 甲 (zh-Hant-HK) is in line 2 already"),
    ],
)
def test_wrong_glossaries_are_told_with_their_line(text: str, start: str) -> None:
    """Every kind of fault is one problem at its place, with a way to mend it."""
    (problem,) = problems_of(text)
    assert problem.startswith(start)
    assert "; " in problem


def test_glossary_tells_all_problems_at_once() -> None:
    """Reading goes on after a wrong line."""
    assert len(problems_of(HEAD + "甲\n乙\t\n丁\t丁\n一\t一\n")) == 3


def test_two_sources_of_one_form_are_a_warning() -> None:
    """A form that comes back in a later column is told, but the term is kept."""
    terms, problems = parse_glossary(
        HEAD + "峯會\t峰会\n峰會\t峰会\n".replace("峯會", "一會"), path="g.tsv", variants=VARIANTS
    )
    assert len(terms) == 2
    assert [one.severity for one in problems] == [Severity.WARNING]
