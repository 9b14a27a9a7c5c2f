"""Texts through the engine in one call: shield, join, convert, settle, part, unshield.

A *unit* is a run of texts that readers meet as one (the text nodes of a paragraph, 人<b>才</b>),
so it is converted as one and parted again by length; where a term has changed the length, its
texts go through once more, each on its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Final, NamedTuple

from hutong.variants.engine import Engine
from hutong.variants.markup import RuleBook, resolve
from hutong.variants.spans import BREAK, Shield, Shielded, has_kept, unshield
from hutong.variants.template import Care
from hutong.variants.tokens import ENTITY
from hutong.variants.units import Unit

_SIGNS: Final = re.compile(r"[&<>\"']")
_ESCAPES: Final = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
_QUOTES: Final = (('"', "&quot;"), ("'", "&#x27;"))


class Passage(NamedTuple):
    """One text for the chain. ``unit`` groups passages that are read together.

    ``html`` says that entities in it are escaped, and markup has to come out so; ``attribute``
    that it stands between quotation marks in a tag.
    """

    text: str
    unit: int
    care: Care = Care.CONVERT
    html: bool = False
    attribute: bool = False


class Row(NamedTuple):
    """A unit on its way: the passages ``start`` to ``stop``, what goes in and what came out.

    ``number`` counts the units of a document; it is -1 for a part of one that had to be parted.
    """

    start: int
    stop: int
    number: int
    given: str
    got: str


class Outcome:
    """The converted texts, one a passage, and the units they went through."""

    __slots__ = ("_kept", "_units", "rows", "texts")

    def __init__(self, texts: list[str], rows: list[Row], kept: _Kept) -> None:
        self.texts = texts
        self.rows = rows
        self._kept = kept
        self._units: tuple[Unit, ...] | None = None

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units, made when somebody asks: most documents need none."""
        if self._units is None:
            self._units = tuple(_unit(row, self._kept) for row in self.rows)
        return self._units

    @property
    def given(self) -> str:
        """All that was given, unit by unit."""
        return BREAK.join([row.given for row in self.rows])

    @property
    def got(self) -> str:
        """All that came back, unit by unit."""
        return BREAK.join([row.got for row in self.rows])


Hold = tuple[int, int, str]
"""A stretch of a unit (start, stop) that is kept from the engine, and what is shown there."""
Holder = Callable[[Sequence[str]], Sequence[Sequence[Hold]]]
_Kept = dict[int, Shielded]
"""The passages with holes, by their numbers: few, mostly none."""


@dataclass(frozen=True, slots=True)
class Steps:
    """What a conversion does besides asking the engine.

    ``hold`` finds, in the units of a document, what must not be read as words: nothing at all,
    or a list for each unit; ``settle`` may change what the engine gave, but not its length.
    Either may be None.
    """

    engine: Engine
    hold: Holder | None = None
    settle: Callable[[Unit], str] | None = None


def shield(passage: Passage, book: RuleBook | None) -> Shielded:
    """Hide from the engine what must not change, and resolve markup (if there is a book)."""
    return Shielded(passage.text) if _is_plain(passage, book) else _shield(passage, book)


def _shield(passage: Passage, book: RuleBook | None) -> Shielded:
    shield_ = Shield()
    if passage.care is Care.RAW:
        shield_.hold(passage.text)
    elif book is None:
        _plain(shield_, passage.text, passage, None)
    else:
        for piece in resolve(passage.text, book, html=passage.html):
            if piece.fixed:
                shield_.hold(piece.text, unescape(piece.text) if passage.html else None)
            else:
                _plain(shield_, piece.text, passage, book)
    return shield_.done()


def _is_plain(passage: Passage, book: RuleBook | None) -> bool:
    """Whether there is nothing to keep, resolve or replace, as in most texts."""
    text = passage.text
    return (
        passage.care is Care.CONVERT
        and not (passage.html and "&" in text)
        and not (book and ("-{" in text or (book.applies and book.table)))
        and not has_kept(text)
    )


def _plain(shield_: Shield, text: str, passage: Passage, book: RuleBook | None) -> None:
    if passage.care is not Care.CONVERT:
        shield_.hold(text, unescape(text) if passage.html else None)
        return
    for part, form in book.cut(text, html=passage.html) if book else ((text, None),):
        if form is None:
            shield_.pass_on(part, ENTITY if passage.html else None)
        else:
            shield_.hold(form, unescape(part) if passage.html else part)


def convert(passages: Sequence[Passage], steps: Steps | None, book: RuleBook | None) -> Outcome:
    """Convert all passages in one engine call; without ``steps`` only markup is resolved."""
    texts, kept = _shielded(passages, book)
    bounds = _bounds(passages)
    if steps is None or not bounds:
        rows = [Row(*one, joined, joined) for one in bounds for joined in [_joined(texts, one)]]
        return Outcome(_shown(texts, kept), rows, kept)
    if steps.hold:
        _hold(texts, kept, bounds, steps.hold)
    rows = _converted(texts, bounds, steps.engine)
    if steps.settle:
        rows = [row._replace(got=steps.settle(_unit(row, kept))) for row in rows]
    got = _parted(texts, rows)
    if _SIGNS.search("".join([row.got for row in rows])):
        got = [_safe(*one) for one in zip(got, texts, passages, strict=True)]
    return Outcome(_shown(got, kept), rows, kept)


