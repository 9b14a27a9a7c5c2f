"""What the JSON files of the open data look like, as JSON Schema draft 2020-12."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from hutong.register.exports.publication import Json
from hutong.register.exports.tables import pattern_of
from hutong.register.kinds import NAMED, RecordKind
from hutong.register.records import RECORDS
from hutong.register.schema import DIALECT
from hutong.register.table import Field, Shape, fields_of

_TEXT: Final[Json] = {"type": "string"}
_GIVEN: Final[Json] = {"type": "string", "minLength": 1}
_TAG: Final = "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
_ADDRESS: Final[Json] = {"type": "string", "pattern": "^https?://"}


def export_schema(kind: RecordKind, tags: Sequence[str], root: str) -> Json:
    """The schema of the file of one kind; ``tags`` are the editions, ``root`` the site."""
    return {
        "$schema": DIALECT,
        "$id": f"{root}data/schema/{kind}.schema.json",
        "title": f"The {kind} of the register",
        **_object(
            {
                "schema": _ADDRESS,
                "licence": _object({"name": _GIVEN, "title": _forms([], _GIVEN), "url": _ADDRESS}),
                "commit": {**_TEXT, "description": "The commit that all is from, if known"},
                "updated": {**_TEXT, "description": "The newest day known, if any"},
                "publisher": _GIVEN,
                "records": {"type": "array", "items": {"$ref": "#/$defs/record"}},
            }
        ),
        "$defs": {"record": _record(kind, tags), **_shared(tags)},
    }


def _record(kind: RecordKind, tags: Sequence[str]) -> Json:
    cls = RECORDS[kind]
    approved = {"approved": {"$ref": "#/$defs/approved"}} if kind in NAMED else {}
    properties = {
        "id": {**_GIVEN, "description": "The same for ever"},
        "uri": {**_ADDRESS, "description": "What identifies the record on the web"},
        "urls": _forms(tags, _ADDRESS),
        "origin": {"enum": list(tags), "description": "The edition that it was written for"},
        **approved,
        **{field.key: _property(field) for field in fields_of(cls)},
        "prose": {**_or_null({"$ref": "#/$defs/html"}), "description": "More about it, as HTML"},
        "articles": {"type": "array", "items": {"$ref": "#/$defs/article"}},
    }
    return {"description": str(cls.__doc__), **_object(properties)}


def _shared(tags: Sequence[str]) -> Json:
    named = {"id": _GIVEN, "names": _forms([], _GIVEN)}
    referred = {**named, "uri": _ADDRESS}
    approved = {
        "type": "array",
        "items": {"enum": list(tags)},
        "uniqueItems": True,
        "description": "Editions in which the name was given; else it was converted",
    }
    article = {
        "id": _GIVEN,
        "date": _TEXT,
        "titles": _forms([], _TEXT),
        "urls": _forms([], _ADDRESS),
    }
    return {
        "words": {**_forms(tags, _GIVEN), "description": "By edition, or by another language"},
        "html": _forms([], _GIVEN),
        "approved": approved,
        "reference": _object(referred),
        "named-reference": _object({**referred, "approved": {"$ref": "#/$defs/approved"}}),
        "term": _object(named),
        "article": _object(article),
    }


def _object(properties: Json) -> Json:
    """An object that has exactly these keys."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _forms(tags: Sequence[str], value: Json) -> Json:
    """Values by edition, all of them, and by other languages."""
    return {
        "type": "object",
        "required": list(tags),
        "propertyNames": {"pattern": _TAG},
        "additionalProperties": value,
    }


def _or_null(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


def _property(field: Field) -> Json:
    told = {"title": field.label, "description": field.help}
    value = _value(field)
    if field.many:
        return {**told, "type": "array", "items": value}
    if field.shape is Shape.FLAG or field.needed:
        return {**told, **value}
    return {**told, **_or_null(value)}


def _value(field: Field) -> Json:
    if field.group is not None:
        about = str(field.group.__doc__)
        inner = {one.key: _property(one) for one in fields_of(field.group)}
        return {"description": about, **_object(inner)}
    if field.kind is not None:
        name = "named-reference" if field.kind in NAMED else "reference"
        return {"$ref": f"#/$defs/{name}"}
    simple: dict[Shape, Json] = {
        Shape.WORDS: {"$ref": "#/$defs/words"},
        Shape.TERM: {"$ref": "#/$defs/term"},
        Shape.CHOICE: {"enum": list(field.words)},
        Shape.FLAG: {"type": "boolean"},
    }
    found: Any = simple.get(field.shape)
    if found is None:
        pattern = pattern_of(field)
        return {**_GIVEN, "pattern": pattern} if pattern else _GIVEN
    return dict(found)
