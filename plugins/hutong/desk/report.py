"""Tell people on the terminal what a run found and did."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from hutong.errors import ContentError, HutongError
from hutong.model import Note, Problem, Severity

if TYPE_CHECKING:
    from hutong.build.site import BuildReport

_AROUND: Final = 6
"""Characters on each side of a noted place."""


def print_build(report: BuildReport) -> None:
    """Warnings to standard error, then one closing line to standard output."""
    summary = report.summary
    print_problems(summary.warnings)
    made, found = report.conversions
    print(f"{summary.unpublished} texts not public now")
    print(f"{made} conversions made, {found} taken from an earlier build")
    print(
        f"{summary.articles} articles in {summary.editions} editions: {len(report.written)} files"
        f" written, {report.unchanged} unchanged, {len(report.removed)} removed"
        f" in {report.seconds:.1f} s"
    )


def print_reasons(report: BuildReport) -> None:
    """Why each file was made, one line a file, and what was removed."""
    for path, reason in report.reasons.items():
        print(f"{path}: {reason}")
    for path in report.removed:
        print(f"{path}: removed")


def print_timings(report: BuildReport) -> None:
    """How long each part of the build took, in seconds."""
    for name, seconds in report.timings.items():
        print(f"{seconds:8.3f} s  {name}")


def print_check(warnings: Iterable[Problem], notes: Iterable[Note]) -> None:
    """Warnings and notes of a check that found no error."""
    for note in notes:
        if not note.decided:
            print(_note(note), file=sys.stderr)
    print_problems(warnings)
    print("no errors")


def _note(note: Note) -> str:
    """One line: the place with a few characters around it, what it became, what else it could."""
    start, stop = note.at, note.at + len(note.before)
    around = note.sentence[max(0, start - _AROUND) : start], note.sentence[stop : stop + _AROUND]
    others = " or ".join(choice for choice in note.choices if choice != note.after)
    return (
        f"{note.path}:{note.line}: note: {around[0]}[{note.before}]{around[1]} → {note.after}"
        f"{f', not {others}' if others else ''}? ({note.rule}, {note.confidence:.0%} sure)"
    )


def print_error(error: HutongError) -> None:
    """What stopped a run, to standard error, without a traceback."""
    if isinstance(error, ContentError):
        print_problems(error.problems)
        errors = sum(problem.severity is Severity.ERROR for problem in error.problems)
        print(f"{errors} problems; nothing was changed", file=sys.stderr)
    else:
        print(f"hutong: {error}", file=sys.stderr)


def print_problems(problems: Iterable[Problem]) -> None:
    """One line a problem, sorted by place, to standard error."""
    for problem in sorted(problems):
        print(problem, file=sys.stderr)