def _safe(got: str, given: str, passage: Passage) -> str:
    """What a term or decision brought into HTML, escaped: only what was not there before."""
    if not passage.html or not _SIGNS.search(got):
        return got
    for sign, entity in (*_ESCAPES, *(_QUOTES if passage.attribute else ())):
        if sign not in given:
            got = got.replace(sign, entity)
    return got


def _unit(row: Row, kept: _Kept) -> Unit:
    pieces: tuple[str, ...] = ()
    if kept:
        pieces = tuple(
            piece for at in range(row.start, row.stop) if at in kept for piece in kept[at].kept
        )
    return Unit(row.given, row.got, pieces, row.number)


_Bounds = tuple[int, int, int]
"""Where the passages of a unit begin and end, and its number."""


def _bounds(passages: Sequence[Passage]) -> list[_Bounds]:
    """The units, in order."""
    starts = []
    last = -1
    for at, passage in enumerate(passages):
        if passage.unit != last:
            starts.append(at)
            last = passage.unit
    stops = [*starts[1:], len(passages)]
    return list(zip(starts, stops, range(len(starts)), strict=False))


def _joined(texts: Sequence[str], bounds: _Bounds) -> str:
    start, stop, _ = bounds
    return texts[start] if stop - start == 1 else "".join(texts[start:stop])


def _converted(texts: Sequence[str], bounds: Sequence[_Bounds], engine: Engine) -> list[Row]:
    """The units with what the engine gave; those it cannot be parted for by length are apart."""
    first = list(_through(engine, texts, bounds))
    alone = [
        (at, at + 1, -1)
        for start, stop, _, given, got in first
        if len(given) != len(got) and stop - start > 1
        for at in range(start, stop)
    ]
    if not alone:
        return first
    again = {row.start: row for row in _through(engine, texts, alone)}
    rows: list[Row] = []
    for row in first:
        whole = row.start not in again
        rows += [row] if whole else [again[at] for at in range(row.start, row.stop)]
    return rows


def _through(engine: Engine, texts: Sequence[str], bounds: Sequence[_Bounds]) -> Iterator[Row]:
    """One engine call for all units."""
    given = [_joined(texts, one) for one in bounds]
    got = engine.convert(BREAK.join(given)).split(BREAK)
    if len(got) != len(given):
        raise ValueError(f"{len(given)} texts went into the engine, {len(got)} came out")
    return (Row(*one, *pair) for one, *pair in zip(bounds, given, got, strict=True))


def _parted(texts: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """What came back for each passage."""
    got: list[str] = []
    for row in rows:
        if row.stop - row.start == 1:
            got.append(row.got)
            continue
        start = 0
        for text in texts[row.start : row.stop]:
            got.append(row.got[start : start + len(text)])
            start += len(text)
    return got


def _shown(texts: list[str], kept: _Kept) -> list[str]:
    """The texts with their kept pieces."""
    for at, shielded in kept.items():
        texts[at] = unshield(texts[at], shielded.held)
    return texts


def _shielded(passages: Sequence[Passage], book: RuleBook | None) -> tuple[list[str], _Kept]:
    """Shield all passages, the body's first: its rules hold in the title and other fields too."""
    texts = [passage.text for passage in passages]
    kept: _Kept = {}
    if _all_plain(passages, "\n".join(texts), book):
        return texts, kept
    for at in sorted(range(len(passages)), key=lambda at: not passages[at].html):
        if not _is_plain(passages[at], book):
            shielded = _shield(passages[at], book)
            texts[at] = shielded.text
            if shielded.held:
                kept[at] = shielded
    return texts, kept


def _all_plain(passages: Sequence[Passage], whole: str, book: RuleBook | None) -> bool:
    """As :func:`_is_plain` of all passages, told by one look; False if that does not tell."""
    if "&" in whole or "-{" in whole or (book and book.applies and book.table):
        return False
    return not has_kept(whole) and all(passage.care is Care.CONVERT for passage in passages)


def _hold(texts: list[str], kept: _Kept, bounds: Sequence[_Bounds], hold: Holder) -> None:
    """Put holes where ``hold`` wants them; what crosses from one text to the next stays."""
    found = hold([_joined(texts, one) for one in bounds])
    for (begin, end, _), spans in zip(bounds, found, strict=True) if found else ():
        start = 0
        for at in range(begin, end) if spans else ():
            stop = start + len(texts[at])
            mine = [(a - start, b - start, to) for a, b, to in spans if start <= a and b <= stop]
            start = stop
            if mine:
                kept[at] = kept.get(at, Shielded(texts[at])).with_holes(mine)
                texts[at] = kept[at].text
