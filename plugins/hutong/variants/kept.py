"""Engines that are made once and kept on disk: to load one takes a tenth of making it.

An engine is a folder named by the digest of its recipe and of all the code and word lists that
made it. It holds OpenCC's own text dictionary, which loads and looks up faster than one written
into a configuration, and beside that the words which that format cannot hold: nearly always none,
since another sign stands in for a space. Both are checked when read; what is damaged is made anew.

Who makes an engine may hold a lock meanwhile: whoever needs it then waits, and does not make it
a second time. A lock ends with its process, so nobody waits for one that was killed.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

from hutong.variants.engine import (
    Engine,
    Guarded,
    Recipe,
    flat_table,
    inline,
    load_engine,
    make_engine,
)
from hutong.variants.version import code_version

FOLDER: Final = "engines"
"""Below the cache."""
_WORDS: Final = "words.txt"
_OTHERS: Final = "others.json"
_SPACE: Final = "\ufdd0"
"""A code point that Unicode keeps free of characters."""
_DIGEST: Final = 32
"""Hexadecimal figures."""
_UNUSED_DAYS: Final = 14
_DAY: Final = 24 * 3600


@dataclass(frozen=True, slots=True)
class _Spaced:
    """An engine whose dictionary has a stand-in for the space, which parts words in a file."""

    engine: Engine

    def convert(self, text: str) -> str:
        """As the engine; the stand-in itself is in no word, so what is on its sides is apart."""
        if _SPACE in text:
            return _SPACE.join([self.convert(part) for part in text.split(_SPACE)])
        if " " not in text:
            return self.engine.convert(text)
        return self.engine.convert(text.replace(" ", _SPACE)).replace(_SPACE, " ")


@dataclass(frozen=True, slots=True)
class KeptEngines:
    """Makes engines, or loads those that an earlier process has left in ``cache``."""

    cache: Path

    def __call__(self, recipe: Recipe, /) -> Engine:
        """The engine of a recipe; the same one again within a process."""
        return _engine(self.cache, recipe)

    def making(self, recipe: Recipe) -> Making:
        """What makes the engine of a recipe before it is needed."""
        return Making(recipe, _place(self.cache, recipe))


class Making:
    """Makes an engine under a lock, so that others wait for it and do not make it, too.

    A parent can begin, leave the making to its child, and let go.
    """

    __slots__ = ("_lock", "place", "recipe")

    def __init__(self, recipe: Recipe, place: Path) -> None:
        self.recipe = recipe
        self.place = place
        self._lock: int | None = None

    def begin(self) -> bool:
        """Take the lock; False if the engine is there or in the making, or no lock is to be had.

        Then who needs the engine makes it.
        """
        if _sound(self.place) is not None:
            return False
        try:
            self.place.parent.mkdir(parents=True, exist_ok=True)
            lock = os.open(_lock_of(self.place), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        except OSError:
            return False
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(lock)
            return False
        self._lock = lock
        return True

    def make(self) -> None:
        """Make the engine and put it on disk; then nobody need wait any more."""
        try:
            _keep_table(self.place, flat_table(self.recipe))
        finally:
            with contextlib.suppress(OSError):
                _lock_of(self.place).unlink()
            self.let_go()

    def let_go(self) -> None:
        """Hold the lock no longer in this process; whoever was forked with it still does."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


@lru_cache(maxsize=64)
def _engine(cache: Path, recipe: Recipe) -> Engine:
    place = _place(cache, recipe)
    return _loaded(place) or _waited_for(place) or _made(place, recipe)


def _place(cache: Path, recipe: Recipe) -> Path:
    told = f"{code_version(cache)}\0{recipe!r}".encode("utf-8", "surrogatepass")
    return cache / FOLDER / _digest(told)


def _lock_of(place: Path) -> Path:
    return place.with_suffix(".lock")


