"""The JSON Schemas of records: sound themselves, and met by what the reader takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from hutong.lined_yaml import load_yaml, split
from hutong.register import RecordKind
from hutong.register.schema import record_schema
from tests.conftest import REPOSITORY
from tests.register.reading import AGREEMENT, FILES, TAGS


def front(text: str, path: str) -> Any:
    """The front matter as an editor's tool sees it."""
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
    jsonschema.validate(front(text, path), record_schema(kind, TAGS))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("type: framework", "type: frame"), ("signed: 2023-06-16", "signed: 16.6.2023"),
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
