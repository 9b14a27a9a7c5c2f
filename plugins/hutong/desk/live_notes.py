"""Count the notes that wait for an editor, in a process of its own that never delays a build.

Counting reads and converts the whole site, with doubts; conversions of articles that did not
change come from the cache. As a program: the settings file and the address of the site in,
JSON out.
"""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from hutong.desk.review_data import ReviewArticle, ReviewData
from hutong.desk.review_notes import review_or_problems
from hutong.desk.settings_file import settings_from
from hutong.errors import HutongError

_PAUSE: Final = 1.0
"""Least seconds of quiet before a count begins: the page that was saved comes first.

A long count is followed by as long a quiet, so that a large site is not counted without end.
"""
_NICE: Final = 10


@dataclasses.dataclass(frozen=True, slots=True)
class Waiting:
    """How many notes of an article wait for a decision, and the id of the first of them."""

    count: int = 0
    first: str = ""


class NoteCounter:
    """Counts when somebody wants to know and the site was built since; threads may share it.

    ``count`` gives what waits by output file, or None if it could not be found out; ``told`` is
    called after each count.
    """

    def __init__(
        self,
        count: Callable[[], Mapping[str, Waiting] | None],
        told: Callable[[], object],
        pause: float = _PAUSE,
    ) -> None:
        self._count = count
        self._told = told
        self._pause = self._quiet = pause
        self._changed = threading.Condition()
        self._stale = False
        self._wanted = False
        self._saves = 0
        self._closed = False
        self._found: Mapping[str, Waiting] = {}
        threading.Thread(target=self._run, daemon=True, name="hutong-notes").start()

    def changed(self) -> None:
        """The site was built anew: what was counted may be wrong."""
        with self._changed:
            self._stale = True
            self._saves += 1
            self._changed.notify_all()

    def of(self, file: str) -> Waiting:
        """What was counted last for an output file; begins a count if that is old."""
        with self._changed:
            self._wanted = True
            self._changed.notify_all()
            return self._found.get(file, Waiting())

    def close(self) -> None:
        """Count no more."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _run(self) -> None:
        while self._due():
            begun = time.monotonic()
            found = self._count()
            self._quiet = max(self._pause, time.monotonic() - begun)
            with self._changed:
                if found is not None:
                    self._found = found
                if self._closed:
                    return
            if found is not None:
                self._told()

    def _due(self) -> bool:
        """Wait for somebody who wants to know something new, then for quiet; False: the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or (self._stale and self._wanted))
            while not self._closed:
                saves = self._saves
                if self._changed.wait_for(
                    lambda: self._closed or self._saves != saves,  # noqa: B023  # waited for at once
                    self._quiet,
                ):
                    continue
                self._stale = self._wanted = False
                return True
            return False


class Counting:
    """Runs this module as a program beside the preview."""

    def __init__(self, conf: Path, address: str) -> None:
        self._command = [sys.executable, "-m", __name__, str(conf), address]
        self._running: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()
        self._closed = False

    def __call__(self) -> Mapping[str, Waiting] | None:
        """Count once; if that fails, the terminal hears of it."""
        with self._lock:
            if self._closed:
                return None
            # A session of its own, since Ctrl-C is for the preview, which then ends this too.
            self._running = subprocess.Popen(  # noqa: S603  # this very module
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                start_new_session=True,
            )
        out, err = self._running.communicate()
        if self._running.returncode == 0:
            return {file: Waiting(*one) for file, one in json.loads(out).items()}
        if not self._closed:
            said = err.strip().rpartition("\n")[2]
            print(f"hutong: conversion notes could not be counted ({said})", file=sys.stderr)
        return None

    def close(self) -> None:
        """End what runs."""
        with self._lock:
            self._closed = True
            if self._running:
                self._running.terminate()


def counted(data: ReviewData) -> dict[str, Waiting]:
    """What waits by output file: the notes that the desk shows first and nobody has decided."""
    return {
        f"{page}index.html" if page.endswith("/") else page: waiting
        for article in data.articles
        if (waiting := _waiting(article)).count
        for page in article.pages.values()
    }


def _waiting(article: ReviewArticle) -> Waiting:
    ids = [note.id for note in article.notes if note.few and note.decided is None]
    return Waiting(len(ids), ids[0] if ids else "")


def main(conf: str, address: str) -> None:
    """Write the counts of a site as JSON; a site with problems has none."""
    os.nice(_NICE)
    try:
        found = counted(review_or_problems(settings_from(Path(conf), SITEURL=address)))
    except HutongError as error:
        raise SystemExit(str(error)) from error
    print(json.dumps({file: dataclasses.astuple(one) for file, one in found.items()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
