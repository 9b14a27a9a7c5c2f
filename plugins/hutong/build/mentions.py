"""Which records a text may name, and how its editions spell them.

Links are ``<a href="record:organisations/hkicm">``: views put the address in, or take it away.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from hutong.build.linking import Met
from hutong.build.scan import shown
from hutong.model import Document, Problem, Severity
from hutong.register import Brief, RecordKind, Register
from hutong.source.front import ALL
from hutong.variants import Converter
from hutong.variants.finder import WordFinder
from hutong.variants.tags import nearest, read_tag
from hutong.variants.terms import as_read

_SHORTEST: Final = 2
_Key = tuple[RecordKind, str]


class Candidate(NamedTuple):
    """A record that a text may name, and whether an editor wants a link there."""

    brief: Brief
    is_link: bool


class Mentions:
    """Finds the records that documents name."""

    def __init__(
        self, register: Register, converter: Converter, longer: Iterable[Mapping[str, str]] = ()
    ) -> None:
        """``longer`` are words by variant or language in which no record is meant."""
        self._register = register
        self._converter = converter
        self._longer = tuple(longer)
        self._finder = functools.cache(self._made_finder)
        self._spellings = functools.cache(self._spelled)
        self._around = functools.cache(self._made_around)

    def met(self, document: Document) -> tuple[Candidate, ...]:
        """The records that the text of a document may name."""
        if not self._register.briefs or ALL in document.unlinked:
            return ()
        found = self._finder(document.variant).owners_in(as_read(document.body))
        unlinked = {
            (known.kind, known.id)
            for name in document.unlinked
            for kind in RecordKind
            if (known := self._register.find(kind, name))
        }
        return tuple(
            Candidate(self._register.briefs[key], key not in unlinked) for key in sorted(found)
        )

    def in_edition(self, candidates: Iterable[Candidate], tag: str) -> Met:
        """How an edition spells these records, and words around their names."""
        spellings: list[tuple[str, tuple[str, ...]]] = []
        around: set[str] = set()
        for brief, is_link in candidates:
            key = brief.kind, brief.id
            owner = f"{brief.kind}/{brief.id}" if is_link else ""
            spellings.append((owner, self._spellings(key, tag)))
            around.update(self._around(tag).get(key, ()))
        return Met((*spellings, ("", tuple(sorted(around)))) if around else tuple(spellings))

    def _made_around(self, tag: str) -> Mapping[_Key, tuple[str, ...]]:
        """The longer words of a variant that hold a name of a record, by record."""
        found: defaultdict[_Key, list[str]] = defaultdict(list)
        for names in self._longer:
            word = nearest(names, read_tag(tag)) or next(self._forms(names, tag), "")
            for key in self._finder(tag).owners_in(word):
                if word not in self._spellings(key, tag):
                    found[key].append(word)
        return {key: tuple(words) for key, words in found.items()}

    def _made_finder(self, tag: str) -> WordFinder[_Key]:
        return WordFinder(
            (spelling, key)
            for key in self._register.briefs
            for spelling in self._spellings(key, tag)
        )

    def _spelled(self, key: _Key, tag: str) -> tuple[str, ...]:
        """Every name of a record as texts of a variant may have it, longest first."""
        brief = self._register.briefs[key]
        found = {*self._forms(brief.names, tag), *self._forms(brief.short, tag)}
        for alias in brief.aliases:
            found.add(alias)
            if not alias.isascii():
                found.add(self._converter.text(alias, target=tag, markup=False))
        fit = (one for one in found if len(one) >= _SHORTEST)
        return tuple(sorted(fit, key=lambda one: (-len(one), one)))

    def _forms(self, names: Mapping[str, str], tag: str) -> Iterator[str]:
        """A name in a variant, converted if nobody gave it there; and in other languages."""
        chinese = {key: name for key, name in names.items() if key.startswith("zh")}
        if tag in chinese:
            yield chinese[tag]
        elif chinese:
            source = next(iter(chinese))
            if read_tag(source).script == read_tag(tag).script:
                yield chinese[source]
            else:
                yield self._converter.text(chinese[source], source=source, target=tag, markup=False)
        yield from (name for key, name in names.items() if key not in chinese)


def unknown_names(
    document: Document, lines: Mapping[str, int], register: Register
) -> Iterator[Problem]:
    """Names that are to be no links, and that no record has."""
    for number, name in enumerate(document.unlinked):
        if name != ALL and not any(register.find(kind, name) for kind in RecordKind):
            near = next(filter(None, (register.near(kind, name) for kind in RecordKind)), "")
            what = f"'unlinked:' names '{name}', which no record is called"
            mend = f"did you mean '{near}'?" if near else "delete it, or write all for every record"
            line = lines.get(f"unlinked.{number}", lines.get("unlinked", 1))
            yield Problem(shown(document.path), line, what, mend, Severity.WARNING)
