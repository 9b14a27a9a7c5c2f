"""The terms that hold for one text: of the site, of its topics, of the page itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from html import escape, unescape
from typing import Final

from hutong.model import GlossaryTerm
from hutong.variants.finder import WordFinder
from hutong.variants.lexicon import Pairs
from hutong.variants.tags import Tag, forms_of, nearest

_TAG: Final = re.compile(r"<[^>]*>")
_VALUE: Final = re.compile(r"""=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+)""")
_FEW: Final = 12
"""So many forms are looked for one by one: sooner done than a finder is made."""


def pairs_of(terms: Iterable[GlossaryTerm], source: Tag, target: Tag) -> Pairs:
    """Terms as (from, to) for one direction: every form of the source script leads there."""
    pairs: dict[str, str] = {}
    for term in terms:
        form = nearest(term.names, target)
        if form:
            for before in forms_of(term.names, source):
                pairs.setdefault(before, form)
    return tuple(pairs.items())


def as_html(fields: Iterable[tuple[str, str]]) -> str:
    """The human fields of a document as one piece of HTML, for :meth:`TermIndex.found_in`."""
    return "\n".join(
        [
            escape(text, quote=False) if kind == "text" and ("<" in text or "&" in text) else text
            for kind, text in fields
        ]
    )


def as_read(html: str) -> str:
    """All that readers of a piece of HTML could meet as words: its text, and its attributes."""
    if "<" in html:
        html = "\n".join((_TAG.sub("", html), *_VALUE.findall(html)))
    return unescape(html)


class TermIndex:
    """Finds the terms that a text can meet, among thousands, without trying each."""

    def __init__(self, terms: Sequence[GlossaryTerm]) -> None:
        self._terms = tuple(terms)
        self._told: dict[int, str] = {}

    @cached_property
    def _forms(self) -> list[tuple[str, int]]:
        return [
            (form, number)
            for number, term in enumerate(self._terms)
            for form in dict.fromkeys(term.names.values())
        ]

    @cached_property
    def _finder(self) -> WordFinder[int]:
        return WordFinder(self._forms)

    def found_in(self, html: str) -> tuple[GlossaryTerm, ...]:
        """Every term that ``html`` may hold a form of, in the order of the terms.

        Tags and markup may part a form: readers, and the engine, meet it whole.
        """
        return tuple(self._terms[number] for number in self._numbers_in(as_read(html)))

    def told_in(self, text: str) -> list[str]:
        """The terms that a text as it is read may hold a form of, each by all of its forms.

        That is what a conversion depends on.
        """
        return [self._tell(number) for number in self._numbers_in(text)]

    def _numbers_in(self, text: str) -> list[int]:
        if not self._terms:
            return []
        if "-{" in text:
            return sorted(self._with_signs(set(text)))
        if len(self._forms) <= _FEW:
            return sorted({number for form, number in self._forms if form in text})
        return sorted(self._finder.owners_in(text))

    def _tell(self, number: int) -> str:
        if number not in self._told:
            self._told[number] = repr(sorted(self._terms[number].names.items()))
        return self._told[number]

    def _with_signs(self, signs: set[str]) -> set[int]:
        """Where markup may bring any characters of the text together."""
        return {number for form, number in self._forms if signs.issuperset(form)}
