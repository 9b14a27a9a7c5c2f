"""A record with its prose, in one variant: what an edition shows of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, ClassVar, Final, TypeVar

from hutong.model import HTML, GlossaryTerm, Html, Provenance
from hutong.register.kinds import RecordKind
from hutong.register.records import Record
from hutong.register.table import Field, Shape, Words, fields_of

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

    return _changed(record, (Shape.REFERENCE, Shape.TERM), change)


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
    for name, one in _plan(record.__class__, _WORDS):
        value = getattr(record, name)
        for item in value if one.many else (value,):
            if one.shape is not Shape.GROUP:
                if _open(item, tag):
                    return False
            elif not is_settled(item, tag):
                return False
    return True


def files_of(record: Any) -> Iterator[str]:
    """The files of this site that a record names."""
    for name, one in _plan(record.__class__, (Shape.FILE,)):
        value = getattr(record, name)
        for item in value if one.many else filter(None, (value,)):
            if one.shape is Shape.GROUP:
                yield from files_of(item)
            else:
                yield item


_WORDS: Final = (Shape.WORDS,)
_NOTHING: Final = ("", (), Words())


def _open(words: Words, tag: str) -> bool:
    """Whether there are words, and none of them given in ``tag``."""
    return bool(words.text) and tag not in words.forms


def _blank(words: Words) -> Words:
    return Words("", words.forms)


def _changed(
    record: _Record, shapes: tuple[Shape, ...], change: Callable[[Field, Any], Any]
) -> _Record:
    """The record with every value of these shapes changed, those of its groups too."""
    fresh: dict[str, Any] = {}
    for name, one in _plan(_class_of(record), shapes):
        value = getattr(record, name)
        if value in _NOTHING:  # blank words are something: their forms
            continue
        if one.many:
            made = tuple([_one(one, item, shapes, change) for item in value])
        else:
            made = _one(one, value, shapes, change)
        if made != value:
            fresh[name] = made
    return dataclasses.replace(record, **fresh) if fresh else record  # type: ignore[type-var]


def _class_of(record: Any) -> Any:
    return record.__class__


def _one(
    one: Field, value: Any, shapes: tuple[Shape, ...], change: Callable[[Field, Any], Any]
) -> Any:
    return _changed(value, shapes, change) if one.shape is Shape.GROUP else change(one, value)


@cache
def _plan(cls: Any, shapes: tuple[Shape, ...]) -> tuple[tuple[str, Field], ...]:
    """The fields of a record that are of these shapes, or groups that hold such."""
    return tuple((one.name, one) for one in fields_of(cls) if _holds(one, shapes))


def _holds(one: Field, shapes: tuple[Shape, ...]) -> bool:
    if one.shape is Shape.GROUP and one.group is not None:
        return bool(_plan(one.group, shapes))
    return one.shape in shapes
