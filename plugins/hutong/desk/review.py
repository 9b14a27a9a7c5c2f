"""The command ``invoke review``: the page and ``notes.json`` on disk, or notes for a CI server."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from hutong.build.scan import shown
from hutong.decisions import DECISIONS
from hutong.desk.annotations import (
    github_lines,
    github_summary,
    gitlab_report,
    open_notes,
)
from hutong.desk.history import changed_since
from hutong.desk.review_data import ReviewData
from hutong.desk.review_notes import only_paths, review_site
from hutong.desk.review_page import review_file
from hutong.errors import CannotRun
from hutong.settings import HutongSettings

FORMATS: Final = ("text", "github", "gitlab")
PAGE: Final = "index.html"
NOTES: Final = "notes.json"
GITLAB_REPORT: Final = "gl-code-quality.json"
SUMMARY: Final = "GITHUB_STEP_SUMMARY"
"""The environment variable in which GitHub names the file for a job's summary."""


def review(
    settings: HutongSettings,
    *,
    output: str | None = None,
    json_only: bool = False,
    since: str | None = None,
    form: str = "text",
) -> None:
    """Write what an editor should look at, and tell CI servers about it as ``form``.

    With ``since``, a branch or commit, only articles that changed after it count. ``output`` is
    the folder to write to; for GitLab's report that is the project folder if not given.

    :raises ContentError: if the content cannot be converted.
    :raises CannotRun: for an unknown form, an unknown ``since``, or a disk that refuses.
    """
    if form not in FORMATS:
        raise CannotRun(f"{form!r} is no format; use {', '.join(FORMATS)}")
    data = review_site(settings)
    if since is not None:
        data = only_paths(data, changed_since(settings.project, since))
    folder = settings.project / output if output else None
    if form == "gitlab":
        _write((folder or settings.project) / GITLAB_REPORT, gitlab_report(open_notes(data)))
    elif form == "github":
        _tell_github(data)
    else:
        _write_page(data, settings, folder or settings.cache / "review", json_only=json_only)


def _tell_github(data: ReviewData) -> None:
    notes = open_notes(data)
    for line in github_lines(notes):
        print(line)
    summary = os.environ.get(SUMMARY)
    if summary:
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(github_summary(notes))


def _write_page(
    data: ReviewData, settings: HutongSettings, folder: Path, *, json_only: bool
) -> None:
    _write(folder / NOTES, data.json())
    if not json_only:
        _write(folder / PAGE, review_file(data, settings=settings, folder=folder))
    found = [note for article in data.articles for note in article.notes]
    few = len(open_notes(data))
    decided = sum(note.decided is not None for note in found)
    print(f"{len(found)} notes in {len(data.articles)} articles, {decided} decided")
    print(f"{few} to decide first; read {folder / (NOTES if json_only else PAGE)}")
    if data.counterparts:
        print(f"{len(data.counterparts)} counterparts fell behind their originals")
    stale = sum(one.stale for one in data.decisions)
    if stale:
        print(f"{stale} decisions of {shown(DECISIONS)} are stale; the page lists them")


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
