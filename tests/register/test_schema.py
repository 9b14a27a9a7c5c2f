"""The JSON Schemas of records: sound themselves, and met by what the reader takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
import yaml

from hutong.lined_yaml import load_yaml, split
from hutong.register import RecordKind
from hutong.register.schema import record_schema
from tests.conftest import REPOSITORY
from tests.register.reading import AGREEMENT, FILES, SOURCE, TAGS, parse


class _Tool(yaml.SafeLoader):
    """YAML 1.2 as editors' tools read it: numbers and true are no text, days and yes are."""


_Tool.yaml_implicit_resolvers = {}
_TYPES = {
    "bool": (re.compile("true|True|TRUE|false|False|FALSE"), "tTfF"),
    "null": (re.compile("null|Null|NULL|~|"), ["n", "N", "~", ""]),
    "int": (re.compile(r"[-+]?[0-9]+"), "-+0123456789"),
    "float": (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), "-+.0123456789"),
}
for _name, (_form, _first) in reversed(_TYPES.items()):
    _whole = re.compile(f"(?:{_form.pattern})$")
    _Tool.add_implicit_resolver(f"tag:yaml.org,2002:{_name}", _whole, _first)


def front(text: str, path: str) -> Any:
    """The front matter as an editor's tool sees it."""
    found = text if path.endswith(".yaml") else text.split("---\n")[1]
    return yaml.load(found, _Tool)  # noqa: S506  # a safe one


def typed(text: str, path: str) -> Any:
    """The front matter with every value as it was typed."""
    if path.endswith(".yaml"):
        return load_yaml(text, path=path).value
    return split(text, path).data


def records() -> Iterator[tuple[str, str]]:
    """Every record of the demo and of these tests, by its path below ``content``."""
    yield from FILES.items()
    for kind in RecordKind:
        for path in sorted((REPOSITORY / "content" / kind).iterdir()):
            yield f"{kind}/{path.name}", path.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", RecordKind)
def test_the_schemas_are_schemas(kind: RecordKind) -> None:
    """Of the dialect that they name."""
    jsonschema.Draft202012Validator.check_schema(record_schema(kind, TAGS))


@pytest.mark.parametrize(("path", "text"), list(records()))
def test_sound_records_meet_them(path: str, text: str) -> None:
    """What the reader takes, editors' tools do not mark."""
    kind = RecordKind(path.partition("/")[0])
    for data in (front(text, path), typed(text, path)):
        jsonschema.validate(data, record_schema(kind, TAGS))


def test_a_tool_sees_numbers() -> None:
    """So that the tests here try what it does with them."""
    data = front("a: 2023\nb: 2023-06-16\nc: yes\nd: true\ne: 1.5\n", "a.yaml")
    assert data == {"a": 2023, "b": "2023-06-16", "c": "yes", "d": True, "e": 1.5}


@pytest.mark.parametrize(
    "line",
    [
        "parties: bureau",
        "aliases: 601318",
        "aliases: [601318]",
        "ended: 2020",
        "hosts: bureau",
        "short: 1973",
        "figures: [{text: 甲, value: 8, date: 2020}]",
        "conditions: 在兩地註冊",
        "texts: [{file: files/a.pdf, authentic: yes, pages: 12}]",
        f"texts: [{{file: files/a.pdf, authentic: true, sha256: {'AB' * 32}}}]",
        'sources: [{publisher: 樣本報, url: "https://a.example/it\'s"}]',
    ],
)
def test_what_the_reader_takes_meets_them(line: str) -> None:
    """Numbers, single values in place of lists, and both ways to say yes."""
    parties = "parties:\n- organisation: bureau\n- organisation: society\n"
    key = line.partition(":")[0]
    text = AGREEMENT.replace(parties if key == "parties" else "\0", "")
    text = text.replace(SOURCE if key == "sources" else "\0", "")
    text = text.replace("status:", f"{line}\nstatus:")
    assert parse(text, "agreements/a.md")[1] == ""
    jsonschema.validate(front(text, "a.md"), record_schema(RecordKind.AGREEMENT, TAGS))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("type: framework", "type: frame"), ("signed: 2023-06-16", "signed: 20230616"),
        ("signed: 2023-06-16", "signed: 2023.06"),
        ("- organisation: society", "hosts: {zh-Hant-HK: 局}"),
        ("type: framework", "conditions: {zh-Hant-HK: 一}"),
        ("type: framework", "signatories: 張三"), ("signed: 2023-06-16", "signed: 16.6.2023"),
        ("title: 樣本協議\n", ""), ("variant: zh-Hant-HK\n", ""), ("status:", "state:"),
        ("- organisation: bureau", "- role: party"), ("https://", "gopher://"),
    ],
)  # fmt: skip
def test_slips_do_not(old: str, new: str) -> None:
    """Editors' tools mark them before the build tells of them."""
    assert old in AGREEMENT
    data = front(AGREEMENT.replace(old, new), "a.md")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, record_schema(RecordKind.AGREEMENT, TAGS))
