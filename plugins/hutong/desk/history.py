"""What git knows about the content: which articles changed, and which counterparts fell behind.

Git is asked, never required: without it, or where the history is cut short (a shallow clone),
the front matter of the two texts decides.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from hutong.build.scan import shown
from hutong.errors import CannotRun
from hutong.model import Document, Problem, Provenance, Severity
from hutong.settings import HutongSettings

_COMMIT: Final = "\x01"
"""Begins a commit's line in the log that we ask for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutdatedCounterpart:
    """A counterpart that is older than its original; paths are below ``content/``.

    ``changed`` is the day of the original's last change, ``read`` that of the counterpart's.
    """

    path: str
    original: str
    changed: date
    read: date
    committed: bool = True

    def problem(self) -> Problem:
        """The same as a warning for editors."""
        when = f"on {self.changed}" if self.committed else "and the change is not committed yet"
        what = f"the original changed {when}, after this counterpart ({self.read})"
        mend = (
            f"read it again beside {shown(self.original)}; if nothing has to change, set its"
            f" 'modified:' to {self.changed}"
        )
        return Problem(shown(self.path), 0, what, mend, Severity.WARNING)


@dataclass(frozen=True, slots=True)
class _Touch:
    """The last commit that touched a file: ``rank`` counts back from the newest."""

    rank: int
    day: date


def outdated_counterparts(
    settings: HutongSettings, documents: Iterable[Document]
) -> tuple[OutdatedCounterpart, ...]:
    """Every hand-written counterpart whose original was changed after it."""
    everything = list(documents)
    originals = {one.id: one for one in everything if one.provenance is Provenance.ORIGINAL}
    pairs = [
        (originals[one.id], one)
        for one in everything
        if one.provenance is Provenance.COUNTERPART and one.id in originals
    ]
    if not pairs:
        return ()
    history = _History(settings, {path for pair in pairs for path in (one.path for one in pair)})
    found = (history.compare(original, counterpart) for original, counterpart in pairs)
    return tuple(sorted((one for one in found if one), key=lambda one: one.path))


def changed_since(project: Path, ref: str) -> frozenset[str]:
    """Paths below ``project`` that differ from where this branch left ``ref``.

    Changes that are not committed count, new files too.

    :raises CannotRun: without git, or where it does not know ``ref``.
    """
    base = _git(project, "merge-base", "--", ref, "HEAD")
    if base is None:
        message = (
            f"git cannot compare with {ref!r}; name a branch or commit that it knows, and in CI"
            " fetch the whole history (fetch-depth: 0)"
        )
        raise CannotRun(message)
    changed = _git(project, "diff", "--name-only", "--relative", "-z", base.strip(), "--")
    new = _git(project, "ls-files", "--others", "--exclude-standard", "-z")
    if changed is None or new is None:
        raise CannotRun(f"git cannot list what changed since {ref!r}; look at `git status`")
    return frozenset(filter(None, f"{changed}{new}".split("\0")))


class _History:
    """The last change of some files, as far as git knows it."""

    def __init__(self, settings: HutongSettings, paths: Iterable[str]) -> None:
        self._zone = settings.zone
        self._today = settings.now.astimezone(self._zone).date()
        content = settings.content
        self._dirty = _dirty(content)
        wanted = set(paths)
        known = self._dirty is not None and _git(content, "rev-parse", "--is-shallow-repository")
        self._touched = self._read(content, wanted) if known == "false\n" else {}

    def compare(self, original: Document, counterpart: Document) -> OutdatedCounterpart | None:
        """The counterpart, if the original is newer and nobody said that it was read since."""
        dirty = self._dirty or frozenset()
        ours, theirs = self._touched.get(original.path), self._touched.get(counterpart.path)
        if counterpart.path in dirty or not ours or not theirs:
            return self._by_dates(original, counterpart)
        committed = original.path not in dirty
        changed = ours.day if committed else self._today
        if committed and ours.rank >= theirs.rank:
            return None
        return self._outdated(original, counterpart, changed, theirs.day, committed=committed)

    def _by_dates(self, original: Document, counterpart: Document) -> OutdatedCounterpart | None:
        if counterpart.path in (self._dirty or ()):
            return None
        changed, read = (self._day(one.changed.at) for one in (original, counterpart))
        if changed <= read:
            return None
        return self._outdated(original, counterpart, changed, read, committed=True)

    def _outdated(
        self,
        original: Document,
        counterpart: Document,
        changed: date,
        read: date,
        *,
        committed: bool,
    ) -> OutdatedCounterpart | None:
        said = counterpart.modified
        if said and self._day(said.at) >= changed:
            return None
        return OutdatedCounterpart(
            path=counterpart.path,
            original=original.path,
            changed=changed,
            read=read,
            committed=committed,
        )

    def _day(self, at: datetime) -> date:
        return at.astimezone(self._zone).date()

    def _read(self, content: Path, wanted: set[str]) -> dict[str, _Touch]:
        """Walk the log back from the newest commit until every file was met."""
        log = _git(
            content, "log", "--date-order", "--no-renames", "--name-only", "--relative", "-z",
            f"--format={_COMMIT}%ct", "--", ".",
        )  # fmt: skip
        touched: dict[str, _Touch] = {}
        for rank, seconds, paths in _commits(log or ""):
            for path in wanted.intersection(paths) - touched.keys():
                touched[path] = _Touch(rank, self._day(datetime.fromtimestamp(seconds, UTC)))
        return touched


def _commits(log: str) -> Iterator[tuple[int, int, list[str]]]:
    """(rank, seconds, paths) of every commit; NULs and newlines part the entries."""
    for rank, entry in enumerate(log.split(_COMMIT)[1:]):
        seconds, _, paths = entry.partition("\n")
        yield rank, int(seconds.strip("\0")), [path.strip("\n") for path in paths.split("\0")]


def _dirty(content: Path) -> frozenset[str] | None:
    """Files below ``content`` with changes that are not committed; None without git."""
    changed = _git(content, "diff", "--name-only", "--relative", "-z", "HEAD", "--", ".")
    new = _git(content, "ls-files", "--others", "--exclude-standard", "-z")
    if changed is None or new is None:
        return None
    return frozenset(filter(None, f"{changed}{new}".split("\0")))


def _git(folder: Path, *command: str) -> str | None:
    """What git says in ``folder``; None if there is no git, or it refuses."""
    git = shutil.which("git")
    if git is None:
        return None
    done = subprocess.run(  # noqa: S603  # our own words, and a ref after --
        [git, "-C", str(folder), "-c", "log.showSignature=false", *command],
        env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"},  # look, and write nothing
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
    )
    return done.stdout if done.returncode == 0 else None
