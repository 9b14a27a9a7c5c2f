"""The field table: all that a field of a record is, said once where the record is declared.

A record is a frozen dataclass each of whose fields is made by one of the functions here. Reading,
problems, the JSON Schema, the card, the exports and the documentation follow from that.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, Final, TypeVar, dataclass_transform

from hutong.model import TEXT
from hutong.register.kinds import RecordKind
from hutong.register.vocabulary import Vocabulary

_Record = TypeVar("_Record")
_FIELD: Final = "field"


class Shape(StrEnum):
    """What a value is."""

    WORDS = "words"
    """Words that readers see: plain, or a form for each variant or language."""
    PLAIN = "plain"
    """Signs that are the same in every edition: the number of a document, pages."""
    DATE = "date"
    CHOICE = "choice"
    REFERENCE = "reference"
    """A record, by its id or any of its names."""
    TERM = "term"
    """A place or subject of a taxonomy, by its id or any of its names."""
    ADDRESS = "address"
    FILE = "file"
    DIGEST = "digest"
    LANGUAGE = "language"
    FLAG = "flag"
    GROUP = "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field. ``label`` is a msgid of the catalogues, ``help`` tells editors what to write.

    ``many`` says that it is a list; ``words`` are what a choice chooses from, ``kind`` what a
    reference refers to, ``taxon`` the taxonomy of a term, ``group`` the record that a group is and
    ``short`` the one field of it that may stand for the whole: ``parties: [hkicm]``. Whoever starts
    a record is asked for what is ``needed`` or ``asked``.
    """

    name: str
    shape: Shape
    label: str
    help: str
    needed: bool = False
    many: bool = False
    words: Vocabulary = field(default_factory=dict)
    kind: RecordKind | None = None
    taxon: str = ""
    group: type | None = None
    short: str = ""
    asked: bool = False

    @property
    def key(self) -> str:
        """What it is called in the front matter: Python has ``for`` and ``from`` as words."""
        return self.name.rstrip("_")


@dataclass(frozen=True, slots=True)
class Words:
    """Words that readers see. ``forms`` are those that editors gave, by variant or language.

    ``text`` is in the variant of the record, until it was converted for an edition.
    """

    text: str = field(default="", metadata=TEXT)
    forms: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.text)

    def of(self, tag: str) -> str:
        """The words in one edition: as an editor gave them, or else as they are."""
        return self.forms.get(tag) or self.text


def _spec(shape: Shape, label: str, text: str, default: Any, **more: Any) -> Any:
    made = Field(name="", shape=shape, label=label, help=text, **more)
    return field(default=default, metadata={_FIELD: made})


def words(label: str, text: str, *, needed: bool = False) -> Any:
    """Words that are converted."""
    return _spec(Shape.WORDS, label, text, Words(), needed=needed)


def many_words(label: str, text: str) -> Any:
    """Several of them."""
    return _spec(Shape.WORDS, label, text, (), many=True)


def plain(label: str, text: str) -> Any:
    """Signs that are the same everywhere."""
    return _spec(Shape.PLAIN, label, text, "")


def other_names(label: str, text: str) -> Any:
    """Names as they are, in any script."""
    return _spec(Shape.PLAIN, label, text, (), many=True)


def vague_date(label: str, text: str, *, asked: bool = False) -> Any:
    """A date of :mod:`hutong.register.dates`."""
    return _spec(Shape.DATE, label, text, "", asked=asked)


def choice(
    label: str, text: str, vocabulary: Vocabulary, *, needed: bool = False, asked: bool = False
) -> Any:
    """A code of a vocabulary."""
    return _spec(Shape.CHOICE, label, text, "", words=vocabulary, needed=needed, asked=asked)


def reference(label: str, text: str, kind: RecordKind, *, needed: bool = False) -> Any:
    """A record."""
    return _spec(Shape.REFERENCE, label, text, "", kind=kind, needed=needed)


def references(label: str, text: str, kind: RecordKind, *, asked: bool = False) -> Any:
    """Several records."""
    return _spec(Shape.REFERENCE, label, text, (), kind=kind, many=True, asked=asked)


def term(label: str, text: str, taxon: str) -> Any:
    """A term of a taxonomy, which is named as :class:`hutong.taxonomy.Taxon` names it."""
    return _spec(Shape.TERM, label, text, "", taxon=taxon)


def terms(label: str, text: str, taxon: str) -> Any:
    """Several of them."""
    return _spec(Shape.TERM, label, text, (), taxon=taxon, many=True)


def address(label: str, text: str, *, asked: bool = False) -> Any:
    """A web address."""
    return _spec(Shape.ADDRESS, label, text, "", asked=asked)


def file(label: str, text: str) -> Any:
    """A file below ``content/files``."""
    return _spec(Shape.FILE, label, text, "")


def checksum(label: str, text: str) -> Any:
    """A SHA-256 in hex."""
    return _spec(Shape.DIGEST, label, text, "")


def language(label: str, text: str) -> Any:
    """A language tag."""
    return _spec(Shape.LANGUAGE, label, text, "")


def flag(label: str, text: str) -> Any:
    """Yes or no."""
    return _spec(Shape.FLAG, label, text, default=False)


def groups(label: str, text: str, group: type, *, short: str = "", asked: bool = False) -> Any:
    """Several records inside this one; where only ``short`` is said of one, it may stand alone."""
    return _spec(Shape.GROUP, label, text, (), group=group, many=True, short=short, asked=asked)


@dataclass_transform(
    frozen_default=True,
    kw_only_default=True,
    field_specifiers=(
        field, words, many_words, plain, other_names, vague_date, choice, reference, references,
        term, terms, address, file, checksum, language, flag, groups,
    ),
)  # fmt: skip
def record(cls: type[_Record]) -> type[_Record]:
    """A frozen dataclass with slots and keywords only."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


def fields_of(cls: type) -> tuple[Field, ...]:
    """The fields of a record that editors write, in the order of their declaration."""
    found = _FIELDS.get(cls)
    if found is None:
        found = _FIELDS[cls] = tuple(_fields(cls))
    return found


_FIELDS: Final[dict[type, tuple[Field, ...]]] = {}


def _fields(cls: Any) -> Iterator[Field]:
    yield from (
        dataclasses.replace(one.metadata[_FIELD], name=one.name)
        for one in dataclasses.fields(cls)
        if _FIELD in one.metadata
    )


def keys_of(fields: Iterable[Field]) -> tuple[str, ...]:
    """Their keys in the front matter."""
    return tuple(one.key for one in fields)


def values_of(
    record: Any, shapes: frozenset[Shape], at: str = ""
) -> Iterator[tuple[str, Field, Any]]:
    """Every value of these shapes that was given: its key path, its field, and itself."""
    for one in fields_holding(record.__class__, shapes):
        value = getattr(record, one.name)
        if not value:
            continue
        where = f"{at}.{one.key}" if at else one.key
        if one.shape is Shape.GROUP:
            for number, item in enumerate(value):
                yield from values_of(item, shapes, f"{where}.{number}")
        elif one.many:
            yield from ((f"{where}.{number}", one, item) for number, item in enumerate(value))
        else:
            yield where, one, value


@cache
def fields_holding(cls: Any, shapes: frozenset[Shape]) -> tuple[Field, ...]:
    """The fields of a record that are of these shapes, or groups that hold such."""
    return tuple(
        one
        for one in fields_of(cls)
        if one.shape in shapes or (one.group is not None and fields_holding(one.group, shapes))
    )
