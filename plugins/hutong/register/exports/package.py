"""The description of all tables: a Tabular Data Package, version 1.

https://specs.frictionlessdata.io/tabular-data-package/
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from hutong.register.dates import parse_vague
from hutong.register.exports.publication import Json, Publication
from hutong.register.exports.tables import (
    TERMS,
    Column,
    Foreign,
    columns_of,
    tables,
    term_columns,
)

_NAME: Final = "register"
_TERM_HELP: Final = {"places": "Places that records name.", "subjects": "What records are about."}


def data_package(publication: Publication, csv: Callable[[str], bytes]) -> Json:
    """The descriptor; ``csv`` gives the bytes of a table by its name, to be weighed and hashed."""
    dataset = publication.dataset
    title = dataset.licence.title
    package: Json = {
        "profile": "tabular-data-package",
        "name": _NAME,
        "title": next(iter(dataset.editions)).name,
        "description": "Agreements, policies, organisations and people, in every script.",
        "homepage": dataset.root,
        "licenses": [
            {
                "name": dataset.licence.name,
                "path": dataset.licence.url,
                "title": next(iter(title.values()), dataset.licence.name),
            }
        ],
        "sources": [{"title": one} for one in _publishers(publication)],
        "contributors": [{"title": dataset.publisher, "path": dataset.root, "role": "publisher"}],
        "commit": dataset.commit,
        "resources": [_resource(one, csv(one.name)) for one in _all(publication)],
    }
    if dataset.updated:
        package["created"] = f"{parse_vague(dataset.updated).first.isoformat()}T00:00:00Z"
    if not package["sources"]:
        del package["sources"]
    return package


@dataclass(frozen=True, slots=True)
class _Described:
    """What is to be said of one table."""

    name: str
    help: str
    columns: Sequence[Column]
    primary: Sequence[str] = ("id",)
    foreign: Sequence[Foreign] = ()


def _all(publication: Publication) -> Iterator[_Described]:
    tags, languages = publication.tags, publication.languages
    for one in tables():
        columns = columns_of(one, tags, languages)
        yield _Described(one.name, one.help, columns, one.primary, one.foreign)
    for name in TERMS:
        yield _Described(name, _TERM_HELP[name], term_columns(languages))


def _publishers(publication: Publication) -> list[str]:
    """Everybody whom a record names as a source, in the first edition's words."""
    tag = publication.tags[0]
    found = {
        source["publisher"][tag]
        for records in publication.records.values()
        for record in records
        for source in record.get("sources", ())
        if source["publisher"]
    }
    return sorted(found)


def _resource(table: _Described, data: bytes) -> Json:
    schema: Json = {
        "fields": [_field(one) for one in table.columns],
        "primaryKey": list(table.primary),
    }
    if table.foreign:
        schema["foreignKeys"] = [_link(one) for one in table.foreign]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": table.help,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n"},
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": schema,
    }


def _link(one: Foreign) -> Json:
    return {
        "fields": list(one.columns),
        "reference": {"resource": one.table, "fields": list(one.keys)},
    }


def _field(one: Column) -> Json:
    found: Json = {"name": one.name, "type": one.type, "description": one.help}
    if one.title:
        found["title"] = one.title
    rules: dict[str, Any] = {}
    if one.required:
        rules["required"] = True
    if one.enum:
        rules["enum"] = list(one.enum)
    if one.pattern:
        rules["pattern"] = one.pattern if one.pattern.endswith("$") else f"{one.pattern}.*$"
    if rules:
        found["constraints"] = rules
    return found
