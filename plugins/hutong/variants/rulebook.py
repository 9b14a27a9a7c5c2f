"""The rules in force on a page: which words they speak of, and where these stand in a text."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from operator import neg

from hutong.variants.rules import BLANK, Change, Rule
from hutong.variants.spans import kept_pattern
from hutong.variants.tags import Tag
from hutong.variants.tokens import ENTITY, without_tags


@dataclass(slots=True)
class RuleBook:
    """The rules in force on a page, and the title it was given, for one target.

    ``applies`` is False for an original: its markup is resolved, the rest stays as written.
    ``table`` may be filled before the first text is read; afterwards only by :meth:`change`.
    """

    target: Tag
    applies: bool = True
    table: dict[str, str] = field(default_factory=dict)
    title: str | None = None
    _lengths: dict[str, list[int]] = field(default_factory=dict)
    """How long the words are that begin with a character, the longest first."""
    _listed: bool = False

    def change(self, rule: Rule, *, html: bool = False) -> None:
        """Let ``rule`` speak from here on, or no longer; in ``html`` its words are escaped."""
        for word, form in rule.table(self.target).items():
            key = _plain(word) if html else word.strip(BLANK)
            if not key:
                continue
            if rule.change is Change.REMOVE:
                self.table.pop(key, None)
            elif rule.change is Change.ADD:
                self.table[key] = _plain(form) if html else form
                if self._listed:
                    self._list(key)

    def retitle(self, rule: Rule, *, html: bool = False) -> None:
        """Give the page the title of ``rule``, if it has one for this target."""
        form = rule.form(self.target) if rule.title else None
        if form is not None:
            self.title = _plain(form) if html else form.strip(BLANK)

    def cut(self, text: str, *, html: bool = False) -> Iterator[tuple[str, str | None]]:
        """Cut ``text`` at the words of the rules: each piece, and what is shown for it if a word.

        Words are not looked for in addresses, and in ``html`` not in the names of entities.
        """
        found = self._found(text, html=html) if self.applies and self.table else []
        if found:
            found = _apart(found, [match.span() for match in kept_pattern().finditer(text)])
        at = 0
        for start, stop, form in found:
            if start > at:
                yield text[at:start], None
            yield text[start:stop], escape(form, quote=True) if html else form
            at = stop
        if at < len(text):
            yield text[at:], None

    def _found(self, text: str, *, html: bool) -> list[tuple[int, int, str]]:
        if not self._listed:
            self._listed = True
            for word in self.table:
                self._list(word)
        read, place = _read(text) if html and "&" in text else (text, int)
        found, done = [], 0
        for at, char in enumerate(read):
            if at < done:
                continue
            for length in self._lengths.get(char, ()):
                form = self.table.get(read[at : at + length])
                if form is not None:
                    done = at + length
                    found.append((place(at), place(done), form))
                    break
        return found

    def _list(self, word: str) -> None:
        lengths = self._lengths.setdefault(word[0], [])
        if len(word) not in lengths:
            insort(lengths, len(word), key=neg)


def _plain(html: str) -> str:
    """What a reader reads of a piece of HTML."""
    return unescape(without_tags(html)).strip(BLANK)


def _read(html: str) -> tuple[str, Callable[[int], int]]:
    """Text of HTML with its entities read, and what leads from a place in it to one in ``html``."""
    pieces, starts, shifts, at, shift = [], [0], [0], 0, 0
    for match in ENTITY.finditer(html):
        char = unescape(match[0])
        pieces += [html[at : match.start()], char if len(char) == 1 else "\ufffd"]
        at = match.end()
        shift += at - match.start() - 1
        starts.append(at - shift)
        shifts.append(shift)
    pieces.append(html[at:])
    return "".join(pieces), lambda place: place + shifts[bisect_right(starts, place) - 1]


def _apart(
    found: list[tuple[int, int, str]], kept: list[tuple[int, int]]
) -> list[tuple[int, int, str]]:
    """The words found that no kept stretch overlaps; both lists are in order."""
    apart, number = [], 0
    for start, stop, form in found:
        while number < len(kept) and kept[number][1] <= start:
            number += 1
        if number == len(kept) or kept[number][0] >= stop:
            apart.append((start, stop, form))
    return apart
