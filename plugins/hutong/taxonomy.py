"""Sections, tags, sources and places: one path and, in every variant, one name for each.

Declared in ``content/sections.yaml``, ``tags.yaml``, ``sources.yaml`` and ``places.yaml``; a tag or
source that is only used takes its path from its folded name and its names from conversion.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from hutong.lined_yaml import Lined, load_yaml, unknown_keys
from hutong.model import SLUG, Problem

_NOT_IN_PATHS: Final = re.compile(r"[^\w-]+")
_KEYS: Final = ("id", "names", "aliases", "intro", "url")

Fold = Callable[[str], str]
"""Maps every spelling of a name, in either script, to one key."""


class Taxon(StrEnum):
    """What a term sorts; the value is its folder in addresses."""

    SECTION = "sections"
    TAG = "tags"
    SOURCE = "sources"
    PLACE = "places"


ARTICLE_TAXA: Final = (Taxon.SECTION, Taxon.TAG, Taxon.SOURCE)
"""What sorts articles; places are those of agreements, whose subjects are tags."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One section, tag, source or place. ``names`` and ``intro`` are keyed by variant tag."""

    taxon: Taxon
    id: str
    names: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    intro: Mapping[str, str] = field(default_factory=dict)
    url: str = ""

    @property
    def path(self) -> str:
        """The path of its list page below the edition."""
        return f"{self.taxon}/{self.id}/"


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All terms, found by id or by any spelling of any name."""

    fold: Fold
    terms: Mapping[tuple[Taxon, str], Term]
    keys: Mapping[tuple[Taxon, str], str]

    def find(self, taxon: Taxon, name: str) -> Term | None:
        """The term that ``name`` (an id, a name or an alias in any script) means."""
        term = self.terms.get((taxon, name))
        if term:
            return term
        key = self.keys.get((taxon, self.fold(name)))
        return self.terms[taxon, key] if key else None

    def of(self, taxon: Taxon) -> tuple[Term, ...]:
        """The terms of one kind, in the order of their file."""
        return tuple(term for (kind, _), term in self.terms.items() if kind is taxon)

    def near(self, taxon: Taxon, name: str) -> str:
        """The name or id that looks most like ``name``, or an empty string."""
        known = {self.fold(text): text for term in self.of(taxon) for text in _spellings(term)}
        close = difflib.get_close_matches(self.fold(name), known, 1, 0.5)
        return known[close[0]] if close else ""

    def plus(self, taxon: Taxon, names: Iterable[tuple[str, str]]) -> Taxonomy:
        """Also hold the names that are not declared; ``names`` are (name, variant tag) pairs."""
        terms, keys = dict(self.terms), dict(self.keys)
        for name, tag in sorted(names):
            key = self.fold(name)
            if (taxon, name) in terms or (taxon, key) in keys:
                continue
            new = Term(taxon=taxon, id=path_segment(key), names={tag: name})
            new = terms.setdefault((taxon, new.id), new)
            keys[taxon, key] = new.id
        return Taxonomy(self.fold, terms, keys)


def path_segment(key: str) -> str:
    """A folded name as one folder name: word characters and hyphens, never empty."""
    return _NOT_IN_PATHS.sub("-", key).strip("-_") or "x" + key.encode().hex()


def make_taxonomy(terms: Sequence[Term], fold: Fold) -> Taxonomy:
    """Index declared terms."""
    keys: dict[tuple[Taxon, str], str] = {}
    for term in terms:
        for text in _spellings(term):
            keys.setdefault((term.taxon, fold(text)), term.id)
    return Taxonomy(fold, {(term.taxon, term.id): term for term in terms}, keys)


def parse_terms(
    text: str, *, path: str, taxon: Taxon, tags: Sequence[str], fold: Fold
) -> tuple[tuple[Term, ...], tuple[Problem, ...]]:
    """Read one taxonomy file; ``tags`` are the variants of the site."""
    loaded = load_yaml(text, path=path)
    problems = list(loaded.problems)
    if loaded.problems or loaded.value is None:
        return (), tuple(problems)
    if not isinstance(loaded.value, list):
        what = "the file is no list"
        return (), (Problem(path, 1, what, "begin every entry with '- id: …'"),)
    terms: dict[str, Term] = {}
    claimed: dict[str, str] = {}
    for number, item in enumerate(loaded.value):
        faults = list(_faults(item, str(number), loaded, tags, path))
        problems += faults
        if faults:
            continue
        term = _term(item, taxon)
        line = loaded.line(str(number))
        if term.id in terms:
            what = f"id '{term.id}' is used twice"
            problems.append(Problem(path, line, what, "rename or merge one of them"))
        problems += _clashes(term, claimed, fold, path, line)
        terms[term.id] = term
    return tuple(terms.values()), tuple(problems)


def _faults(
    item: object, at: str, loaded: Lined, tags: Sequence[str], path: str
) -> Iterator[Problem]:
    line = loaded.line(at)
    if not isinstance(item, Mapping):
        yield Problem(path, line, "the entry is no mapping", "write 'id:' and 'names:' under it")
        return
    yield from unknown_keys(loaded, at, _KEYS, path)
    names = item.get("names")
    for good, key, what, mend in (
        (_is_id(item.get("id")), "id", f"bad id {item.get('id')!r}", "write it like 'gba-plan'"),
        (
            _is_texts(names) and any((names or {}).get(tag) for tag in tags),
            "names", "there is no name", f"give 'names:' with {' and '.join(tags)}",
        ),
        (_is_texts(item.get("intro", {})), "intro", "'intro' maps no variants to texts", "mend it"),
        (_is_names(item.get("aliases", [])), "aliases", "'aliases' is no list of names", "mend it"),
        (_is_address(item.get("url")), "url", "'url' is no web address", "begin it with https://"),
    ):  # fmt: skip
        if not good:
            yield Problem(path, loaded.line(f"{at}.{key}"), what, mend)


def _is_id(value: object) -> bool:
    return isinstance(value, str) and SLUG.fullmatch(value) is not None


def _is_names(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(name, str) for name in value)


def _is_address(value: object) -> bool:
    return not value or str(value).startswith(("http://", "https://"))


def _is_texts(value: object) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(key, str) and isinstance(text, str) for key, text in value.items()
    )


def _term(item: Mapping[str, Any], taxon: Taxon) -> Term:
    return Term(
        taxon=taxon,
        id=item["id"],
        names=dict(item["names"]),
        aliases=tuple(item.get("aliases", ())),
        intro=dict(item.get("intro", {})),
        url=item.get("url") or "",
    )


def _clashes(
    term: Term, claimed: dict[str, str], fold: Fold, path: str, line: int
) -> Iterable[Problem]:
    for key in sorted({fold(text) for text in _spellings(term)}):
        owner = claimed.setdefault(key, term.id)
        if owner != term.id:
            what = f"'{key}' of '{term.id}' already belongs to '{owner}'"
            yield Problem(path, line, what, "give each name to one entry only")


def _spellings(term: Term) -> tuple[str, ...]:
    return (term.id, *term.names.values(), *term.aliases)
