"""The rows of the tables as CSV: RFC 4180, in UTF-8, with a header."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from hutong.register.exports.publication import Json, Publication
from hutong.register.exports.tables import Column, Table, columns_of, term_columns
from hutong.register.kinds import NAMED
from hutong.register.table import Field, Shape

_Cells = Callable[[Any], Sequence[str]]
"""The cells that one value fills."""
_FLAGS: Final = {True: "true", False: "false"}


def table_csv(table: Table, publication: Publication) -> bytes:
    """A table of records, or of what belongs to them."""
    columns = columns_of(table, publication.tags, publication.languages)
    return _csv(columns, _rows(table, publication))


def terms_csv(name: str, publication: Publication) -> bytes:
    """The table of ``places`` or ``subjects``, by id."""
    known = publication.dataset.terms.get(name, {})
    languages = publication.languages
    rows = ([id_, *_forms(names, languages)] for id_, names in sorted(known.items()))
    return _csv(term_columns(languages), rows)


def _csv(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([one.name for one in columns])
    writer.writerows(rows)
    return text.getvalue().encode()


def _rows(table: Table, publication: Publication) -> Iterator[Sequence[str]]:
    records = publication.records[table.kind]
    cells = [(field.key, _cells_of(field, publication.languages)) for field in table.fields]
    if not table.path:
        tags = publication.tags
        return ([*_own(one, table, tags), *_filled(one, cells)] for one in records)
    found = ((one["id"], item) for one in records for item in _items(one, table.path))
    if table.path == ("articles",):
        return ([id_, *at, *_article(one, publication.tags)] for id_, (at, one) in found)
    if table.scalar:
        ((_, only),) = cells
        return ([id_, *at, *only(one)] for id_, (at, one) in found)
    return ([id_, *at, *_filled(one, cells)] for id_, (at, one) in found)


def _items(one: Json, path: Sequence[str]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """What lies at a path of lists, each with its positions."""
    for number, item in enumerate(one[path[0]], 1):
        if len(path) == 1:
            yield (str(number),), item
        else:
            for at, inner in _items(item, path[1:]):
                yield (str(number), *at), inner


def _filled(one: Json, cells: Sequence[tuple[str, _Cells]]) -> Iterator[str]:
    for key, fill in cells:
        yield from fill(one[key])


def _own(one: Json, table: Table, tags: Sequence[str]) -> list[str]:
    """What a record has beside its fields."""
    found = [one["id"], one["uri"], *(one["urls"][tag] for tag in tags), one["origin"]]
    if table.kind in NAMED:
        found += [_FLAGS[tag in one["approved"]] for tag in tags]
    return found


def _article(one: Json, tags: Sequence[str]) -> list[str]:
    return [one["id"], one["date"], *_forms(one["titles"], tags), *_forms(one["urls"], tags)]


def _forms(words: Mapping[str, str] | None, languages: Sequence[str]) -> list[str]:
    return [words.get(tag, "") for tag in languages] if words else [""] * len(languages)


def _cells_of(field: Field, languages: Sequence[str]) -> _Cells:
    if field.shape is Shape.WORDS:
        return lambda words: _forms(words, languages)
    if field.shape in {Shape.REFERENCE, Shape.TERM}:
        return lambda named: (named["id"],) if named else ("",)
    if field.shape is Shape.FLAG:
        return lambda flag: (_FLAGS[flag],)
    return lambda value: (value or "",)
