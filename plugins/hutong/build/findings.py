"""Notes and decisions → what editors must mend: other scripts, decisions without a place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from hutong.build.scan import shown
from hutong.decisions import DECISIONS, Decision
from hutong.model import Note, Problem, Severity
from hutong.variants.notes import MIXED

_MOST: Final = 10
"""Lines of one text that are told; a text all in the other script has hundreds."""
_SHORT: Final = 24


def mixed_scripts(notes: Iterable[Note]) -> Iterator[Problem]:
    """A warning for each line that holds what its own script does not write."""
    texts: defaultdict[str, defaultdict[int, dict[str, str]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for note in notes:
        if note.rule == MIXED and not note.decided:
            texts[note.path][note.line].setdefault(note.before, note.after)
    for path, lines in texts.items():
        for line, words in sorted(lines.items())[:_MOST]:
            what = f"written as in the other script: {', '.join(words)}"
            mend = f"write {', '.join(words.values())}, or put -{{ }}- around what is meant so"
            yield Problem(path, line, what, mend, Severity.WARNING)
        if len(lines) > _MOST:
            what = f"{len(lines) - _MOST} more lines hold characters of the other script"
            mend = "is the 'variant:' of this text right?"
            yield Problem(path, 0, what, mend, Severity.WARNING)


def stale_decisions(
    decisions: Iterable[Decision], settled: Collection[Decision], judged: Collection[str]
) -> Iterator[Problem]:
    """A warning for each decision whose place is gone; only of the paths ``judged``."""
    for decision in decisions:
        if decision in settled or decision.path not in judged:
            continue
        sentence = decision.sentence
        short = sentence if len(sentence) <= _SHORT else f"{sentence[:_SHORT]}…"
        what = (
            f"this decision has no place in {shown(decision.path)}: the sentence 「{short}」 has"
            " changed, or a term covers the place"
        )
        mend = "delete this line, or decide again with invoke review"
        yield Problem(shown(DECISIONS), decision.line, what, mend, Severity.WARNING)


def unknown_decisions(
    decisions: Iterable[Decision], paths: Collection[str], variants: Collection[str]
) -> Iterator[Problem]:
    """Decisions about files and editions that there are none of."""
    for decision in decisions:
        if decision.path not in paths:
            what = f"there is no {shown(decision.path)}"
            mend = "delete this line, or mend its path"
            yield Problem(shown(DECISIONS), decision.line, what, mend, Severity.WARNING)
        elif decision.variant and decision.variant not in variants:
            what = f"{decision.variant} is no edition of this site"
            mend = f"use one of {', '.join(variants)}, or delete this line"
            yield Problem(shown(DECISIONS), decision.line, what, mend, Severity.WARNING)
