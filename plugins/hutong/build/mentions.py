"""Names of records in articles → links to their pages: the first of each in a text, once.

``<a href="record:organisations/hkicm">``: views put the address in, or take the link away.
"""

from __future__ import annotations

import bisect
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
_CLOSED: Final = re.compile(
    r"<(/?)(?:a|abbr|button|code|figcaption|h[1-6]|kbd|pre|samp|summary|th)(?=[\s>])"
)
"""The tags of elements whose text stays as it is: links, headings, and what is no running text."""
_BETWEEN: Final = re.compile("[A-Za-z0-9]{2}")
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
    body: Html, spellings: Sequence[tuple[str, tuple[str, ...]]]
) -> tuple[Html, tuple[str, ...]]:
    places = _places(body, spellings)
    if not places:
        return body, ()
    closed = _closed(body)
    met: set[str] = set()
    pieces: list[str] = []
    done = behind = 0
    for start, less_end, _, key in places:
        end = -less_end
        if start < behind or not _is_word(body, start, end) or not _is_open(body, start, closed):
            continue
        behind = end
        if key not in met:
            met.add(key)
            pieces += (body[done:start], f'<a href="record:{key}">{body[start:end]}</a>')
            done = end
    return Html("".join((*pieces, body[done:]))), tuple(sorted(met))


def _places(
    body: str, spellings: Iterable[tuple[str, tuple[str, ...]]]
) -> list[tuple[int, int, int, str]]:
    """Where each name stands, the longest first at each place: start, less its end, whose it is.

    A few searches for plain words in C take a tenth of the time of making one pattern of them.
    """
    found = []
    for number, (key, words) in enumerate(spellings):
        for word in words:
            written = html.escape(word, quote=False)
            start = body.find(written)
            while start >= 0:
                found.append((start, -(start + len(written)), number, key))
                start = body.find(written, start + 1)
    return sorted(found)


def _closed(body: str) -> list[tuple[int, int]]:
    """The stretches of a text in which nothing is linked."""
    found, depth, start = [], 0, 0
    for tag in _CLOSED.finditer(body):
        if not tag[1]:
            start = start if depth else tag.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                found.append((start, tag.start()))
    return [*found, (start, len(body))] if depth else found


def _is_open(body: str, at: int, closed: Sequence[tuple[int, int]]) -> bool:
    """Whether a place is running text: neither within a tag nor where nothing is linked."""
    if body.rfind("<", 0, at) > body.rfind(">", 0, at):
        return False
    before = bisect.bisect(closed, (at, 0))
    return not before or closed[before - 1][1] < at


def _is_word(body: str, start: int, end: int) -> bool:
    """Whether a name stands alone: Latin letters and digits do not go on around it."""
    joined = body[start - 1 : start + 1] if start else ""
    return _BETWEEN.fullmatch(joined) is None and _BETWEEN.fullmatch(body, end - 1, end + 1) is None
