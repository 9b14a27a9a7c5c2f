"""The commit of a project is read from its git folder, however git keeps it."""

from __future__ import annotations

import subprocess
from pathlib import Path

from hutong.commit import commit_of

WHO = ("-c", "user.name=Sample", "-c", "user.email=sample@example.org")


def _git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *WHO, *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def test_it_is_what_git_says(tmp_path: Path) -> None:
    """On a branch, packed, detached, and in a linked worktree."""
    _git(tmp_path, "init", "-q", "-b", "main", ".")
    assert commit_of(tmp_path) == ""
    _git(tmp_path, "commit", "-q", "--allow-empty", "-m", "Sample")
    head = _git(tmp_path, "rev-parse", "HEAD")
    assert commit_of(tmp_path) == head
    _git(tmp_path, "pack-refs", "--all")
    assert commit_of(tmp_path) == head
    _git(tmp_path, "worktree", "add", "-q", "-b", "other", "beside")
    assert commit_of(tmp_path / "beside") == head
    _git(tmp_path, "checkout", "-q", "--detach")
    assert commit_of(tmp_path) == head


def test_without_git_it_is_unknown(tmp_path: Path) -> None:
    """A copy of the files has no commit, and neither has a damaged git folder."""
    assert commit_of(tmp_path) == ""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_bytes(b"\xff\xfe")
    assert commit_of(tmp_path) == ""
