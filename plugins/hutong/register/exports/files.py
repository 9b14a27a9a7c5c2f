"""The files of the open data, each with what makes it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

import msgspec

from hutong.register.exports.dataset import Dataset
from hutong.register.exports.linked import graph
from hutong.register.exports.linked_values import CONTEXT
from hutong.register.exports.money import entities
from hutong.register.exports.package import data_package
from hutong.register.exports.publication import Json, Publication
from hutong.register.exports.rows import table_csv, terms_csv
from hutong.register.exports.schemas import export_schema
from hutong.register.exports.tables import TERMS, tables
from hutong.register.kinds import RecordKind

FOLDER: Final = "data"
_ENCODE: Final = msgspec.json.Encoder().encode


def names() -> tuple[str, ...]:
    """The paths of all files below the site's root, whatever is in them."""
    csv = (*(one.name for one in tables()), *TERMS)
    return (
        *(f"{FOLDER}/{kind}.{suffix}" for kind in RecordKind for suffix in ("json", "jsonld")),
        *(f"{FOLDER}/schema/{kind}.schema.json" for kind in RecordKind),
        *(f"{FOLDER}/{name}.csv" for name in csv),
        f"{FOLDER}/datapackage.json",
        f"{FOLDER}/entities.ftm.json",
    )


def files(dataset: Dataset) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Each file with what makes its bytes; they share their work if called in one process."""
    publication = Publication(dataset)
    makers: list[Callable[[], bytes]] = []
    for kind in RecordKind:
        makers += [functools.partial(_records, kind, publication),
                   functools.partial(_linked, kind, publication)]  # fmt: skip
    makers += [functools.partial(_schema, kind, publication) for kind in RecordKind]
    made = {one.name: functools.partial(table_csv, one, publication) for one in tables()}
    made |= {name: functools.partial(terms_csv, name, publication) for name in TERMS}
    csv = {name: functools.cache(maker) for name, maker in made.items()}
    makers += csv.values()
    makers.append(lambda: _pretty(data_package(publication, lambda name: csv[name]())))
    makers.append(lambda: _lines(entities(publication)))
    yield from zip(names(), makers, strict=True)


def _records(kind: RecordKind, publication: Publication) -> bytes:
    dataset = publication.dataset
    licence = dataset.licence
    head = {
        "schema": f"{dataset.root}{FOLDER}/schema/{kind}.schema.json",
        "licence": {"name": licence.name, "title": dict(licence.title), "url": licence.url},
        "commit": dataset.commit,
        "updated": dataset.updated,
        "publisher": dataset.publisher,
    }
    return _listed(head, "records", publication.records[kind])


def _linked(kind: RecordKind, publication: Publication) -> bytes:
    return _listed({"@context": dict(CONTEXT)}, "@graph", graph(kind, publication))


def _listed(head: Json, key: str, items: Iterable[Any]) -> bytes:
    """An object whose last key is a list with an item a line: easy to compare and to search."""
    start = _ENCODE(head)[:-1] + b"," + _ENCODE(key) + b":[\n"
    return start + b",\n".join(map(_ENCODE, items)) + b"\n]}\n"


def _lines(items: Iterable[Any]) -> bytes:
    return b"".join(_ENCODE(one) + b"\n" for one in items)


def _schema(kind: RecordKind, publication: Publication) -> bytes:
    return _pretty(export_schema(kind, publication.tags, publication.dataset.root))


def _pretty(value: Json) -> bytes:
    return msgspec.json.format(_ENCODE(value), indent=2) + b"\n"
