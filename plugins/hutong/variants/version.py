"""One name for all that decides a conversion but the site: code, word lists, OpenCC.

Reading it all takes longer than looking whether anything has changed, so the name is kept beside
what the file system says of every file: size, times, inode. The time of the last change of an
inode is set by the system alone, so no edit, checkout or installation goes unseen; what was
changed a moment ago is read anew, since a second change might get the same time.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from hutong.errors import CannotRun

_HOME: Final = Path(__file__).parents[1]
_PARTS: Final = ("build/conversions.py", "decisions.py", "human.py", "markup.py", "model.py")
"""What of the package decides a conversion, beside the whole of ``variants``."""
_FILE: Final = "code-version"
_SIZE: Final = 16
_MOMENT: Final = 2_000_000_000
"""Nanoseconds; no file system counts time in longer steps."""
_Seen = tuple[str, int, int, int, int]


@cache
def code_version(folder: Path | None = None) -> str:
    """The digest of the converter: its code, its word lists, and OpenCC's version.

    It is kept in ``folder`` and holds for the life of the process.
    """
    paths = sorted(_paths(_HOME))
    seen = [_seen(path) for path in paths]
    told = _digest(repr((str(_HOME), seen, opencc_version())).encode())
    if folder is None:
        return _read(paths)
    kept = _kept(folder / _FILE, told)
    if kept is None:
        kept = _read(paths)
        if max(max(one[2:4]) for one in seen) < time.time_ns() - _MOMENT:
            _keep(folder / _FILE, told, kept)
    return kept


@cache
def opencc_version() -> str:
    """OpenCC's version and the sizes of its dictionaries, without loading it.

    :raises CannotRun: if there is no OpenCC.
    """
    spec = find_spec("opencc")
    if spec is None or spec.origin is None:
        raise CannotRun("OpenCC is not installed; install what pyproject.toml lists (make install)")
    home = Path(spec.origin).parent
    with os.scandir(home / "clib" / "share" / "opencc") as files:
        sizes = sorted((file.name, file.stat().st_size) for file in files)
    names = sorted(path.name for path in home.parent.glob("opencc-*.dist-info"))
    if not names:  # no installer has put it where it is
        from hutong.variants.engine import loaded_version

        names = [loaded_version()]
    return _digest(repr((names, sizes)).encode())


def _paths(home: Path) -> Iterator[str]:
    """Every file that counts."""
    yield from (str(home / part) for part in _PARTS)
    folders = [str(home / "variants")]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if not entry.is_dir():
                    yield entry.path
                elif entry.name != "__pycache__":
                    folders.append(entry.path)


def _seen(path: str) -> _Seen:
    stat = os.stat(path)  # noqa: PTH116  # a hundred files, in every build
    return path, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino


def _read(paths: list[str]) -> str:
    digest = blake2b(opencc_version().encode(), digest_size=_SIZE)
    for path in map(Path, paths):
        name, data = path.relative_to(_HOME).as_posix(), path.read_bytes()
        digest.update(f"\0{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=_SIZE).hexdigest()


def _kept(path: Path, told: str) -> str | None:
    """What is kept for files of these looks; None if nothing is, or it is damaged."""
    try:
        words = path.read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return None
    whole = (
        len(words) == 3 and words[0] == told and words[2] == _digest(" ".join(words[:2]).encode())
    )
    return words[1] if whole else None


def _keep(path: Path, told: str, version: str) -> None:
    """Keep a version, if the disk lets us: a reader meets the whole of it or nothing."""
    text = f"{told} {version}"
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(f"{text} {_digest(text.encode())}\n")
        try:
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