def _waited_for(place: Path) -> Engine | None:
    """The engine that somebody else is making; None if nobody is, or it came to nothing."""
    try:
        lock = os.open(_lock_of(place), os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return _loaded(place)  # it may have been finished just now
    try:
        with contextlib.suppress(OSError):  # a file system without locks
            fcntl.flock(lock, fcntl.LOCK_SH)
    finally:
        os.close(lock)
    return _loaded(place)


def _made(place: Path, recipe: Recipe) -> Engine:
    """Make an engine and keep it, if the disk lets us: without, it is only slower."""
    table = flat_table(recipe)
    if table is None or not _keep_table(place, table):
        return make_engine(recipe)
    return _loaded(place) or Guarded(load_engine([inline(table)]))


def _keep_table(place: Path, table: Mapping[str, str] | None) -> bool:
    """Keep it if there is something to keep; whether it may be kept at all."""
    if table is None:
        return False
    signs = set("".join(["".join(table), *table.values()]))
    if _SPACE in signs:
        return False
    unfit = {sign for sign in signs if not _fits(sign)}
    with contextlib.suppress(OSError):
        _keep(place, *_parted(table, unfit))
    return True


def _loaded(place: Path) -> Engine | None:
    """The engine that is kept there; None if there is none, or not the whole of it."""
    others = _sound(place)
    if others is None:
        return None
    with contextlib.suppress(OSError):  # whoever prunes does not ask
        os.utime(place)
    words = {"type": "text", "file": str((place / _WORDS).absolute())}
    return _Spaced(Guarded(load_engine([words, inline(others)] if others else [words])))


def _sound(place: Path) -> dict[str, str] | None:
    """The words that are not in the dictionary, if both files are as they were written."""
    try:
        told = (place / _OTHERS).read_bytes()
        words = (place / _WORDS).read_bytes()
    except OSError:
        return None
    if _digest(told[_DIGEST:]).encode() != told[:_DIGEST]:
        return None
    try:
        kept = json.loads(told[_DIGEST:])
        others: dict[str, str] = {**kept["others"]}
        return others if kept["words"] == _digest(words) else None
    except (KeyError, TypeError, ValueError):
        return None  # of another shape, whoever wrote it: make it anew


def _keep(place: Path, lines: Iterable[str], others: Mapping[str, str]) -> None:
    """Write both files: a reader meets the whole folder or none."""
    words = "".join(sorted(lines)).encode()
    told = json.dumps({"words": _digest(words), "others": others}).encode()
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=place.parent, prefix="."))
    try:
        (fresh / _WORDS).write_bytes(words)
        (fresh / _OTHERS).write_bytes(_digest(told).encode() + told)
        if _sound(place) is not None:  # another process has been quicker, and may be reading it
            return
        if place.exists():
            _remove(place)
        fresh.rename(place)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _parted(table: Mapping[str, str], unfit: set[str]) -> tuple[list[str], dict[str, str]]:
    """The lines of the dictionary, and the words with ``unfit`` signs, which it cannot hold."""
    others: dict[str, str] = {}
    if unfit:  # as in hardly any table
        others = {key: to for key, to in table.items() if not unfit.isdisjoint(key + to)}
    rows = "".join([f"{key}\t{to}\n" for key, to in table.items() if key not in others])
    parted = {_spaced(key): _spaced(to) for key, to in others.items()}
    return _spaced(rows).splitlines(keepends=True), parted


def _spaced(text: str) -> str:
    return text.replace(" ", _SPACE)


def _fits(sign: str) -> bool:
    """Whether OpenCC reads a sign in its text dictionaries as it is written, a space as ours."""
    return sign == " " or (sign.isprintable() and sign != "#")


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=_DIGEST // 2).hexdigest()


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def prune_engines(folder: Path, days: int = _UNUSED_DAYS) -> None:
    """Remove from ``<cache>/engines`` what nobody has used for so many days."""
    oldest = time.time() - days * _DAY
    for path in folder.iterdir() if folder.is_dir() else ():
        with contextlib.suppress(OSError):  # another build may prune at the same time
            if path.stat().st_mtime < oldest:
                _remove(path)
