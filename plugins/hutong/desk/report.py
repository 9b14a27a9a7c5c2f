"""Tell people on the terminal what a run found and did."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Final

from hutong.build.site import BuildReport
from hutong.errors import ContentError, HutongError
from hutong.model import Note, Problem, Severity

_AROUND: Final = 6
"""Characters on each side of a noted place."""


def print_build(report: BuildReport) -> None:
    """Warnings to standard error, then one closing line to standard output."""
    print_problems(report.warnings)
    tree = report.tree
    made, found = report.conversions
    print(f"{len(report.unpublished)} texts not public now")
    print(f"{made} conversions made, {found} taken from an earlier build")
    print(
        f"{report.articles} articles in {report.editions} editions: {len(tree.written)} files"
        f" written, {len(tree.unchanged)} unchanged, {len(tree.removed)} removed"
        f" in {report.seconds:.1f} s"
    )


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
