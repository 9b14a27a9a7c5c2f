"""One state of the project gives one tree of bytes, whoever builds it, wherever."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Run
from tests.site.demo import Demo

ELSEWHERE = {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONHASHSEED": "7", "HOME": ""}
"""Surroundings that must not matter."""


def _contents(root: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too."""
    files = (file for file in root.rglob("*") if file.is_file())
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}


def _assert_same(one: Path, other: Path) -> None:
    left, right = _contents(one), _contents(other)
    assert sorted(left) == sorted(right)
    assert [path for path in left if left[path] != right[path]] == []


def test_a_copy_elsewhere_builds_the_same_bytes(
    demo: Demo, project: Path, run: Run, tmp_path: Path
) -> None:
    """Another folder, an empty cache, another time zone, locale and hash seed change nothing."""
    output = tmp_path / "again"
    done = run(project, "invoke", "build", "--output", str(output), env=ELSEWHERE)
    assert done.returncode == 0, done.stdout + done.stderr
    _assert_same(demo.output, output)


def test_building_again_changes_nothing(project: Path, run: Run, tmp_path: Path) -> None:
    """A second build over the first, from its cache, leaves the same bytes and touches no file."""
    output = tmp_path / "again"
    assert run(project, "invoke", "build", "--output", str(output)).returncode == 0
    before = _contents(output)
    stamps = {file: file.stat().st_mtime_ns for file in output.rglob("*") if file.is_file()}
    assert run(project, "invoke", "build", "--output", str(output)).returncode == 0
    assert _contents(output) == before
    assert {f: f.stat().st_mtime_ns for f in output.rglob("*") if f.is_file()} == stamps


def test_pelican_builds_the_same_bytes(demo: Demo, project: Path, run: Run, tmp_path: Path) -> None:
    """``pelican content -s pelicanconf.py`` and ``invoke build`` are the same build."""
    output = tmp_path / "by-pelican"
    command = ("pelican", "content", "-s", "pelicanconf.py", "-o", str(output))
    done = run(project, *command)
    assert done.returncode == 0, done.stdout + done.stderr
    _assert_same(demo.output, output)
