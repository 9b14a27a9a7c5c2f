"""Names of records in articles → links to their pages: the first of each in a text, once.

``<a href="record:organisations/hkicm">``: views put the address in, or take the link away.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hutong.model import Document, Html
from hutong.register import Brief, RecordKind, Register
from hutong.variants import Converter
from hutong.variants.finder import WordFinder
from hutong.variants.tags import read_tag
from hutong.variants.terms import as_read

ALL: Final = "all"
"""What stands for every record where an editor says which names are no links."""
_TAG: Final = re.compile(r"(<[^>]*>)")
_NAME: Final = re.compile(r"</?([a-z][a-z0-9]*)")
_CLOSED: Final = frozenset(
    {"a", "abbr", "button", "code", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "pre",
     "samp", "summary", "th"}
)  # fmt: skip
"""Elements whose text stays as it is: links, headings, and what is no running text."""
_SHORTEST: Final = 2
_Key = tuple[RecordKind, str]


@dataclass(frozen=True, slots=True)
class Met:
    """Records whose names a text may hold, each with its spellings in one edition."""

    spellings: tuple[tuple[str, tuple[str, ...]], ...]

    def linked(self, body: Html) -> tuple[Html, tuple[str, ...]]:
        """The text with its links, and the records (``kind/id``) that it links to, sorted."""
        if not self.spellings:
            return body, ()
        return _link(body, self.spellings)


class Mentions:
    """Finds the records that documents name."""

    def __init__(self, register: Register, converter: Converter) -> None:
        self._register = register
        self._converter = converter
        self._finder = functools.cache(self._made_finder)
        self._spellings = functools.cache(self._spelled)

    def met(self, document: Document) -> tuple[Brief, ...]:
        """The records that the text of a document may name, less those that are to be no links."""
        if not self._register.briefs or ALL in document.unlinked:
            return ()
        found = self._finder(document.variant).owners_in(as_read(document.body))
        briefs = [self._register.briefs[key] for key in sorted(found)]
        unlinked = {
            known.id
            for name in document.unlinked
            for brief in briefs
            if (known := self._register.find(brief.kind, name))
        }
        return tuple(brief for brief in briefs if brief.id not in unlinked)

    def in_edition(self, briefs: Sequence[Brief], tag: str) -> Met:
        """How an edition spells these records."""
        return Met(
            tuple(
                (f"{one.kind}/{one.id}", self._spellings((one.kind, one.id), tag)) for one in briefs
            )
        )

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


def _link(
    body: Html, spellings: Iterable[tuple[str, tuple[str, ...]]]
) -> tuple[Html, tuple[str, ...]]:
    owner = {
        html.escape(word, quote=False): key
        for key, words in reversed([*spellings])
        for word in words
    }
    pattern = _pattern(owner)
    left = set(owner.values())
    pieces: list[str] = []
    closed = 0

    def place(match: re.Match[str]) -> str:
        key = owner[match[0]]
        if key not in left:
            return match[0]
        left.discard(key)
        return f'<a href="record:{key}">{match[0]}</a>'

    for number, piece in enumerate(_TAG.split(body)):
        if number % 2:
            closed += _step(piece)
            pieces.append(piece)
        else:
            pieces.append(pattern.sub(place, piece) if piece and not closed else piece)
    met = {*owner.values()} - left
    return (Html("".join(pieces)) if met else body), tuple(sorted(met))


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """What finds any of the words, the longest first; Latin ones only where they stand alone."""
    written = []
    for word in sorted(words, key=lambda one: (-len(one), one)):
        before = r"(?<![A-Za-z0-9])" if word[0].isascii() and word[0].isalnum() else ""
        behind = r"(?![A-Za-z0-9])" if word[-1].isascii() and word[-1].isalnum() else ""
        written.append(f"{before}{re.escape(word)}{behind}")
    return re.compile("|".join(written))


def _step(tag: str) -> int:
    """How many elements more are open behind a tag in which nothing is linked."""
    name = _NAME.match(tag)
    if name is None or name[1] not in _CLOSED or tag.endswith("/>"):
        return 0
    return -1 if tag.startswith("</") else 1
