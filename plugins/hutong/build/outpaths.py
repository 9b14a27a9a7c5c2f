"""Check the paths of the output tree, before any of it touches the disk."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

from hutong.errors import CannotRun
from hutong.model import OutputFile

MANIFEST: Final = ".hutong-manifest"
STAGE: Final = ".hutong-stage"
RESERVED: Final = frozenset({MANIFEST, STAGE, ".git"})
"""Names at the top of the tree that no page may use."""

_LONGEST_NAME: Final = 255


def checked_files(files: Iterable[OutputFile]) -> dict[str, bytes]:
    """The files by path, sorted.

    :raises CannotRun: naming every path that is unsafe, reserved or used twice, also where only
        a file system that ignores case would take two for one.
    """
    wanted: dict[str, bytes] = {}
    seen: dict[str, tuple[str, bool]] = {}
    wrong: list[str] = []
    for file in sorted(files, key=lambda one: one.path):
        reason = _unsafe(file.path) or _clash(file.path, seen)
        if reason:
            wrong.append(f"output path {file.path!r} {reason}")
        wanted[file.path] = file.data
    if wrong:
        raise CannotRun("\n".join(wrong) + "\nNothing was written.")
    return wanted


def _unsafe(path: str) -> str:
    """Why the path must not be written, or nothing."""
    parts = path.split("/")
    if any(part in ("", ".", "..") for part in parts):
        return "is not a plain relative path; leave out '..', '.', '//' and slashes at the ends"
    if "\\" in path or any(unicodedata.category(char) in ("Cc", "Cs") for char in path):
        return "holds a backslash, control character or broken character; rename it"
    if any(len(part.encode()) > _LONGEST_NAME for part in parts):
        return f"has a name of more than {_LONGEST_NAME} bytes; shorten it"
    if parts[0].casefold() in RESERVED:
        return f"uses the reserved name {parts[0]!r}; rename it"
    return ""


def _clash(path: str, seen: dict[str, tuple[str, bool]]) -> str:
    """Why the path cannot stand beside the earlier ones on any file system, or nothing.

    ``seen`` maps what a file system that ignores case takes a name for to (name, is a folder).
    """
    for name in (path, *(str(parent) for parent in list(PurePosixPath(path).parents)[:-1])):
        is_folder = name != path
        key = unicodedata.normalize("NFC", name).casefold()
        earlier = seen.get(key)
        if earlier is None:
            seen[key] = (name, is_folder)
        elif earlier == (name, False) and not is_folder:
            return "is written twice; give one of them another name"
        elif earlier[0] != name:
            return f"differs from {earlier[0]!r} only in case or composition; rename one"
        elif earlier[1] != is_folder:
            return f"needs {name!r} to be both a file and a folder; rename one"
    return ""
