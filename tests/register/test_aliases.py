"""Short names that a text gives to an organisation belong into its record."""

from __future__ import annotations

import pytest

from hutong.model import Severity
from hutong.register import Entry, EntryKind, make_register
from hutong.register.aliases import find_undeclared_aliases

REGISTER = make_register(
    [
        Entry(
            kind=EntryKind.ORGANISATION,
            id="city-bureau",
            names={"zh-Hant-HK": "某市教育局", "zh-Hans-CN": "某市教育局"},
            aliases=("市教育局",),
            path="content/organisations/city-bureau.yaml",
        ),
        Entry(
            kind=EntryKind.ORGANISATION,
            id="league",
            names={"zh-Hant-HK": "北方聯盟"},
            aliases=("北盟",),
            path="content/organisations/league.yaml",
        ),
        Entry(kind=EntryKind.PERSON, id="person", names={"zh-Hant-HK": "陳大文"}),
    ],
    str.casefold,
)


def found(*texts: str) -> list[str]:
    """The warnings on some lines, as editors read them."""
    problems = list(find_undeclared_aliases(enumerate(texts, 12), REGISTER, "content/news/x.md"))
    assert all(one.severity is Severity.WARNING for one in problems)
    return [str(one).removeprefix("content/news/x.md:") for one in problems]


@pytest.mark.parametrize(
    "text",
    [
        "某市教育局（以下简称“某局”）發言", "某市教育局（下稱「某局」）", "某市教育局(简称某局)",
        "市教育局（簡稱：某局，下同）", "**某市教育局**（又稱『某局』）",
        "由某市教育局（Bureau, 下称“某局”）",
    ],
)  # fmt: skip
def test_an_undeclared_alias_is_told(text: str) -> None:
    """With its line and the record that lacks it, whatever the bracket looks like."""
    (warning,) = found(text)
    assert warning.startswith("12: ")
    assert "「某局」" in warning
    assert "content/organisations/city-bureau.yaml" in warning


def test_each_alias_is_told_once() -> None:
    """Two aliases in one bracket are two; the same one again is none."""
    warnings = found("某市教育局（簡稱「甲局」或「乙局」）", "某市教育局（簡稱「甲局」）")
    assert [warning.partition(" is said")[0][-4:] for warning in warnings] == [
        "「甲局」",
        "「乙局」",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "某市教育局（下稱「市教育局」）", "北方聯盟（簡稱「北盟」）", "陳大文（簡稱「大文」）",
        "別處（簡稱「某局」）", "某市教育局（見「某局」）", "某市教育局說（甲）",
        "（簡稱「某局」）", "",
    ],
)  # fmt: skip
def test_what_is_declared_or_of_no_organisation_is_not_told(text: str) -> None:
    """Known aliases, people, strangers, and brackets that give no name."""
    assert found(text) == []


def test_an_alias_of_another_organisation_is_told_as_such() -> None:
    """It would lead readers and links to the other one."""
    (warning,) = found("某市教育局（簡稱「北盟」）")
    assert "it means league" in warning
    assert "content/organisations/league.yaml" in warning
