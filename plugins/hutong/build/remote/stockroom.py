"""Gives each shard of pages that is made elsewhere what those pages show, and little more."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec

from hutong.build.arrange import Arrangement
from hutong.build.gather import Rows
from hutong.build.outputs import SITE, decode_plan
from hutong.build.packs import Ref
from hutong.build.remote.supply import TEXTS, Want
from hutong.build.rows import Blob, Row, encode, fetch
from hutong.build.store import Store
from hutong.views import plans

Page = tuple[str, int, bytes]
"""A page to make: its path, the number of its edition, and its plan."""

_LINK: Final = re.compile(rb'href="doc:([^"#]*)')
_KEPT: Final = 12_000
"""Entries that lists show are kept in memory, some 2 KB each."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a shard of pages shows; None for what there is not."""

    listed: dict[str, bytes | None] = field(default_factory=dict)
    counterparts: dict[tuple[str, str], str | None] = field(default_factory=dict)
    rows: dict[str, bytes | None] = field(default_factory=dict)
    ids: dict[str, Any] = field(default_factory=dict)
    pages: dict[str, str | None] = field(default_factory=dict)
    texts: dict[bytes, bytes] = field(default_factory=dict)


class Stockroom:
    """Finds in what was arranged, and in the store, what pages need.

    What it does not foresee is asked for by whoever makes the page, and sent with the next try.
    """

    def __init__(self, arrangement: Arrangement, store: Store, tags: Sequence[str]) -> None:
        self._arrangement = arrangement
        self._stock = arrangement.stock
        self._store = store
        self._tags = tags
        self._row = functools.lru_cache(_KEPT)(self._stock.rows.__getitem__)
        self._entry = functools.lru_cache(_KEPT)(lambda blob: fetch(store, blob))

    def parcel(self, pages: Iterable[Page], wants: Iterable[Want] = ()) -> Parcel:
        """What ``pages`` show, as far as their plans tell, and ``wants``.

        :raises LostTextError: if the store has lost some of it.
        """
        parcel = Parcel()
        for _, number, data in pages:
            plan = decode_plan(data)
            whole = set(_whole(plan))
            numbers = range(len(self._tags)) if number == SITE else (number,)
            for key in _words(plan):
                if key in self._arrangement.listed:
                    for one in numbers:
                        self._document(parcel, one, key, whole=key in whole)
        for want in wants:
            self._add(parcel, want)
        return parcel

    def _document(self, parcel: Parcel, number: int, key: str, *, whole: bool) -> None:
        """A document as an edition shows it, and a counterpart that is laid over it."""
        tag = self._tags[number]
        self._add(parcel, ("listed", key))
        self._add(parcel, ("counterparts", (key, tag)))
        paths = [self._stock.listed[key].path]
        counterpart = parcel.counterparts[key, tag]
        if counterpart:
            paths.append(counterpart)
            self._add(parcel, ("ids", counterpart))
        for path in paths:
            self._add(parcel, ("rows", path))
            entry = self._row(path).forms[number].entry
            parcel.texts[entry.key] = self._entry(entry)
        if whole:
            text = self._row(paths[-1]).forms[number].text
            data = parcel.texts[text.key] = fetch(self._store, text)
            for link in set(_LINK.findall(data)):
                self._add(parcel, ("pages", html.unescape(link.decode())))

    def _add(self, parcel: Parcel, want: Want) -> None:
        sort, key = want
        if sort == TEXTS:
            name, place = key
            parcel.texts[name] = fetch(self._store, Blob(name, Ref(*place)))
            return
        part = getattr(parcel, sort)
        if key not in part:
            part[key] = self._found(sort, key)

    def _found(self, sort: str, key: Any) -> Any:
        if sort == "listed":
            return self._arrangement.listed.get(key)
        if sort == "rows":
            return self._encoded(key)
        return getattr(self._stock, sort).get(key)

    def _encoded(self, path: str) -> bytes | None:
        rows = self._stock.rows
        if isinstance(rows, Rows):
            return rows.encoded.get(path)
        row: Row | None = rows.get(path)
        return None if row is None else encode(row)


def _whole(plan: Any) -> Collection[str]:
    """The documents of which a page shows all."""
    if isinstance(plan, plans.ArticlePage | plans.StandingPage):
        return (plan.id,)
    return plan.articles if isinstance(plan, plans.Feed) else ()


def _words(value: Any) -> Iterator[str]:
    """Every text in a plan: ids of documents are among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, msgspec.Struct):
        yield from _words(msgspec.structs.astuple(value))
    elif isinstance(value, tuple):
        for one in value:
            yield from _words(one)
