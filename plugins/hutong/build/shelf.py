"""The texts and names of one edition, taken from the store when a page asks for them."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from hutong.build.editions import laid_over
from hutong.build.images import picture_file
from hutong.build.names import Table
from hutong.build.references import with_ids
from hutong.build.rows import (
    Form,
    Row,
    decode_document,
    decode_text,
    encode,
    encode_timed,
    fetch,
    joined,
)
from hutong.build.store import Store
from hutong.model import Document
from hutong.register import EntryKind
from hutong.taxonomy import Taxon
from hutong.views.edition import Named, PictureFile, Read
from hutong.views.order import Ids, Listed

_ENTRIES: Final = 12_000
"""Documents without their texts that are kept in memory, some 3 KB each."""
_ABSENT: Final = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """All that shelves are filled from; what is listed is public.

    ``counterparts`` gives their paths by (id, tag), ``ids`` the ids of what each of them names,
    ``pages`` the address of each document by its path, ``tables`` the names by edition.
    """

    rows: Mapping[str, Row]
    listed: Mapping[str, Listed]
    counterparts: Mapping[tuple[str, str], str]
    ids: Mapping[str, Ids]
    pages: Mapping[str, str]
    tables: tuple[Table, ...]
    sizes: Mapping[str, tuple[int, int]]


class Shelf:
    """A :class:`hutong.views.edition.Library`: the ``number``-th edition, with that ``tag``."""

    def __init__(self, stock: Stock, store: Store, number: int, tag: str) -> None:
        self._stock = stock
        self._store = store
        self._number = number
        self._tag = tag
        self.entry = functools.lru_cache(_ENTRIES)(self._entry)

    def whole(self, key: str) -> Document:
        """The document of that id with all its texts."""
        text = fetch(self._store, self._forms(key)[-1].text)
        return joined(self.entry(key), decode_text(text))

    def term(self, taxon: Taxon, key: str) -> Named | None:
        """A section, tag or source."""
        return self._stock.tables[self._number].get(f"{taxon}/{key}")

    def record(self, kind: EntryKind, key: str) -> Named | None:
        """A record of the register."""
        return self._stock.tables[self._number].get(f"{kind}/{key}")

    def picture(self, src: str) -> PictureFile:
        """A picture by its path below ``content/``."""
        return picture_file(src, self._stock.sizes[src])

    def page(self, path: str) -> str | None:
        """The path of the page of a content file; None if readers may not see it."""
        return self._stock.pages.get(path)

    def facts(self) -> Iterator[tuple[Read, bytes]]:
        """Everything that pages can read here, with what tells one state of it from another."""
        for key, one in self._stock.listed.items():
            yield from self.facts_of(key, one)
            yield ("page", one.path), one.url_path.encode()
        for name, found in self._stock.tables[self._number].items():
            kind = "term" if name.partition("/")[0] in _TAXA else "record"
            yield (kind, name), encode(found)
        for src, size in self._stock.sizes.items():
            yield ("picture", src), repr(size).encode()

    def facts_of(self, key: str, one: Listed) -> Iterator[tuple[Read, bytes]]:
        """The two facts of a document: what lists show of it, and its text."""
        forms = self._forms(key)
        entry = b"".join(form.entry.key for form in forms)
        counterpart = self._stock.counterparts.get((key, self._tag))
        ids = encode_timed(self._stock.ids[counterpart]) if counterpart else b""
        yield ("entry", key), entry + encode_timed(one) + ids
        yield ("text", key), forms[-1].text.key

    def _forms(self, key: str) -> list[Form]:
        """The original in this edition, and the counterpart that is laid over it."""
        stock = self._stock
        paths = [stock.listed[key].path]
        counterpart = stock.counterparts.get((key, self._tag))
        if counterpart:
            paths.append(counterpart)
        return [stock.rows[path].forms[self._number] for path in paths]

    def _entry(self, key: str) -> Document:
        """The document of that id, without its texts."""
        stock = self._stock
        forms = self._forms(key)
        document = with_ids(self._light(forms[0]), stock.listed[key])
        if len(forms) == 1:
            return document
        path = stock.counterparts[key, self._tag]
        return laid_over(document, with_ids(self._light(forms[1]), stock.ids[path]))

    def _light(self, form: Form) -> Document:
        return decode_document(fetch(self._store, form.entry))


_TAXA: Final = frozenset(taxon.value for taxon in Taxon)


@functools.cache
def fact_number(edition: int, read: Read) -> int:
    """A fact as a number that is the same in every process and build."""
    name = f"{edition}\n{read[0]}\n{read[1]}"
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")


def fact_state(value: bytes) -> int:
    """The state of a fact as a number; never that of a fact that is absent."""
    found = hashlib.blake2b(value, digest_size=8).digest()
    return int.from_bytes(found, "little") or _ABSENT + 1
