"""Publish a site: build it into a release, verify the release, switch to it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from hutong.build.session import Options
from hutong.build.site import BuildReport, build_site
from hutong.errors import CannotRun
from hutong.model import Problem
from hutong.publish.release import Release, ReleaseReport, publish_release
from hutong.publish.verify import verify_tree
from hutong.settings import HutongSettings


def publish_site(settings: HutongSettings, to: Path) -> ReleaseReport:
    """Build with ``settings`` into ``to/releases/``, verify, and make it ``to/current``.

    :raises ContentError: for problems of the content or of the built tree.
    :raises CannotRun: if settings, disk or folder do not allow it. What readers see stays.
    """
    to = to.resolve()
    for folder in (settings.content, settings.theme, settings.output, settings.cache):
        if to == folder or to in folder.parents or folder in to.parents:
            message = f"{to} and {folder} lie in one another; publish to a folder of its own"
            raise CannotRun(message)
    reports: list[BuildReport] = []

    def build(folder: Path) -> None:
        into = dataclasses.replace(settings, output=folder)
        reports.append(build_site(into, Options(remember=False)))

    def verify(folder: Path) -> Sequence[Problem]:
        return verify_tree(
            folder,
            site_url=settings.site_url,
            prefixes=[variant.prefix for variant in settings.variants],
            absent=sorted(reports[0].summary.hidden_paths),
        )

    return publish_release(to, build, now=settings.now, verify=verify)


def describe(done: ReleaseReport | Release) -> str:
    """One line for the terminal: what is live now, or one release of a list."""
    if isinstance(done, Release):
        return f"{'*' if done.current else ' '} {done.id}"
    before = f", before it {done.previous}" if done.previous else ""
    lines = [*map(str, done.warnings), f"live: {done.id} ({done.files} files{before})"]
    return "\n".join(lines)
