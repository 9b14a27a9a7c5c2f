"""The field tables as JSON Schema (https://json-schema.org/draft/2020-12), for editors' tools."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from hutong.register.dates import YEARS
from hutong.register.kinds import NAMED, SINGULAR, RecordKind
from hutong.register.records import RECORDS
from hutong.register.table import Field, Shape, fields_of

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
PATTERNS: Final = {
    Shape.DATE: r"^\d{4}(-\d{2}(-\d{2})?)?[~?%]?$",
    Shape.ADDRESS: "^https?://",
    Shape.FILE: "^files/",
    Shape.DIGEST: "^[0-9a-f]{64}$",
    Shape.LANGUAGE: r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
}
"""What values of a shape look like."""
_WORD: Final = {"type": ["string", "number"]}
"""Words: the tools of editors read 2020 and 8 as numbers, the register as what was typed."""
_LOOKS: Final[Mapping[Shape, dict[str, Any]]] = {
    Shape.PLAIN: _WORD,
    Shape.REFERENCE: _WORD,
    Shape.TERM: _WORD,
    Shape.DATE: {
        "type": ["string", "integer"],
        "minimum": YEARS.start,
        "maximum": YEARS.stop - 1,
        "examples": ["2023-06-16", "2023-06", "2023~"],
    },
    Shape.DIGEST: {"pattern": "^[0-9A-Fa-f]{64}$"},
}
"""What editors may write in another way than data is published."""


def record_schema(kind: RecordKind, tags: Sequence[str]) -> dict[str, Any]:
    """What the front matter of a record may say; ``tags`` are the variants of the site."""
    schema = _group(RECORDS[kind], tags)
    schema["properties"] = {
        "id": {"type": "string", "description": "The file's name, if it is to be said here, too"},
        "variant": {"enum": list(tags), "description": "The variant that the record is written in"},
        **schema["properties"],
    }
    if kind not in NAMED:
        schema["required"] = ["variant", *schema.get("required", ())]
    article = "an" if SINGULAR[kind][0] in "aeiou" else "a"
    title = f"Front matter of {article} {SINGULAR[kind]}"
    return {"$schema": DIALECT, "title": title, **schema}


def _group(cls: type, tags: Sequence[str]) -> dict[str, Any]:
    fields = fields_of(cls)
    schema: dict[str, Any] = {
        "type": "object",
        "description": str(cls.__doc__),
        "properties": {field.key: _property(field, tags) for field in fields},
        "additionalProperties": False,
    }
    needed = [field.key for field in fields if field.needed]
    if needed:
        schema["required"] = needed
    return schema


def _property(field: Field, tags: Sequence[str]) -> dict[str, Any]:
    one = _value(field, tags)
    told = {"title": field.label, "description": field.help}
    if not field.many:
        return {**told, **one}
    listed = {"type": "array", "items": one}
    if field.shape is Shape.GROUP:
        return {**told, "anyOf": [listed, _WORD]} if field.short else {**told, **listed}
    return {**told, "anyOf": [listed, _WORD if field.shape is Shape.WORDS else one]}


def _value(field: Field, tags: Sequence[str]) -> dict[str, Any]:
    if field.group is not None:
        group = _group(field.group, tags)
        return {"anyOf": [_WORD, group]} if field.short else group
    if field.shape is Shape.WORDS:
        forms = dict.fromkeys((*tags, "en"), _WORD)
        given = {"type": "object", "properties": forms, "minProperties": 1}
        return {"anyOf": [_WORD, given]}
    if field.shape is Shape.CHOICE:
        return {"enum": list(field.words)}
    if field.shape is Shape.FLAG:
        return {"enum": [True, False, "yes", "no", "Yes", "No"]}
    value: dict[str, Any] = {"type": "string"} | _LOOKS.get(field.shape, {})
    if field.shape in PATTERNS:
        value = {"pattern": PATTERNS[field.shape]} | value
    return value
