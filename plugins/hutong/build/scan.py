"""What the content folder holds: every file with its stamp, and problems for what must not be."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hutong.build.stamps import Stamp, stamp_of
from hutong.decisions import DECISIONS
from hutong.errors import CannotRun
from hutong.model import Kind, Problem, Severity
from hutong.register import SUFFIXES, RecordKind
from hutong.source.decode import MAX_BYTES

MEDIA: Final = ("images", "files")
"""Folders whose files are published as they are."""
TEXTS: Final = (
    "news", "events", "pages", "snippets", "glossary", *RecordKind,
)  # fmt: skip
"""Folders whose files editors write."""
DATA_FILES: Final = ("sections.yaml", "tags.yaml", "sources.yaml", "places.yaml", DECISIONS)
_MEDIA: Final = tuple(f"{folder}/" for folder in MEDIA)
_DOCUMENTS: Final = tuple(f"{kind}/" for kind in Kind)
_RECORD_FOLDERS: Final = frozenset(kind.value for kind in RecordKind)
_RECORDS: Final = tuple(f"{kind}/" for kind in RecordKind)
_LONGEST_NAME: Final = 200
"""In bytes; file systems take 255, and smaller versions of a picture have longer names."""
_ACTIVE: Final = (".html", ".htm", ".xhtml", ".xht", ".js", ".mjs", ".wasm", ".swf", ".php")
"""Endings of files that would run in readers' browsers as a part of this site."""
_SUFFIXES: Final[Mapping[str, str | tuple[str, ...]]] = {
    "glossary": ".tsv", **{kind.value: endings for kind, endings in SUFFIXES.items()},
}  # fmt: skip
_PLAIN: Final = re.compile(r"[\w.-]{1,50}")
"""Names that need no closer look: 50 characters are at most 200 bytes."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What the content folder holds; keys are POSIX paths below it, sorted."""

    root: Path
    texts: Mapping[str, Stamp]
    media: Mapping[str, Stamp]
    problems: tuple[Problem, ...]

    @property
    def documents(self) -> list[str]:
        """The texts that become articles, events and pages."""
        return [path for path in self.texts if path.startswith(_DOCUMENTS)]

    @property
    def records(self) -> list[str]:
        """The records of the register."""
        return [path for path in self.texts if path.startswith(_RECORDS)]

    @property
    def others(self) -> list[str]:
        """The texts that say something about the site."""
        return [path for path in self.texts if not path.startswith((*_DOCUMENTS, *_RECORDS))]


def kind_of(path: str) -> RecordKind:
    """The kind of the record at a path; ``ValueError`` for what is no record."""
    return RecordKind(path.partition("/")[0])


def record_kind(path: str) -> RecordKind | None:
    """The kind of record that a content file holds; None for another file."""
    return kind_of(path) if path.startswith(_RECORDS) else None


def scan_content(root: Path) -> Scan:
    """Look at every file below ``root``, without reading any.

    :raises CannotRun: if the folder itself cannot be read.
    """
    texts: dict[str, Stamp] = {}
    media: dict[str, Stamp] = {}
    problems: list[Problem] = []
    for path, stamp in _walk(_Walk(root, os.path.realpath(root), problems), ""):
        folder = path.partition("/")[0]
        if folder in MEDIA and "/" in path:
            media[path] = stamp
            problems += _active(path)
        elif folder in _RECORD_FOLDERS and path.count("/") > 1:
            problems.append(_too_deep(path, folder))
        elif _is_text(path, folder):
            texts[path] = stamp
        else:
            problems.append(_stray(path))
    return Scan(root, dict(sorted(texts.items())), dict(sorted(media.items())), tuple(problems))


def same_scan(
    root: Path, files: Mapping[str, Stamp], known: Collection[str], problems: tuple[Problem, ...]
) -> Scan:
    """The scan of a folder that has the same files as before, and no links.

    ``files`` are all of them with their stamps now; ``known`` are those that are read, and
    ``problems`` what was wrong with the others.
    """
    texts: dict[str, Stamp] = {}
    media: dict[str, Stamp] = {}
    for path in sorted(known):
        (media if path.startswith(_MEDIA) else texts)[path] = files[path]
    return Scan(root, texts, media, problems)


