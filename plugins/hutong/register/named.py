"""What a record names and is not there: records, places, subjects, files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from hutong.model import Problem
from hutong.register.around import Around, Read
from hutong.register.kinds import SINGULAR, RecordKind
from hutong.register.records import Agreement
from hutong.register.table import Shape, values_of

_REFERENCES: Final = frozenset({Shape.REFERENCE})
_TERMS: Final = frozenset({Shape.TERM})
_FILES: Final = frozenset({Shape.FILE})


def check_named(read: Read, around: Around) -> Iterator[Problem]:
    """A problem for each thing that is named and is not there, or is another."""
    yield from _references(read, around)
    yield from _terms(read, around)
    yield from _twice(read, around)
    yield from _files(read, around)
    yield from _checksums(read, around)


def _references(read: Read, around: Around) -> Iterator[Problem]:
    for at, field, value in values_of(read.record, _REFERENCES):
        kind = field.kind
        if kind is None:
            continue
        found = around.register.find(kind, value)
        if not found and not around.may_be_broken(kind, value):
            what = f"unknown {SINGULAR[kind]} '{value}'"
            yield read.problem(at, what, around.register.mend(kind, value))
        elif found and kind is read.record.kind and found.id == read.record.id:
            yield read.problem(at, f"'{at}' is the record itself", "name another one")


def _terms(read: Read, around: Around) -> Iterator[Problem]:
    for at, field, value in values_of(read.record, _TERMS):
        if not around.has_term(field.taxon, value):
            what = f"'{value}' is not in content/{field.taxon}.yaml"
            yield read.problem(at, what, around.mend_term(field.taxon, value))


def _twice(read: Read, around: Around) -> Iterator[Problem]:
    """What a list names again, whichever name it uses."""
    seen: set[tuple[str, str]] = set()
    for at, field, value in values_of(read.record, _REFERENCES | _TERMS):
        found = around.register.find(field.kind, value) if field.kind else None
        key = (at.rpartition(".")[0], found.id if found else around.register.fold(value))
        if field.many and key in seen:
            yield read.warning(at, f"'{value}' is named twice", "keep one of them")
        seen.add(key)
    related = read.record.related if isinstance(read.record, Agreement) else ()
    ties: set[tuple[str, str]] = set()
    for number, one in enumerate(related):
        other = around.register.find(RecordKind.AGREEMENT, one.id)
        tie = (other.id if other else one.id, one.relation)
        if tie in ties:
            yield read.warning(
                f"related.{number}", f"'{one.id}' is named twice", "keep one of them"
            )
        ties.add(tie)


def _files(read: Read, around: Around) -> Iterator[Problem]:
    for at, _, value in values_of(read.record, _FILES):
        if value not in around.files:
            what = f"content/{value} does not exist"
            yield read.problem(at, what, "mend the path, or put the file there")


def _checksums(read: Read, around: Around) -> Iterator[Problem]:
    """Files that are not those whose SHA-256 was written down."""
    record = read.record
    for number, text in enumerate(record.texts if isinstance(record, Agreement) else ()):
        if text.file in around.files and text.sha256:
            found = around.sha256(text.file)
            if found != text.sha256:
                what = f"content/{text.file} has the SHA-256 {found}"
                mend = "write that, if it is the right file"
                yield read.problem(f"texts.{number}.sha256", what, mend)
