"""The texts and names of one edition, taken from the store when a page asks for them."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import operator
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from hutong.build.editions import laid_over
from hutong.build.names import Table
from hutong.build.pictures import picture_file
from hutong.build.rows import (
    Blob,
    Row,
    Text,
    decode_document,
    decode_text,
    digest,
    encode,
    encode_timed,
    fetch,
)
from hutong.build.sheets import NO_PROSE, NO_PROSE_KEY, decode_prose, decode_record
from hutong.build.store import Store
from hutong.model import Document, Html
from hutong.register import Record, RecordKind
from hutong.taxonomy import Taxon
from hutong.views.edition import ALL_RECORDS, Read
from hutong.views.library import Named, PictureFile
from hutong.views.order import Ids, Listed

_ENTRIES: Final = 1_000
"""Documents without their texts that are kept in memory, some 3 KB each."""
_SHEETS: Final = 4_000
"""Records that are kept in memory: agreements have some 5 KB each, most others 1 KB."""
_ABSENT: Final = 0


Parts = tuple[Blob, Blob]
"""Where a form lies: the document without its texts, and those."""


def parts_of(row: Row) -> tuple[Parts, ...]:
    """Where the forms of a content file lie, one an edition."""
    return tuple([(form.entry, form.text) for form in row.forms])


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """All that shelves are filled from; what is listed is public.

    ``counterparts`` gives their paths by (id, tag), ``ids`` the ids of what each of them names,
    ``pages`` the address of each document by its path, ``tables`` the names by edition,
    ``records`` the path of each record by ``kind/id``. ``found`` are the parts of rows that were
    decoded already.
    """

    rows: Mapping[str, Row]
    listed: Mapping[str, Listed]
    counterparts: Mapping[tuple[str, str], str]
    ids: Mapping[str, Ids]
    pages: Mapping[str, str]
    tables: tuple[Table, ...]
    sizes: Mapping[str, tuple[int, int]]
    records: Mapping[str, str]
    found: dict[str, tuple[Parts, ...]] = field(default_factory=dict, repr=False)

    def parts(self, path: str) -> tuple[Parts, ...]:
        """Where the forms of a content file lie, one an edition; its row is decoded once."""
        found = self.found.get(path)
        if found is None:
            found = self.found[path] = parts_of(self.rows[path])
        return found


class Shelf:
    """A :class:`hutong.views.library.Library`: the ``number``-th edition, with that ``tag``."""

    def __init__(self, stock: Stock, store: Store, number: int, tag: str) -> None:
        self._stock = stock
        self._store = store
        self._number = number
        self._tag = tag
        self.entry = functools.lru_cache(_ENTRIES)(self._entry)
        self._sheet = functools.lru_cache(_SHEETS)(self._decoded_sheet)

    def whole(self, key: str) -> Document:
        """The document of that id with all its texts."""
        text = fetch(self._store, self._parts(key)[-1][1])
        return _whole(self.entry(key), decode_text(text))

    def term(self, taxon: Taxon, key: str) -> Named | None:
        """A section, tag or source."""
        return self._stock.tables[self._number].get(f"{taxon}/{key}")

    def record(self, kind: RecordKind, key: str) -> Named | None:
        """A record of the register."""
        return self._stock.tables[self._number].get(f"{kind}/{key}")

    def sheet(self, kind: RecordKind, key: str) -> Record:
        """A record with all its fields; what it refers to by id."""
        return self._sheet(f"{kind}/{key}")

    def prose(self, kind: RecordKind, key: str) -> Html:
        """The text of a record; empty if it has none."""
        _, prose = self._parts_of(f"{kind}/{key}")
        if prose.key == NO_PROSE_KEY:
            return NO_PROSE.safe
        return decode_prose(fetch(self._store, prose)).safe

    def picture(self, src: str) -> PictureFile:
        """A picture by its path below ``content/``."""
        return picture_file(src, self._stock.sizes[src])

    def page(self, path: str) -> str | None:
        """The path of the page of a content file; None if readers may not see it."""
        return self._stock.pages.get(path)

    def facts(self, listed: Mapping[str, bytes]) -> Iterator[tuple[Read, bytes]]:
        """Everything that pages can read here, with what tells one state of it from another.

        ``listed`` is what places each document, encoded.
        """
        for key, one in self._stock.listed.items():
            yield from self.facts_of(key, listed[key])
            yield ("page", one.path), one.url_path.encode()
        records: list[bytes] = []
        for name, found in self._stock.tables[self._number].items():
            kind = "term" if name.partition("/")[0] in _TAXA else "record"
            told = encode(found)
            yield (kind, name), told
            if kind == "record":
                records.append(told)
        for key in self._stock.records:
            sheet, prose = self._parts_of(key)
            yield ("sheet", key), sheet.key
            yield ("prose", key), prose.key
            records += (sheet.key, prose.key)
        yield ALL_RECORDS, digest(*records)
        for src, size in self._stock.sizes.items():
            yield ("picture", src), repr(size).encode()

    def facts_of(self, key: str, listed: bytes) -> Iterator[tuple[Read, bytes]]:
        """The two facts of a document: what lists show of it, and its text."""
        parts = self._parts(key)
        entries = b"".join([entry.key for entry, _ in parts])
        counterpart = self._stock.counterparts.get((key, self._tag))
        ids = encode_timed(self._stock.ids[counterpart]) if counterpart else b""
        yield ("entry", key), entries + listed + ids
        yield ("text", key), parts[-1][1].key

    def _parts_of(self, key: str) -> Parts:
        """Where the fields and the text of a record lie in this edition, by ``kind/id``."""
        return self._stock.parts(self._stock.records[key])[self._number]

    def _decoded_sheet(self, key: str) -> Record:
        kind = RecordKind(key.partition("/")[0])
        return decode_record(kind, fetch(self._store, self._parts_of(key)[0]))

    def _parts(self, key: str) -> list[Parts]:
        """Where the original in this edition lies, and the counterpart that is laid over it."""
        stock, number = self._stock, self._number
        found = [stock.parts(stock.listed[key].path)[number]]
        counterpart = stock.counterparts.get((key, self._tag))
        if counterpart:
            found.append(stock.parts(counterpart)[number])
        return found

    def _entry(self, key: str) -> Document:
        """The document of that id, without its texts."""
        stock = self._stock
        parts = self._parts(key)
        document = self._light(parts[0][0], stock.listed[key])
        if len(parts) == 1:
            return document
        path = stock.counterparts[key, self._tag]
        return laid_over(document, self._light(parts[1][0], stock.ids[path]))

    def _light(self, entry: Blob, ids: Ids | Listed) -> Document:
        """A document, with ids for the names that it was written with."""
        document = decode_document(fetch(self._store, entry))
        # Decoded just now, so nobody else has it yet: it is finished, not copied.
        _set(document, "section", ids.section)
        _set(document, "tags", ids.tags)
        _set(document, "agreements", ids.agreements)
        _set(document, "policies", ids.policies)
        if document.source:
            _set(document.source, "key", ids.source)
        for credit, organisation in zip(document.byline, ids.organisations, strict=True):
            _set(credit, "organisation", organisation)
        return document


_set: Final = object.__setattr__
_TEXTS: Final = ("body", "headings", "questions", "characters")
_LIGHT: Final = tuple(one.name for one in dataclasses.fields(Document) if one.name not in _TEXTS)
_light_values: Final = operator.attrgetter(*_LIGHT)
_SETTERS: Final = tuple([getattr(Document, name).__set__ for name in _LIGHT])


def _whole(light: Document, text: Text) -> Document:
    """What :func:`hutong.build.rows.joined` gives, in a quarter of the time."""
    document = object.__new__(Document)
    for put, value in zip(_SETTERS, _light_values(light), strict=True):
        put(document, value)
    _set(document, "body", Html(text.body))
    _set(document, "headings", text.headings)
    _set(document, "questions", text.questions)
    _set(document, "characters", text.characters)
    return document


_TAXA: Final = frozenset(taxon.value for taxon in Taxon)


def fact_number(edition: int, read: Read) -> int:
    """A fact as a number that is the same in every process and build."""
    name = f"{edition}\n{read[0]}\n{read[1]}"
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")


def fact_state(value: bytes) -> int:
    """The state of a fact as a number; never that of a fact that is absent."""
    found = hashlib.blake2b(value, digest_size=8).digest()
    return int.from_bytes(found, "little") or _ABSENT + 1