def read_text(root: Path, path: str) -> bytes | Problem:
    """The bytes of a content file, or why it cannot be read."""
    try:
        with open(f"{root}/{path}", "rb") as handle:  # noqa: PTH123  # ten thousand of them
            return handle.read(MAX_BYTES + 1)
    except OSError as error:
        what = f"this file cannot be read ({error.strerror})"
        return Problem(shown(path), 0, what, "make it readable")


def shown(path: str) -> str:
    """A content path as editors know it: below the project folder."""
    return f"content/{path}"


@dataclass(frozen=True, slots=True)
class _Walk:
    root: Path
    real: str
    problems: list[Problem]

    def report(self, path: str, what: str, mend: str) -> None:
        self.problems.append(Problem(shown(path), 0, what, mend))


def _walk(walk: _Walk, folder: str) -> Iterator[tuple[str, Stamp]]:
    """Every file below a folder (given with a slash at its end, or empty)."""
    try:
        with os.scandir(f"{walk.root}/{folder}") as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        where = walk.root / folder
        message = f"cannot read {where}: {error.strerror}; check that it exists and is readable"
        raise CannotRun(message) from error
    for entry in entries:
        name = entry.name
        if name.startswith((".", "~")) or name.endswith(("~", ".swp", ".tmp")):
            continue
        path = f"{folder}{name}"
        if not _PLAIN.fullmatch(name) and _unusable(name):
            shown_path = repr(path.encode("utf-8", "backslashreplace").decode())[1:-1]
            what = "the file name is not UTF-8, too long, or holds control characters or a \\"
            walk.report(shown_path, what, "rename the file")
        elif entry.is_symlink() and not _inside(walk, path):
            what = "this symbolic link leads out of the content folder or nowhere"
            walk.report(path, what, "put a copy of the file here instead")
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(walk, f"{path}/")
        elif entry.is_file():
            yield from _stamped(path, entry)
        else:
            walk.report(path, "this is no ordinary file", "put a copy of the file here instead")


def _stamped(path: str, entry: os.DirEntry[str]) -> list[tuple[str, Stamp]]:
    """A file with its stamp; nothing if it is gone: an editor's program had it for a moment."""
    try:
        return [(path, stamp_of(entry.stat()))]
    except FileNotFoundError:
        return []


def _is_text(path: str, folder: str) -> bool:
    if "/" not in path:
        return path in DATA_FILES
    return folder in TEXTS and path.endswith(_SUFFIXES.get(folder, ".md"))


def _stray(path: str) -> Problem:
    what = "Hutong does not read this file, so nobody will see it"
    folders = ", ".join((*TEXTS, *MEDIA))
    mend = f"put it in one of {folders}, with the right ending, or take it away"
    return Problem(shown(path), 0, what, mend, Severity.WARNING)


def _too_deep(path: str, folder: str) -> Problem:
    """The name of its file is the address of a record, so there can be no folders."""
    what = f"records lie in content/{folder} itself, not in folders below it"
    return Problem(shown(path), 0, what, f"move the file to content/{folder}")


def _active(path: str) -> list[Problem]:
    if not path.lower().endswith(_ACTIVE):
        return []
    what = "a file of this kind would run as a part of the site"
    return [Problem(shown(path), 0, what, "publish it elsewhere, or as PDF, CSV or text")]


def _unusable(name: str) -> bool:
    odd = ("Cc", "Cs", "Zl", "Zp")
    return (
        "\\" in name
        or any(unicodedata.category(char) in odd for char in name)
        or len(name.encode("utf-8", "replace")) > _LONGEST_NAME
    )


def _inside(walk: _Walk, path: str) -> bool:
    try:
        target = (walk.root / path).resolve(strict=True)
    except (OSError, RuntimeError):
        return False
    return target.is_file() and target.is_relative_to(walk.real)
