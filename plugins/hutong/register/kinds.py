"""The four kinds of record."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class RecordKind(StrEnum):
    """What a record is about; the value is its folder below ``content/`` and in addresses."""

    AGREEMENT = "agreements"
    POLICY = "policies"
    ORGANISATION = "organisations"
    PERSON = "people"


SINGULAR: Final = {
    RecordKind.AGREEMENT: "agreement",
    RecordKind.POLICY: "policy",
    RecordKind.ORGANISATION: "organisation",
    RecordKind.PERSON: "person",
}
"""What messages call one record."""
NAMED: Final = (RecordKind.ORGANISATION, RecordKind.PERSON)
"""Kinds that have a name, approved in each variant; the others have a title."""
SUFFIXES: Final = {
    RecordKind.AGREEMENT: (".md",),
    RecordKind.POLICY: (".md",),
    RecordKind.ORGANISATION: (".yaml", ".md"),
    RecordKind.PERSON: (".yaml", ".md"),
}
"""Endings of their files; a YAML file is a front matter without a text below it."""
