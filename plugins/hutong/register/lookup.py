"""All records by id, name or alias: what the rest of the site needs to know of them."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hutong.register.kinds import SINGULAR, SUFFIXES, RecordKind
from hutong.register.records import Record, title_of

_A: Final = {
    kind: f"{'an' if word[0] in 'aeiou' else 'a'} {word}" for kind, word in SINGULAR.items()
}
"""What messages call a record of a kind: an agreement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What others must know of a record: its ``id``, its names by variant or language, its file.

    ``short`` are short names, ``keys`` its spellings, folded, so that nobody needs to fold them
    again.
    """

    kind: RecordKind
    id: str
    names: Mapping[str, str]
    short: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    path: str = ""
    keys: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every name that means this record."""
        return (*self.names.values(), *self.short.values(), *self.aliases)

    def alias_pairs(self, fold: Callable[[str], str]) -> Iterator[Mapping[str, str]]:
        """Aliases that are one name in both scripts, by script: 東盟 and 东盟.

        ``fold`` writes names in Simplified, so the one that stays as it is is the Simplified.
        """
        by_key: dict[str, list[str]] = {}
        for alias in self.aliases:
            by_key.setdefault(fold(alias), []).append(alias)
        for key, some in by_key.items():
            simplified = [alias for alias in some if alias.casefold() == key]
            others = [alias for alias in some if alias.casefold() != key]
            if simplified and others:
                yield {"zh-Hant": others[0], "zh-Hans": simplified[0]}


def brief_of(record: Record, path: str, fold: Callable[[str], str]) -> Brief:
    """The brief of a record; ``path`` is as problems show it, ``fold`` makes spellings one."""
    title = title_of(record)
    short = getattr(record, "short", None)
    brief = Brief(
        kind=record.kind,
        id=record.id,
        names=title.forms or {record.variant: title.text},
        short=(short.forms or {record.variant: short.text}) if short else {},
        aliases=record.aliases,
        path=path,
    )
    keys = tuple(dict.fromkeys(map(fold, brief.spellings)))
    return dataclasses.replace(brief, keys=keys)


@dataclass(frozen=True, slots=True)
class Register:
    """All records, found by id, name or alias in any script (``fold`` makes spellings one)."""

    fold: Callable[[str], str]
    briefs: Mapping[tuple[RecordKind, str], Brief]
    keys: Mapping[tuple[RecordKind, str], str]

    def find(self, kind: RecordKind, name: str) -> Brief | None:
        """The record that ``name`` means, or None."""
        key = name if (kind, name) in self.briefs else self.keys.get((kind, self.fold(name)), "")
        return self.briefs.get((kind, key))

    def near(self, kind: RecordKind, name: str) -> str:
        """The id of the record that looks most like ``name``, or an empty string."""
        known = {key: id_ for (of, key), id_ in self.keys.items() if of is kind}
        known |= {id_: id_ for of, id_ in self.briefs if of is kind}
        close = difflib.get_close_matches(self.fold(name), known, 1, 0.5)
        return known[close[0]] if close else ""

    def of(self, kind: RecordKind) -> tuple[Brief, ...]:
        """The records of one kind, by id."""
        return tuple(brief for (of, _), brief in sorted(self.briefs.items()) if of is kind)

    def mend(self, kind: RecordKind, name: str) -> str:
        """What to tell an editor who named a record that does not exist."""
        for other in RecordKind:
            if other is not kind and self.find(other, name):
                return f"'{name}' is {_A[other]}: name {_A[kind]} here"
        near = self.near(kind, name)
        add = f"add content/{kind}/<id>{SUFFIXES[kind][0]}"
        return f"did you mean '{near}'? Otherwise {add}" if near else add


def make_register(briefs: Iterable[Brief], fold: Callable[[str], str]) -> Register:
    """Index records by every spelling of their names; whoever comes first keeps a name."""
    listed: Sequence[Brief] = tuple(briefs)
    keys: dict[tuple[RecordKind, str], str] = {}
    for brief in listed:
        for key in brief.keys or map(fold, brief.spellings):
            keys.setdefault((brief.kind, key), brief.id)
    return Register(fold, {(brief.kind, brief.id): brief for brief in listed}, keys)
