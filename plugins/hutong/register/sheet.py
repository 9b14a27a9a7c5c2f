"""A record with its prose, in one variant: what an edition shows of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final, TypeVar

from hutong.model import HTML, GlossaryTerm, Html, Provenance
from hutong.register.kinds import RecordKind
from hutong.register.records import Record
from hutong.register.table import Field, Shape, Words, fields_holding, values_of

_Record = TypeVar("_Record")
Find = Callable[[RecordKind, str], str]
"""The id of the record of a kind that a name means; empty if there is none."""
FindTerm = Callable[[str, str], str]
"""The id of the term of a taxonomy (``places``, ``tags``) that a name means; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A record and the text below its fields, in one variant.

    ``links`` and ``assets`` are those of the text, as a document has them. The last two say, as
    for documents, which terms hold: those of the whole site alone.
    """

    record: Record
    path: str
    variant: str
    provenance: Provenance = Provenance.ORIGINAL
    prose: Html = field(default=Html(""), metadata=HTML)
    links: tuple[tuple[str, int], ...] = ()
    assets: tuple[str, ...] = ()
    topics: ClassVar[tuple[str, ...]] = ()
    terms: ClassVar[tuple[GlossaryTerm, ...]] = ()


def resolved(record: Record, find: Find, find_term: FindTerm) -> Record:
    """The record with ids where it has names of others; what nothing answers to stays."""

    def change(one: Field, value: Any) -> Any:
        if one.shape is Shape.REFERENCE and one.kind is not None:
            return find(one.kind, value) or value
        return find_term(one.taxon, value) or value

    return _changed(record, _NAMES, change)


def unsettled(record: Record, tag: str) -> Record:
    """The record with no words where an editor gave them in ``tag``: nothing to convert there."""
    return _changed(record, _WORDS, lambda _, words: words if _open(words, tag) else _blank(words))


def settled(record: Record, tag: str) -> Record:
    """The record with the words that editors gave in ``tag``, wherever they did."""

    def change(_: Field, words: Words) -> Words:
        return words if _open(words, tag) else Words(words.forms[tag], words.forms)

    return _changed(record, _WORDS, change)


def is_settled(record: Any, tag: str) -> bool:
    """Whether editors gave all words of a record in ``tag``."""
    for one in fields_holding(record.__class__, _WORDS):
        value = getattr(record, one.name)
        for item in value if one.many else (value,):
            if one.shape is not Shape.GROUP:
                if _open(item, tag):
                    return False
            elif not is_settled(item, tag):
                return False
    return True


def files_of(record: Any) -> Iterator[str]:
    """The files of this site that a record names."""
    return (value for _, _, value in values_of(record, _FILES))


_FILES: Final = frozenset({Shape.FILE})
_WORDS: Final = frozenset({Shape.WORDS})
_NAMES: Final = frozenset({Shape.REFERENCE, Shape.TERM})
_NOTHING: Final = ("", (), Words())


def _open(words: Words, tag: str) -> bool:
    """Whether there are words, and none of them given in ``tag``."""
    return bool(words.text) and tag not in words.forms


def _blank(words: Words) -> Words:
    return Words("", words.forms)


def _changed(
    record: _Record, shapes: frozenset[Shape], change: Callable[[Field, Any], Any]
) -> _Record:
    """The record with every value of these shapes changed, those of its groups too."""
    fresh: dict[str, Any] = {}
    cls: Any = record.__class__
    for one in fields_holding(cls, shapes):
        value = getattr(record, one.name)
        if value in _NOTHING:  # blank words are something: their forms
            continue
        if one.many:
            made = tuple([_one(one, item, shapes, change) for item in value])
        else:
            made = _one(one, value, shapes, change)
        if made != value:
            fresh[one.name] = made
    return dataclasses.replace(record, **fresh) if fresh else record  # type: ignore[type-var]


def _one(
    one: Field, value: Any, shapes: frozenset[Shape], change: Callable[[Field, Any], Any]
) -> Any:
    return _changed(value, shapes, change) if one.shape is Shape.GROUP else change(one, value)
