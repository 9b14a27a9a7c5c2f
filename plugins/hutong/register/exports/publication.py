"""Records as the open data shows them: every field, with its words in every script and language.

The field tables say all of it; nothing here knows a field by name.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from hutong.register.exports.dataset import Dataset, Entry
from hutong.register.kinds import NAMED, RecordKind
from hutong.register.records import RECORDS, title_of
from hutong.register.table import Field, Shape, Words, fields_of

Json = dict[str, Any]
"""An object as it is in the data; its keys are the fields of the field tables."""
ENGLISH: Final = "en"
FIXED: Final = ("id", "uri", "urls", "origin", "approved", "prose", "articles")
"""Keys of a record that no field table has."""

_Convert = Callable[[Sequence[Any]], Any]
"""Makes one value of the data from the same value of each form."""


def term_table(field: Field) -> str:
    """Which terms a field names: a record has one place and many subjects."""
    return "subjects" if field.many else "places"


class Publication:
    """A dataset with its records as the data shows them, each made once."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset: Final = dataset
        self.tags: Final = dataset.tags
        self._others: set[str] = set()
        self._references: dict[RecordKind, dict[str, Json]] = {}
        self._plans: dict[type, tuple[tuple[str, str, _Convert], ...]] = {}

    @functools.cached_property
    def records(self) -> Mapping[RecordKind, Sequence[Json]]:
        """All records by kind, sorted by id."""
        entries = self.dataset.records
        return {kind: [self.record(one) for one in entries.get(kind, ())] for kind in RecordKind}

    @functools.cached_property
    def languages(self) -> tuple[str, ...]:
        """The tags of the editions, English, and every other language that something is in."""
        named = [names for table in self.dataset.terms.values() for names in table.values()]
        of_terms = {tag for names in named for tag in names}
        others = (of_terms | self._others if self.records else of_terms) - {*self.tags, ENGLISH}
        return (*self.tags, ENGLISH, *sorted(others))

    def record(self, entry: Entry) -> Json:
        """A record; each field is there, with null or an empty list for what is not known."""
        first = entry.record
        kind, id_ = first.kind, first.id
        prose = {tag: html for tag in self.tags if (html := entry.prose.get(tag))}
        return {
            "id": id_,
            "uri": self.dataset.uri(kind, id_),
            "urls": self.dataset.urls(kind, id_),
            "origin": first.origin,
            **({"approved": list(entry.approved)} if kind in NAMED else {}),
            **self._group(RECORDS[kind], [entry.forms[tag] for tag in self.tags]),
            "prose": prose or None,
            "articles": [
                {
                    "id": one.id,
                    "date": one.date,
                    "titles": dict(one.titles),
                    "urls": dict(one.urls),
                }
                for one in entry.articles
            ],
        }

    def _group(self, cls: type, forms: Sequence[Any]) -> Json:
        plan = self._plans.get(cls)
        if plan is None:
            plan = self._plans[cls] = tuple(
                (field.key, field.name, self._converter(field)) for field in fields_of(cls)
            )
        return {key: convert([getattr(one, name) for one in forms]) for key, name, convert in plan}

    def _converter(self, field: Field) -> _Convert:
        one = self._single(field)
        if not field.many:
            return one
        return lambda values: [one(some) for some in zip(*values, strict=True)]

    def _single(self, field: Field) -> _Convert:
        if field.group is not None:
            return functools.partial(self._group, field.group)
        if field.kind is not None:
            return functools.partial(self._reference, self._references_to(field.kind), field.kind)
        if field.shape is Shape.TERM:
            known = self.dataset.terms.get(term_table(field), {})
            return functools.partial(self._term, {id_: dict(one) for id_, one in known.items()})
        simple: dict[Shape, _Convert] = {
            Shape.WORDS: self._words,
            Shape.FILE: lambda values: self.dataset.root + values[0] if values[0] else None,
            Shape.FLAG: lambda values: values[0],
        }
        return simple.get(field.shape, lambda values: values[0] or None)

    def _words(self, values: Sequence[Words]) -> dict[str, str] | None:
        first = values[0]
        if not first.text:
            return None
        found = {tag: one.of(tag) for tag, one in zip(self.tags, values, strict=True)}
        for tag, text in first.forms.items():
            if tag not in found:
                found[tag] = text
                self._others.add(tag)
        return found

    def _reference(
        self, known: Mapping[str, Json], kind: RecordKind, values: Sequence[str]
    ) -> Json | None:
        id_ = values[0]
        if not id_:
            return None
        return known.get(id_) or self._referred(kind, id_, {}, ())

    def _term(self, known: Mapping[str, Mapping[str, str]], values: Sequence[str]) -> Json | None:
        id_ = values[0]
        return {"id": id_, "names": known.get(id_, {})} if id_ else None

    def _references_to(self, kind: RecordKind) -> dict[str, Json]:
        """What stands for each record of a kind where others name it."""
        found = self._references.get(kind)
        if found is None:
            found = self._references[kind] = {
                one.record.id: self._brief(one) for one in self.dataset.records.get(kind, ())
            }
        return found

    def _brief(self, entry: Entry) -> Json:
        names = self._words([title_of(entry.forms[tag]) for tag in self.tags]) or {}
        return self._referred(entry.record.kind, entry.record.id, names, entry.approved)

    def _referred(
        self, kind: RecordKind, id_: str, names: Mapping[str, str], approved: Sequence[str]
    ) -> Json:
        brief: Json = {"id": id_, "uri": self.dataset.uri(kind, id_), "names": names}
        return brief | {"approved": list(approved)} if kind in NAMED else brief
