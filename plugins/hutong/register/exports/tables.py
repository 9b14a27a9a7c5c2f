"""The tables of the open data: their columns and keys, from the field tables.

A record is a row of the table of its kind; whatever it may have many of is a table beside that,
whose rows name the record they belong to and count from 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from hutong.register.exports.publication import term_table
from hutong.register.kinds import NAMED, SINGULAR, RecordKind
from hutong.register.records import RECORDS
from hutong.register.schema import PATTERNS
from hutong.register.table import Field, Shape, fields_of

POSITION: Final = "position"
TERMS: Final = ("places", "subjects")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: ``type`` is a type of Table Schema, ``enum`` all that may stand in it."""

    name: str
    help: str
    title: str = ""
    type: str = "string"
    required: bool = False
    enum: tuple[str, ...] = ()
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Foreign:
    """Columns whose values are keys of another table."""

    columns: tuple[str, ...]
    table: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table. ``path`` are the keys that lead from a record to the rows, none for itself.

    ``fields`` are those of which each row has a value; ``scalar`` says that the row is the value.
    """

    name: str
    help: str
    kind: RecordKind
    keys: tuple[Column, ...]
    fields: tuple[Field, ...] = ()
    path: tuple[str, ...] = ()
    scalar: bool = False
    foreign: tuple[Foreign, ...] = ()

    @property
    def primary(self) -> tuple[str, ...]:
        """The columns of its primary key."""
        return tuple(one.name for one in self.keys)


def tables() -> Iterator[Table]:
    """Every table of records, with those of a kind after its own; articles come last."""
    for kind, cls in RECORDS.items():
        single = tuple(field for field in fields_of(cls) if not field.many)
        keys = (Column(name="id", help="what it is called in all data", required=True),)
        yield Table(name=str(kind), help=str(cls.__doc__), kind=kind, keys=keys, fields=single,
                    foreign=tuple(_foreign(single, str(kind))))  # fmt: skip
        yield from _children(cls, kind, (), ())
        yield Table(name=f"{kind}-articles", help="News that name it.", kind=kind,
                    keys=_keys(kind, ()), path=("articles",),
                    foreign=(_to_record(kind),))  # fmt: skip


def _children(
    cls: type, kind: RecordKind, path: tuple[str, ...], above: tuple[Foreign, ...]
) -> Iterator[Table]:
    """The tables of what a record or group may have many of."""
    for field in fields_of(cls):
        if not field.many:
            continue
        group = field.group
        fields = tuple(one for one in fields_of(group) if not one.many) if group else (field,)
        name = "-".join((str(kind), *path, field.key)).replace("_", "-")
        parents = (_to_record(kind), *above)
        yield Table(
            name=name,
            help=f"{field.label}: {field.help}.",
            kind=kind,
            keys=_keys(kind, path),
            fields=fields,
            path=(*path, field.key),
            scalar=group is None,
            foreign=(*parents, *_foreign(fields, name)),
        )
        if group is not None:
            own = _keys(kind, (*path, field.key))[:-1]
            theirs = tuple(one.name for one in _keys(kind, path))
            link = Foreign(tuple(one.name for one in own), name, theirs)
            yield from _children(group, kind, (*path, field.key), (link,))


def _keys(kind: RecordKind, path: Sequence[str]) -> tuple[Column, ...]:
    """The key of a row: its record, the positions of what it lies in, and its own."""
    record = Column(name=_owner(kind), help="the record that this belongs to", required=True)
    places = (*(f"{key}_{POSITION}" for key in path), POSITION)
    helps = (*(f"which of its {key} this belongs to" for key in path), "as which it comes, from 1")
    return (
        record,
        *(
            Column(name=name, help=text, type="integer", required=True)
            for name, text in zip(places, helps, strict=True)
        ),
    )


def _owner(kind: RecordKind) -> str:
    return f"{SINGULAR[kind]}_id"


def _to_record(kind: RecordKind) -> Foreign:
    return Foreign((_owner(kind),), str(kind), ("id",))


def _foreign(fields: Sequence[Field], own: str) -> Iterator[Foreign]:
    """References of fields; a table refers to itself by no name."""
    for field in fields:
        table = str(field.kind) if field.kind else term_table(field)
        if field.shape in {Shape.REFERENCE, Shape.TERM}:
            yield Foreign((column_name(field),), "" if table == own else table, ("id",))


def column_name(field: Field) -> str:
    """What the column of a field is called; that of one of many says what it holds."""
    if not field.many:
        return field.key
    if field.kind:
        return SINGULAR[field.kind]
    return {Shape.TERM: term_table(field)[:-1], Shape.WORDS: "text"}.get(field.shape, "value")


def columns_of(table: Table, tags: Sequence[str], languages: Sequence[str]) -> tuple[Column, ...]:
    """All columns of a table; words have one for each of ``languages``, ``tags`` among them."""
    found = [*table.keys]
    if not table.path:
        found.append(Column(name="uri", help="what identifies it on the web", required=True))
        found += [_by_tag("url", tag, "its page") for tag in tags]
        found.append(Column(name="origin", help="the edition it was written for", enum=(*tags,)))
        if table.kind in NAMED:
            found += [_by_tag("approved", tag, "whether its name was given", "boolean")
                      for tag in tags]  # fmt: skip
    if table.path == ("articles",):
        found.append(Column(name="article", help="what the news are called", required=True))
        found.append(Column(name="date", help="the day on which they appeared"))
        found += [_by_tag("title", tag, "their title") for tag in tags]
        found += [_by_tag("url", tag, "their page") for tag in tags]
    for field in table.fields:
        found += _columns(field, tags, languages)
    return tuple(found)


def _by_tag(name: str, tag: str, text: str, type_: str = "string") -> Column:
    return Column(name=f"{name}_{tag}", help=f"{text} in the edition {tag}", type=type_)


def _columns(field: Field, tags: Sequence[str], languages: Sequence[str]) -> Iterator[Column]:
    name, needed = column_name(field), field.needed or field.many
    if field.shape is Shape.WORDS:
        for tag in languages:
            yield Column(name=f"{name}_{tag}", title=field.label, help=f"{field.help} ({tag})",
                         required=needed and tag in tags)  # fmt: skip
        return
    yield Column(
        name=name,
        title=field.label,
        help=field.help,
        type="boolean" if field.shape is Shape.FLAG else "string",
        required=needed,
        enum=tuple(field.words),
        pattern=pattern_of(field),
    )


def pattern_of(field: Field) -> str:
    """What the values of a field look like in the data, where files have their address."""
    return PATTERNS[Shape.ADDRESS] if field.shape is Shape.FILE else PATTERNS.get(field.shape, "")


def term_columns(languages: Sequence[str]) -> tuple[Column, ...]:
    """The columns of the tables of places and subjects."""
    names = (Column(name=f"name_{tag}", help=f"its name ({tag})") for tag in languages)
    return (Column(name="id", help="what it is called in all data", required=True), *names)
