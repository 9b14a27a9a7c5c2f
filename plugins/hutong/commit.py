"""Which commit a project stands at, as its git folder says; git itself is not asked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

_COMMIT: Final = re.compile(r"[0-9a-f]{40,64}")
_LINKED: Final = "gitdir: "
_REF: Final = "ref: "


def commit_of(project: Path) -> str:
    """The commit that is checked out in a folder, in hex; empty where nothing says so."""
    try:
        git = _git_folder(project)
        head = (git / "HEAD").read_text("utf-8").strip()
        if head.startswith(_REF):
            head = _ref(git, head.removeprefix(_REF))
    except (OSError, UnicodeDecodeError):
        return ""
    return head if _COMMIT.fullmatch(head) else ""


def _git_folder(project: Path) -> Path:
    """The ``.git`` of a clone, or what that of a worktree leads to."""
    git = project / ".git"
    if git.is_file():
        return project / git.read_text("utf-8").strip().removeprefix(_LINKED)
    return git


def _ref(git: Path, name: str) -> str:
    """The commit of a branch: in a file of its own, or in the list of packed ones."""
    common = git / "commondir"
    root = git / common.read_text("utf-8").strip() if common.is_file() else git
    if (root / name).is_file():
        return (root / name).read_text("utf-8").strip()
    packed = (root / "packed-refs").read_text("utf-8").splitlines()
    return next((line.split(" ")[0] for line in packed if line.endswith(f" {name}")), "")
