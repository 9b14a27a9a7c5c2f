"""Resolves ``-{…}-`` in a text for one target: what is shown, what is converted, what is a rule.

https://www.mediawiki.org/wiki/Writing_systems/Syntax is the model; ``rules.py`` reads one rule,
``rulebook.py`` keeps those in force, and here they are taken in the order of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from hutong.markup import BRACE, find_markup
from hutong.variants.rulebook import RuleBook
from hutong.variants.rules import Rule, Shows, read_rule
from hutong.variants.tags import Tag
from hutong.variants.tokens import balanced, pieces_of, without_tags

__all__ = ["DEPTH", "Piece", "Rule", "RuleBook", "read_rule", "resolve"]

DEPTH: Final = 10
"""Braces nested deeper than this are text, as in MediaWiki; so no text can exhaust the stack."""

_OPEN, _CLOSE = "\ufdd6", "\ufdd7"
"""Mark, inside an outer rule, what an inner one leaves to be converted."""
_MARKED: Final = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}")
_MARKS: Final = str.maketrans("", "", _OPEN + _CLOSE)


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a text: to be converted, or (``fixed``) to be shown as it is."""

    text: str
    fixed: bool


def resolve(text: str, book: RuleBook, *, html: bool = False) -> Iterator[Piece]:
    """Yield ``text`` in pieces, its markup resolved; one never closed is plain text.

    A rule reaches the book when its own piece is asked for, so that it speaks from there on. In
    ``html`` the text is escaped, and rules may hold tags.
    """
    reading = _Reading(text, book, html)
    at = 0
    for start, stop in find_markup(text).closed:
        if start > at:
            yield Piece(text[at:start], fixed=False)
        yield from reading.outermost(start, stop)
        at = stop
    if at < len(text):
        yield Piece(text[at:], fixed=False)


class _Reading:
    """Reads the rules of one text from the inside out, without recursion."""

    def __init__(self, text: str, book: RuleBook, html: bool) -> None:  # noqa: FBT001  (private)
        self._text = text
        self._book = book
        self._html = html
        self._marks = _OPEN not in text and _CLOSE not in text

    def outermost(self, start: int, stop: int) -> Iterator[Piece]:
        """The pieces that one outermost ``-{…}-`` comes to."""
        levels: list[list[str]] = []
        too_deep = 0
        at = start
        for match in BRACE.finditer(self._text, start, stop):
            opens = match[0] == "-{"
            if too_deep or (opens and len(levels) == DEPTH):
                too_deep += 1 if opens else -1
                continue
            if levels:
                levels[-1].append(self._text[at : match.start()])
            at = match.end()
            if opens:
                levels.append([])
                continue
            shown = self._apply("".join(levels.pop()))
            if not levels:
                return self._pieces(shown)
            levels[-1].append(shown.text if shown.fixed else self._marked(shown.text))
        raise AssertionError("outermost markup is always closed")

    def _apply(self, body: str) -> Piece:
        rule = read_rule(body)
        # A rule or a title is made of words: no part of it can be left to be converted.
        words = read_rule(body.translate(_MARKS)) if self._marks and _OPEN in body else rule
        self._book.change(words, html=self._html)
        self._book.retitle(words, html=self._html)
        return _shown(rule, self._book.target)

    def _marked(self, text: str) -> str:
        return f"{_OPEN}{text.translate(_MARKS)}{_CLOSE}" if self._marks else text

    def _pieces(self, shown: Piece) -> Iterator[Piece]:
        text = shown.text
        if self._html and "<" in text and not balanced(text):
            text = without_tags(text)
        if not shown.fixed:
            yield from self._converted(text.translate(_MARKS) if self._marks else text)
            return
        parts = _MARKED.split(text) if self._marks else [text]
        for number, part in enumerate(parts):
            if number % 2:
                yield from self._converted(part)
            elif part:
                yield Piece(part, fixed=True)

    def _converted(self, text: str) -> Iterator[Piece]:
        if not self._html or "<" not in text:
            yield Piece(text, fixed=False)
            return
        for piece, raw in pieces_of(text):
            yield Piece(piece, fixed=raw)


def _shown(rule: Rule, target: Tag) -> Piece:
    if rule.shows is Shows.FORM:
        form = rule.form(target)
        return Piece(rule.any_form(), fixed=False) if form is None else Piece(form, fixed=True)
    if rule.shows is Shows.TEXT:
        return Piece(rule.text, fixed=not rule.limits & set(target.chain))
    if rule.shows is Shows.NAME:
        return Piece(rule.name(), fixed=True)
    if rule.shows is Shows.DESCRIPTION:
        return Piece(rule.description(), fixed=True)
    return Piece("", fixed=True)
