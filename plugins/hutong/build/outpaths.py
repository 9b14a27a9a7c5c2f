"""Check the paths of the output tree, before any of it touches the disk."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from hutong.errors import CannotRun
from hutong.model import OutputFile

MANIFEST: Final = ".hutong-manifest"
STAGE: Final = ".hutong-stage"
RESERVED: Final = frozenset({MANIFEST, STAGE, ".git"})
"""Names at the top of the tree that no page may use."""

_LONGEST_NAME: Final = 255
_HARMLESS: Final = re.compile(r"[0-9A-Za-z_-][0-9A-Za-z._-]*(?:/[0-9A-Za-z_-][0-9A-Za-z._-]*)*")
"""Nearly every path: nothing in it needs a second look, whatever the disk."""
_PLAIN: Final = re.compile(r"[0-9a-z_-][0-9a-z._-]*+(?:/[0-9a-z_-][0-9a-z._-]*+)*+")
"""Nor even a look at the others, but for one that is its folder."""


def check_paths(paths: Iterable[str]) -> None:
    """See that the paths can stand in one tree, on any disk, and lead nowhere else.

    :raises CannotRun: naming every path that is unsafe, reserved or used twice, also where only
        a file system that ignores case would take two for one.
    """
    everything = list(paths)
    if _are_harmless(everything):
        return
    seen: dict[str, tuple[str, bool]] = {}
    wrong: list[str] = []
    for path in sorted(everything):
        reason = _unsafe(path) or _clash(path, seen)
        if reason:
            wrong.append(f"output path {path!r} {reason}")
    if wrong:
        raise CannotRun("\n".join(wrong) + "\nNothing was written.")


def checked_files(files: Iterable[OutputFile]) -> dict[str, bytes]:
    """The files by path, sorted.

    :raises CannotRun: as :func:`check_paths` does.
    """
    ordered = sorted(files, key=lambda one: one.path)
    check_paths(file.path for file in ordered)
    return {file.path: file.data for file in ordered}


def folders_above(path: str) -> Iterator[str]:
    """Each folder that leads to a path, the nearest first, without the root."""
    above = path.rpartition("/")[0]
    while above:
        yield above
        above = above.rpartition("/")[0]


def folders_of(paths: Iterable[str]) -> set[str]:
    """Every folder that one of the paths needs, without the root."""
    folders: set[str] = set()
    for path in paths:
        above = path.rpartition("/")[0]
        while above and above not in folders:
            folders.add(above)
            above = above.rpartition("/")[0]
    return folders


def _are_harmless(paths: list[str]) -> bool:
    """Whether all are safe, their own folded forms, each there once, and none a folder of another.

    That is sooner said of ten thousands than each is compared with all others.
    """
    odd = [path for path in paths if not _PLAIN.fullmatch(path)]
    if any(map(_unsafe, odd)) or len(max(paths, key=len, default="")) > _LONGEST_NAME:
        return False
    found, folders = set(paths), folders_of(paths)
    if odd:
        found, folded = set(map(_folded, paths)), set(map(_folded, folders))
        if len(folded) < len(folders):
            return False
        folders = folded
    return len(found) == len(paths) and found.isdisjoint(folders)


def _unsafe(path: str) -> str:
    """Why the path must not be written, or nothing."""
    if len(path) <= _LONGEST_NAME and _HARMLESS.fullmatch(path):
        return ""
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
    key = _folded(path)
    if key in seen:
        return _quarrel(path, seen[key], is_folder=False)
    seen[key] = (path, False)
    for name in folders_above(path):
        key = _folded(name)
        if key not in seen:
            seen[key] = (name, True)
        elif seen[key] == (name, True):
            break  # met before, with all the folders above it
        else:
            return _quarrel(name, seen[key], is_folder=True)
    return ""


def _folded(name: str) -> str:
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", name).casefold()


def _quarrel(name: str, earlier: tuple[str, bool], *, is_folder: bool) -> str:
    """What is wrong with a name that stands for two things."""
    if earlier == (name, False) and not is_folder:
        return "is written twice; give one of them another name"
    if earlier[0] != name:
        return f"differs from {earlier[0]!r} only in case or composition; rename one"
    return f"needs {name!r} to be both a file and a folder; rename one"
