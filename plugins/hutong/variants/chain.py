"""Texts through the engine in one call: shield, join, convert, settle, part, unshield.

A *unit* is a run of texts that readers meet as one (the text nodes of a paragraph, 人<b>才</b>),
so it is converted as one and parted again by length; where a term has changed the length, its
texts go through once more, each on its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from html import unescape
from itertools import groupby
from typing import Final

from hutong.variants.engine import Engine
from hutong.variants.html import Care
from hutong.variants.markup import RuleBook, resolve
from hutong.variants.spans import BREAK, Shield, Shielded, has_kept, unshield
from hutong.variants.tokens import ENTITY
from hutong.variants.units import Unit

_SIGNS: Final = re.compile(r"[&<>\"']")
_ESCAPES: Final = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
_QUOTES: Final = (('"', "&quot;"), ("'", "&#x27;"))


@dataclass(frozen=True, slots=True)
class Passage:
    """One text for the chain. ``unit`` groups passages that are read together.

    ``html`` says that entities in it are escaped, and markup has to come out so; ``attribute``
    that it stands between quotation marks in a tag.
    """

    text: str
    unit: int
    care: Care = Care.CONVERT
    html: bool = False
    attribute: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """The converted texts, one a passage, and the units they went through."""

    texts: list[str]
    units: tuple[Unit, ...]


Hold = tuple[int, int, str]
"""A stretch of a unit (start, stop) that is kept from the engine, and what is shown there."""
Holder = Callable[[Sequence[str]], Sequence[Sequence[Hold]]]


@dataclass(frozen=True, slots=True)
class Steps:
    """What a conversion does besides asking the engine.

    ``hold`` finds, in the units of a document, what must not be read as words; ``settle`` may
    change what the engine gave, but not its length. Either may be None.
    """

    engine: Engine
    hold: Holder | None = None
    settle: Callable[[Unit], str] | None = None


def shield(passage: Passage, book: RuleBook | None) -> Shielded:
    """Hide from the engine what must not change, and resolve markup (if there is a book)."""
    if _is_plain(passage, book):
        return Shielded(passage.text)
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
    shielded = _shielded(passages, book)
    groups = _groups(passages)
    if steps is None or not groups:
        units = [_unit(shielded, group, number) for number, group in enumerate(groups)]
        return Outcome([unshield(one.text, one.held) for one in shielded], tuple(units))
    if steps.hold:
        _hold(shielded, groups, steps.hold)
    units = [_unit(shielded, group, number) for number, group in enumerate(groups)]
    texts = [""] * len(passages)
    done = []
    for group, unit in _converted(shielded, list(zip(groups, units, strict=True)), steps.engine):
        settled = replace(unit, got=steps.settle(unit)) if steps.settle else unit
        done.append(settled)
        start = 0
        for at in group:
            stop = start + len(shielded[at].text) if len(group) > 1 else len(settled.got)
            got = _safe(settled.got[start:stop], shielded[at].text, passages[at])
            texts[at] = unshield(got, shielded[at].held)
            start = stop
    return Outcome(texts, tuple(done))


def _safe(got: str, given: str, passage: Passage) -> str:
    """What a term or decision brought into HTML, escaped: only what was not there before."""
    if not passage.html or not _SIGNS.search(got):
        return got
    for sign, entity in (*_ESCAPES, *(_QUOTES if passage.attribute else ())):
        if sign not in given:
            got = got.replace(sign, entity)
    return got


Grouped = list[tuple[list[int], Unit]]
"""Units, each with the numbers of the passages that are joined in it."""


def _unit(shielded: Sequence[Shielded], group: Sequence[int], number: int) -> Unit:
    text = "".join(shielded[at].text for at in group)
    return Unit(text, text, tuple(kept for at in group for kept in shielded[at].kept), number)


def _converted(shielded: Sequence[Shielded], grouped: Grouped, engine: Engine) -> Grouped:
    """The units with what the engine gave; those it cannot be parted for by length are apart."""
    first = _through(engine, grouped)
    alone = [
        ([at], _unit(shielded, [at], -1))
        for group, unit in first
        if len(group) > 1 and len(unit.given) != len(unit.got)
        for at in group
    ]
    if not alone:
        return first
    again = {group[0]: (group, unit) for group, unit in _through(engine, alone)}
    rows: Grouped = []
    for group, unit in first:
        rows += [again[at] for at in group] if group[0] in again else [(group, unit)]
    return rows


def _through(engine: Engine, grouped: Grouped) -> Grouped:
    """One engine call for all units."""
    got = engine.convert(BREAK.join(unit.given for _, unit in grouped)).split(BREAK)
    if len(got) != len(grouped):
        raise ValueError(f"{len(grouped)} texts went into the engine, {len(got)} came out")
    return [
        (group, Unit(unit.given, text, unit.kept, unit.number))
        for (group, unit), text in zip(grouped, got, strict=True)
    ]


def _shielded(passages: Sequence[Passage], book: RuleBook | None) -> list[Shielded]:
    """Shield all passages, the body's first: its rules hold in the title and other fields too."""
    shielded = [Shielded("")] * len(passages)
    for at in sorted(range(len(passages)), key=lambda at: not passages[at].html):
        shielded[at] = shield(passages[at], book)
    return shielded


def _groups(passages: Sequence[Passage]) -> list[list[int]]:
    numbered = groupby(range(len(passages)), key=lambda at: passages[at].unit)
    return [list(group) for _, group in numbered]


def _hold(shielded: list[Shielded], groups: Sequence[list[int]], hold: Holder) -> None:
    """Put holes where ``hold`` wants them; what crosses from one text to the next stays."""
    found = hold(["".join(shielded[at].text for at in group) for group in groups])
    for group, spans in zip(groups, found, strict=True):
        start = 0
        for at in group if spans else ():
            stop = start + len(shielded[at].text)
            mine = [(a - start, b - start, to) for a, b, to in spans if start <= a and b <= stop]
            if mine:
                shielded[at] = shielded[at].with_holes(mine)
            start = stop
