"""The terms that hold for one text: of the site, of its topics, of the page itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from html import unescape
from itertools import pairwise
from typing import Final

from hutong.model import GlossaryTerm
from hutong.variants.lexicon import Pairs
from hutong.variants.tags import Tag, forms_of, nearest

_TAG: Final = re.compile(r"<[^>]*>")
_KEY: Final = 2
"""Forms are looked up by so many first characters."""


def pairs_of(terms: Iterable[GlossaryTerm], source: Tag, target: Tag) -> Pairs:
    """Terms as (from, to) for one direction: every form of the source script leads there."""
    pairs: dict[str, str] = {}
    for term in terms:
        form = nearest(term.names, target)
        if form:
            for before in forms_of(term.names, source):
                pairs.setdefault(before, form)
    return tuple(pairs.items())


class TermIndex:
    """Finds the terms that a text can meet, among thousands, without trying each."""

    __slots__ = ("_by_head", "_terms")

    def __init__(self, terms: Sequence[GlossaryTerm]) -> None:
        self._terms = tuple(terms)
        by_head: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for number, term in enumerate(self._terms):
            for form in set(term.names.values()):
                by_head[form[:_KEY]].append((form, number))
        self._by_head = dict(by_head)

    def found_in(self, html: str) -> tuple[GlossaryTerm, ...]:
        """Every term that ``html`` may hold a form of, in the order of the terms.

        Tags and markup may part a form: readers, and the engine, meet it whole.
        """
        text = unescape(_TAG.sub("", html))
        found = self._with_signs(set(text)) if "-{" in text else self._written(text)
        return tuple(self._terms[number] for number in sorted(found))

    def _written(self, text: str) -> set[int]:
        heads = set(map("".join, pairwise(text))) | set(text)
        return {
            number
            for head in heads & self._by_head.keys()
            for form, number in self._by_head[head]
            if form in text
        }

    def _with_signs(self, signs: set[str]) -> set[int]:
        """Where markup may bring any characters of the text together."""
        return {
            number
            for head, forms in self._by_head.items()
            if signs.issuperset(head)
            for form, number in forms
            if signs.issuperset(form)
        }
