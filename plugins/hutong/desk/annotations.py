"""Notes as CI servers want them: GitHub annotations and a job summary, GitLab code quality."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from hutong.desk.review_data import ReviewArticle, ReviewData, ReviewNote

MOST: Final = 10
"""GitHub shows no more annotations than this of one step."""
ROWS: Final = 100
"""Of the summary's table: a summary may have 1 MB, and nobody reads more."""
_DOUBTFUL: Final = 0.75
_AROUND: Final = 15


@dataclass(frozen=True, slots=True)
class Open:
    """A note that waits for a decision, with its article."""

    article: ReviewArticle
    note: ReviewNote

    @property
    def line(self) -> int:
        """The first line it is about; 1 where that is not known, since a line must be named."""
        return self.note.lines[0] if self.note.lines else 1

    @property
    def change(self) -> str:
        """What became what, and in which edition."""
        where = self.note.variant or "source text"
        return f"{self.note.before} → {self.note.after} ({where})"

    @property
    def why(self) -> str:
        """The doubt in words, with the other readings."""
        others = ", ".join(one for one in self.note.choices if one != self.note.after)
        instead = f"; it may also be {others}" if others else ""
        kind = "sure" if self.note.variant else "meant so"
        return f"{self.note.rule}, {self.note.confidence:.0%} {kind}{instead}"

    @property
    def around(self) -> str:
        """The place in the source, with a little of its sentence, the place in brackets."""
        sentence, start = self.note.sentence, self.note.at
        stop = start + len(self.note.before)
        left, right = max(0, start - _AROUND), stop + _AROUND
        return (
            f"{'…' if left else ''}{sentence[left:start]}[{self.note.before}]"
            f"{sentence[stop:right]}{'…' if right < len(sentence) else ''}"
        )


def open_notes(data: ReviewData) -> tuple[Open, ...]:
    """Notes without a decision: the few that matter most, the least sure first."""
    found = [
        Open(article, note)
        for article in data.articles
        for note in article.notes
        if note.few and note.decided is None
    ]
    return tuple(sorted(found, key=lambda one: (one.note.confidence, one.article.path, one.line)))


def github_lines(notes: Sequence[Open]) -> list[str]:
    """Workflow commands: one notice for each of the least sure, then how many more there are."""
    lines = [_notice(one) for one in notes[:MOST]]
    if len(notes) > MOST:
        lines.append(f"{len(notes) - MOST} more conversion notes: see the job summary")
    return lines


def github_summary(notes: Sequence[Open]) -> str:
    """A Markdown table for the job's page."""
    if not notes:
        return "### Conversion notes\n\nNothing to decide in these articles.\n"
    rows = [_row(one) for one in notes[:ROWS]]
    more = f"\n{len(notes) - ROWS} more are not listed.\n" if len(notes) > ROWS else ""
    head = (
        f"### Conversion notes: {len(notes)} to decide\n\n"
        "| place | sentence | converted | why |\n| --- | --- | --- | --- |\n"
    )
    foot = "\nDecide with `invoke serve`, at `/_review/`; the least sure come first.\n"
    return head + "".join(rows) + more + foot


def gitlab_report(notes: Iterable[Open]) -> str:
    """A Code Quality report; its fingerprints stay the same while the sentence does."""
    entries = [
        {
            "description": f"{one.change}: {one.around} - {one.why}",
            "check_name": f"conversion-{one.note.rule}",
            "fingerprint": one.note.id,
            "severity": "minor" if one.note.confidence < _DOUBTFUL else "info",
            "location": {"path": one.article.path, "lines": {"begin": one.line}},
        }
        for one in notes
    ]
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"


def _notice(one: Open) -> str:
    title = _property(f"Conversion: {one.change}")
    place = f"file={_property(one.article.path)},line={one.line}"
    return f"::notice {place},title={title}::{_data(f'{one.around} - {one.why}')}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _row(one: Open) -> str:
    cells = (f"{one.article.path}:{one.line}", one.around, one.change, one.why)
    return f"| {' | '.join(map(_cell, cells))} |\n"


def _cell(text: str) -> str:
    """Text that Markdown leaves alone."""
    plain = escape(" ".join(text.split()), quote=False)
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]#|~!$@" else sign for sign in plain)
