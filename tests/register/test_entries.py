"""Register entries: found by any name, faults told with their lines."""

from __future__ import annotations

import pytest

from hutong.model import Severity
from hutong.register import Entry, EntryKind, make_register, parse_entry
from hutong.variants import fold

TAGS = ("zh-Hant-HK", "zh-Hans-CN")
BUREAU = """names:
  zh-Hant-HK: 樣本人社局
  zh-Hans-CN: 样本人社局
aliases: [樣本人社]
kind: government
website: https://example.org/
"""


def parse(text: str, path: str, kind: EntryKind) -> tuple[Entry | None, str]:
    """An entry with its problems as text."""
    entry, problems = parse_entry(
        text, path=path, kind=kind, tags=TAGS, shown_path=f"content/{path}"
    )
    return entry, "\n".join(map(str, problems))


def test_an_organisation_is_found_by_every_name() -> None:
    """Id, approved names and aliases in either script mean one record."""
    entry, problems = parse(BUREAU, "organisations/bureau.yaml", EntryKind.ORGANISATION)
    assert entry
    assert not problems
    register = make_register([entry], fold)
    for name in ("bureau", "樣本人社局", "样本人社局", "样本人社"):
        assert register.find(EntryKind.ORGANISATION, name) is entry
    assert register.find(EntryKind.PERSON, "bureau") is None
    assert "did you mean 'bureau'" in register.mend(EntryKind.ORGANISATION, "burea")


def test_a_missing_approved_name_is_a_warning() -> None:
    """A name in one variant only is usable, but told as unapproved."""
    text = "names: {zh-Hans-CN: 样本}\n"
    _, problems = parse_entry(
        text,
        path="people/a.yaml",
        kind=EntryKind.PERSON,
        tags=TAGS,
        shown_path="content/people/a.yaml",
    )
    assert [one.severity for one in problems] == [Severity.WARNING]


def test_faults_are_told_with_their_lines() -> None:
    """Unknown keys, wrong types, bad addresses and missing names each name a line."""
    kind = EntryKind.ORGANISATION
    assert (
        ":2: unknown key 'websit'; did you mean 'website'?"
        in parse(
            "names: {zh-Hant-HK: 甲, zh-Hans-CN: 甲}\nwebsit: x\n", "organisations/a.yaml", kind
        )[1]
    )
    assert "there is no name" in parse("kind: x\n", "organisations/a.yaml", kind)[1]
    assert (
        "is not a web address"
        in parse(BUREAU.replace("https", "gopher"), "organisations/a.yaml", kind)[1]
    )
    assert "is no id" in parse(BUREAU, "organisations/局.yaml", kind)[1]
    assert "no front matter" in parse("x", "agreements/a.md", EntryKind.AGREEMENT)[1]


def test_a_party_that_the_register_does_not_know_is_a_problem() -> None:
    """Agreements may only name organisations that have a record."""
    text = "---\ntitle: 協議\nvariant: zh-Hant-HK\nparties:\n  - nobody\n---\n"
    entry, problems = parse(text, "agreements/a.md", EntryKind.AGREEMENT)
    assert entry
    assert not problems
    [problem] = make_register([entry], fold).problems()
    assert str(problem).startswith("content/agreements/a.md:5: unknown organisation 'nobody'")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("names: {zh-Hant-HK: '1', zh-Hans-CN: '2'}", "not a mapping of variants to names"),
        ('names: {zh-Hant-HK: "甲\\0", zh-Hans-CN: 甲}', "U+0000"),
        ('names: {zh-Hant-HK: "甲\\u202e", zh-Hans-CN: 甲}', "U+202E"),
        ("aliases: ['']", "not a list of names"),
        ("kind: [a, b]", "not one word"),
        ("sources: 1", "not a list of sources"),
        ("website: https://a b.example/", "not a web address"),
        ("kind: !!python/name:os.system x", "YAML tag"),
    ],
)
def test_fields_of_the_wrong_shape_are_told(line: str, expected: str) -> None:
    """Each field says what it must be."""
    text = "" if line.startswith("names") else "names: {zh-Hant-HK: 甲, zh-Hans-CN: 甲}\n"
    entry, problems = parse(f"{text}{line}\n", "organisations/a.yaml", EntryKind.ORGANISATION)
    assert entry is None
    assert expected in problems


@pytest.mark.parametrize("line", ["titles: [a]", "titles:", "date: 昨天", "date: 2023-06~"])
def test_agreements_have_shapes_too(line: str) -> None:
    """Titles map variants, dates may be months; an empty field is no field."""
    text = f"---\ntitle: 協議\nvariant: zh-Hant-HK\n{line}\n---\n"
    entry, problems = parse(text, "agreements/a.md", EntryKind.AGREEMENT)
    assert bool(problems) == (line in ("titles: [a]", "date: 昨天"))
    assert (entry is None) == bool(problems)
