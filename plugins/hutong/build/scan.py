"""Read the content folder: every file once, as bytes, with what must not be read as problems."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hutong.decisions import DECISIONS
from hutong.errors import CannotRun
from hutong.model import Problem, Severity
from hutong.source import MAX_BYTES

MEDIA: Final = ("images", "files")
"""Folders whose files are published as they are."""
TEXTS: Final = (
    "news", "events", "pages", "snippets", "glossary",
    "agreements", "policies", "organisations", "people",
)  # fmt: skip
"""Folders whose files editors write."""
DATA_FILES: Final = ("sections.yaml", "tags.yaml", "sources.yaml", DECISIONS)
_LONGEST_NAME: Final = 200
"""In bytes; file systems take 255, and smaller versions of a picture have longer names."""
_ACTIVE: Final = (".html", ".htm", ".xhtml", ".xht", ".js", ".mjs", ".wasm", ".swf", ".php")
"""Endings of files that would run in readers' browsers as a part of this site."""
_SUFFIXES: Final[Mapping[str, str]] = {
    "glossary": ".tsv", "organisations": ".yaml", "people": ".yaml",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scan:
    """What the content folder holds; keys are POSIX paths below it, sorted.

    A text larger than ``MAX_BYTES`` is cut one byte above it, for the reader to refuse.
    """

    texts: Mapping[str, bytes]
    media: Mapping[str, Path]
    problems: tuple[Problem, ...]

    def under(self, folder: str) -> dict[str, bytes]:
        """The texts below one folder."""
        return {path: data for path, data in self.texts.items() if path.startswith(f"{folder}/")}


def scan_content(root: Path) -> Scan:
    """Read every file below ``root``.

    :raises CannotRun: if the folder itself cannot be read.
    """
    texts: dict[str, bytes] = {}
    media: dict[str, Path] = {}
    problems: list[Problem] = []
    for path, file in _walk(root, root, problems):
        folder = path.partition("/")[0]
        if folder in MEDIA and "/" in path:
            media[path] = file
            problems += _active(path)
        elif _is_text(path, folder):
            _read(path, file, texts, problems)
        else:
            problems.append(_stray(path))
    return Scan(dict(sorted(texts.items())), dict(sorted(media.items())), tuple(problems))


def _is_text(path: str, folder: str) -> bool:
    if "/" not in path:
        return path in DATA_FILES
    return folder in TEXTS and path.endswith(_SUFFIXES.get(folder, ".md"))


def _stray(path: str) -> Problem:
    what = "Hutong does not read this file, so nobody will see it"
    folders = ", ".join((*TEXTS, *MEDIA))
    mend = f"put it in one of {folders}, with the right ending, or take it away"
    return Problem(shown(path), 0, what, mend, Severity.WARNING)


def _active(path: str) -> list[Problem]:
    if not path.lower().endswith(_ACTIVE):
        return []
    what = "a file of this kind would run as a part of the site"
    return [Problem(shown(path), 0, what, "publish it elsewhere, or as PDF, CSV or text")]


def shown(path: str) -> str:
    """A content path as editors know it: below the project folder."""
    return f"content/{path}"


def _walk(root: Path, folder: Path, problems: list[Problem]) -> Iterator[tuple[str, Path]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        message = f"cannot read {folder}: {error.strerror}; check that it exists and is readable"
        raise CannotRun(message) from error
    for entry in entries:
        if entry.name.startswith((".", "~")) or entry.name.endswith(("~", ".swp", ".tmp")):
            continue
        file = Path(entry.path)
        path = file.relative_to(root).as_posix()
        if _unusable(entry.name):
            name = path.encode("utf-8", "backslashreplace").decode()
            what = "the file name is not UTF-8, too long, or holds control characters or a \\"
            problems.append(Problem(shown(repr(name)[1:-1]), 0, what, "rename the file"))
            continue
        if entry.is_symlink() and not _inside(root, file):
            what = "this symbolic link leads out of the content folder or nowhere"
            problems.append(Problem(shown(path), 0, what, "put a copy of the file here instead"))
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(root, file, problems)
        elif entry.is_file():
            yield path, file
        else:
            what = "this is no ordinary file"
            problems.append(Problem(shown(path), 0, what, "put a copy of the file here instead"))


def _unusable(name: str) -> bool:
    odd = ("Cc", "Cs", "Zl", "Zp")
    return (
        "\\" in name
        or any(unicodedata.category(char) in odd for char in name)
        or len(name.encode("utf-8", "replace")) > _LONGEST_NAME
    )


def _inside(root: Path, file: Path) -> bool:
    try:
        target = file.resolve(strict=True)
    except (OSError, RuntimeError):
        return False
    return target.is_file() and target.is_relative_to(root.resolve())


def _read(path: str, file: Path, texts: dict[str, bytes], problems: list[Problem]) -> None:
    try:
        with file.open("rb") as handle:
            texts[path] = handle.read(MAX_BYTES + 1)
    except OSError as error:
        what = f"this file cannot be read ({error.strerror})"
        problems.append(Problem(shown(path), 0, what, "make it readable"))
