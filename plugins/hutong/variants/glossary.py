"""Glossary tables (TSV) → terms, and all that is wrong with them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from typing import Final

from hutong.lined_yaml import FORBIDDEN, PRIVATE
from hutong.model import GlossaryTerm, Problem, Severity
from hutong.variants.checks import figures

NOTE: Final = "note"
_SMALLEST: Final = 2
_UNFIT: Final = re.compile(f"{FORBIDDEN.pattern}|[{PRIVATE}]")


def parse_glossary(
    text: str, *, path: str, variants: Sequence[str]
) -> tuple[tuple[GlossaryTerm, ...], tuple[Problem, ...]]:
    """Read a glossary: a header of variant tags and perhaps ``note``, then a term a line.

    Lines are sorted by their first column and unique in it, so that two editors who add the
    same term meet. Empty lines and lines that begin with ``#`` are skipped.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    head = lines[0].split("\t") if lines else []
    wrong = _head_problems(head, path, variants)
    if wrong:
        return (), tuple(wrong)
    reader = _Reader(path, tuple(head))
    for number, line in enumerate(lines[1:], start=2):
        if line.strip() and not line.startswith("#"):
            reader.read(line, number)
    return tuple(reader.terms), tuple(reader.problems)


def _head_problems(head: Sequence[str], path: str, variants: Sequence[str]) -> list[Problem]:
    known = (*variants, NOTE)
    example = "\t".join((*variants, NOTE)).replace("\t", "<tab>")
    if len([name for name in head if name != NOTE]) < _SMALLEST:
        what = "the first line must name at least two variants, with tabs between them"
        return [Problem(path, 1, what, f"begin the file with {example}")]
    problems = []
    for name in head:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            mend = f"did you mean {near[0]}?" if near else f"use {example}"
            problems.append(Problem(path, 1, f"the column {name!r} is no variant here", mend))
    twice = sorted({name for name in head if list(head).count(name) > 1})
    what = "the column {!r} is there twice"
    return [*problems, *(Problem(path, 1, what.format(name), "drop one") for name in twice)]


class _Reader:
    """Reads the lines below the header."""

    def __init__(self, path: str, head: tuple[str, ...]) -> None:
        self.path = path
        self.head = head
        self.terms: list[GlossaryTerm] = []
        self.problems: list[Problem] = []
        self._seen: dict[tuple[str, str], int] = {}
        self._last = ""

    def read(self, line: str, number: int) -> None:
        cells = [cell.strip() for cell in line.split("\t")]
        needed = self.head[:-1] if self.head[-1] == NOTE else self.head
        if not len(needed) <= len(cells) <= len(self.head):
            what = f"{len(cells)} columns where the header has {len(self.head)}"
            self._wrong(number, what, "put one tab between the forms")
            return
        names = {tag: cell for tag, cell in zip(self.head, cells, strict=False) if tag != NOTE}
        empty = [tag for tag, form in names.items() if not form]
        if empty:
            self._wrong(number, f"no form for {', '.join(empty)}", "fill it in or drop the line")
            return
        bad = next((bad for form in names.values() if (bad := _UNFIT.search(form))), None)
        if bad:
            what = f"a form holds the character U+{ord(bad[0]):04X}, which nobody can see"
            self._wrong(number, what, "delete it, and type the form again")
            return
        if len({figures(form) for form in names.values()}) > 1:
            what = f"the forms have different figures: {', '.join(names.values())}"
            self._wrong(number, what, "write the same figures in each")
            return
        self._check_order(cells[0], number)
        if self._check_new(names, number):
            self.terms.append(GlossaryTerm(names, self.path, number))

    def _check_order(self, first: str, number: int) -> None:
        if first < self._last:
            what = f"{first} stands after {self._last}: the lines are not sorted"
            self._wrong(number, what, "sort the file by its first column (LC_ALL=C sort)")
        self._last = max(first, self._last)

    def _check_new(self, names: Mapping[str, str], number: int) -> bool:
        """A form twice: wrong in the first column, elsewhere told, since the first line wins."""
        fresh = True
        for tag, form in names.items():
            before = self._seen.setdefault((tag, form), number)
            if before == number:
                continue
            what = f"{form} ({tag}) is in line {before} already"
            if tag == self.head[0]:
                self._wrong(number, what, "keep one of the two lines")
                fresh = False
            else:
                mend = "make sure that the first of them is meant when it is the source"
                self._wrong(number, what, mend, Severity.WARNING)
        return fresh

    def _wrong(
        self, number: int, what: str, mend: str, severity: Severity = Severity.ERROR
    ) -> None:
        self.problems.append(Problem(self.path, number, what, mend, severity))
