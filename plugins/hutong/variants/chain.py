"""Texts through the engine in one call: shield, join, convert, part, unshield.

A *unit* is a run of texts that readers meet as one (the text nodes of a paragraph, 人<b>才</b>),
so it is converted as one and parted again by length; where a term has changed the length, its
texts go through once more, each on its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from itertools import groupby
from typing import Final

from hutong.variants.engine import Engine
from hutong.variants.html import ENTITY, Care
from hutong.variants.markup import RuleBook, resolve
from hutong.variants.spans import BREAK, Shield, Shielded, unshield

_NOT_ESCAPED: Final = re.compile(r"[&<>\"]")


@dataclass(frozen=True, slots=True)
class Passage:
    """One text for the chain. ``unit`` groups passages that are read together.

    ``html`` says that entities in it are escaped, and markup has to come out so.
    """

    text: str
    unit: int
    care: Care = Care.CONVERT
    html: bool = False


def shield(passage: Passage, book: RuleBook | None) -> Shielded:
    """Hide from the engine what must not change, and resolve markup (if there is a book)."""
    shield_ = Shield()
    if passage.care is Care.RAW:
        shield_.hold(passage.text)
    elif book is None:
        _plain(shield_, passage.text, passage, None)
    elif "-{" not in passage.text:
        _plain(shield_, passage.text, passage, book)
    else:
        text = unescape(passage.text) if passage.html else passage.text
        for piece in resolve(text, book):
            shown = escape(piece.text, quote=True) if passage.html else piece.text
            if piece.fixed:
                shield_.hold(shown)
            else:
                _plain(shield_, shown, passage, book)
    return shield_.done()


def collect(passage: Passage, book: RuleBook) -> None:
    """Let the rules of a passage into the book, and do nothing else with it."""
    if passage.care is not Care.RAW and "-{" in passage.text:
        text = unescape(passage.text) if passage.html else passage.text
        for _ in resolve(text, book):
            pass


def _plain(shield_: Shield, text: str, passage: Passage, book: RuleBook | None) -> None:
    if passage.care is not Care.CONVERT:
        shield_.hold(text)
        return
    rules = book.pattern() if book else None
    if book is None or rules is None:
        shield_.pass_on(text, ENTITY if passage.html else None)
        return
    table = book.table
    if not passage.html:
        shield_.pass_on(text, rules, table.__getitem__)
        return
    both = re.compile(f"{ENTITY.pattern}|{rules.pattern}")
    shield_.pass_on(text, both, lambda found: escape(table[found]) if found in table else found)


def convert(
    passages: Sequence[Passage], engine: Engine | None, book: RuleBook | None
) -> tuple[list[str], str, str]:
    """Convert all passages in one engine call; without an engine only markup is resolved.

    Returns the texts, and what the engine got and gave, for the checks.
    """
    shielded = [shield(passage, book) for passage in passages]
    if engine is None or not passages:
        return [unshield(one.text, one.held) for one in shielded], "", ""
    groups = _groups(passages)
    given = BREAK.join("".join(shielded[at].text for at in group) for group in groups)
    got = engine.convert(given)
    units = got.split(BREAK)
    if len(units) != len(groups):
        raise ValueError(f"{len(groups)} texts went into the engine, {len(units)} came out")
    texts = [""] * len(passages)
    for group, unit in zip(groups, units, strict=True):
        parts = [shielded[at] for at in group]
        for at, text in zip(group, _part(unit, parts, engine), strict=True):
            texts[at] = unshield(text, shielded[at].held)
    return texts, given, got


def _groups(passages: Sequence[Passage]) -> list[list[int]]:
    numbered = groupby(range(len(passages)), key=lambda at: passages[at].unit)
    return [list(group) for _, group in numbered]


def _part(unit: str, parts: Sequence[Shielded], engine: Engine) -> Iterator[str]:
    """Part a converted unit into the texts it was joined from."""
    if len(parts) == 1:
        yield unit
        return
    if len(unit) != sum(len(part.text) for part in parts):
        yield from engine.convert(BREAK.join(part.text for part in parts)).split(BREAK)
        return
    at = 0
    for part in parts:
        yield unit[at : at + len(part.text)]
        at += len(part.text)
