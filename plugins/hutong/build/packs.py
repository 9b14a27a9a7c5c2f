"""Files of many values, written to their end only and read at any place; every value is checked.

A record is a mark, the key, the length of the value, a digest of key and value, and the value.
A pack has one writer, and nobody writes to it again once that writer has ended. A record that
was cut, flipped or overwritten is not found; it never hides the whole ones behind it.
"""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from hutong.build.disk import explained

KEY_BYTES: Final = 16
"""Length of every key."""

_MARK: Final = b"HtV1"
_DIGEST: Final = 16
_HEAD: Final = struct.Struct(f"<4s{KEY_BYTES}sI{_DIGEST}s")
HEAD_BYTES: Final = _HEAD.size
"""What a record takes besides its value."""

_SUFFIX: Final = ".pack"
_BUFFER: Final = 1 << 18
_OPEN: Final = 64
_LOOK: Final = 1 << 16


class Ref(NamedTuple):
    """Where a value is: the number of its pack, where its record starts, how long the value is."""

    pack: int
    offset: int
    length: int


def record_end(ref: Ref) -> int:
    """Where the record of a value ends, and the next one may start."""
    return ref.offset + HEAD_BYTES + ref.length


def pack_path(folder: Path, number: int) -> Path:
    """The file of a pack."""
    return folder / f"{number:012x}{_SUFFIX}"


def pack_numbers(folder: Path) -> list[int]:
    """The packs that ``folder`` holds, sorted; none if there is no folder."""
    try:
        return sorted(filter(None, (_number(path.name) for path in folder.iterdir())))
    except OSError:
        return []


def _number(name: str) -> int | None:
    stem = name.removesuffix(_SUFFIX)
    try:
        number = int(stem, 16)
    except ValueError:
        return None
    return number if f"{number:012x}{_SUFFIX}" == name else None


class PackWriter:
    """Writes values to one new pack after the other, each used by this process alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pid = 0
        self._file = -1
        self._number = 0
        self._end = 0
        self._waiting: list[bytes] = []
        self._waiting_bytes = 0

    def put(self, key: bytes, data: bytes) -> Ref:
        """Take a value; others can read it after :meth:`flush`.

        :raises CannotRun: when the disk refuses.
        """
        if len(key) != KEY_BYTES:
            raise ValueError(f"a key has {KEY_BYTES} bytes, not {len(key)}")
        if not self._waiting or self._pid != os.getpid():
            self._ready()
        head = _HEAD.pack(_MARK, key, len(data), _digest(key, data))
        ref = Ref(self._number, self._end + self._waiting_bytes, len(data))
        self._waiting += (head, data)
        self._waiting_bytes += HEAD_BYTES + len(data)
        if self._waiting_bytes >= _BUFFER:
            self.flush()
        return ref

    def flush(self) -> None:
        """Hand everything to the operating system.

        :raises CannotRun: when the disk refuses; what waited is lost, what was written stays.
        """
        if not self._waiting or self._pid != os.getpid():
            return
        path = pack_path(self._folder, self._number)
        data = b"".join(self._waiting)
        self._waiting, self._waiting_bytes = [], 0
        try:
            with explained(path):
                _write_all(self._file, data)
        except BaseException:
            self.close()  # the pack may end in half a record: nothing more goes there
            raise
        self._end += len(data)

    def holds(self, pack: int) -> bool:
        """Whether some of that pack may not be on disk yet."""
        return bool(self._waiting) and pack == self._number and self._pid == os.getpid()

    def close(self) -> None:
        """Flush and end the pack; the next value opens another."""
        try:
            self.flush()
        finally:
            if self._file >= 0:
                os.close(self._file)
            self._file, self._waiting, self._waiting_bytes = -1, [], 0

    def _ready(self) -> None:
        """Have an open pack that is ours and still in the folder."""
        ours = self._file >= 0 and self._pid == os.getpid()
        if ours and os.fstat(self._file).st_nlink:
            return
        if (
            self._file >= 0
        ):  # inherited by a fork, or deleted: what waits there is not ours to write
            os.close(self._file)
        self._waiting, self._waiting_bytes = [], 0
        self._file = -1
        with explained(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._number = int.from_bytes(os.urandom(6)) | 1
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND
            self._file = os.open(pack_path(self._folder, self._number), flags, 0o666)
        self._pid, self._end = os.getpid(), 0


class PackReader:
    """Reads values from packs, keeping some of them open."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[int, int] = {}

    def read(self, ref: Ref, key: bytes) -> bytes | None:
        """The value of ``key`` at that place; None if there is no such value, whole, there."""
        record = self._bytes(ref.pack, ref.offset, HEAD_BYTES + ref.length)
        if len(record) < HEAD_BYTES:
            return None
        mark, found, length, digest = _HEAD.unpack_from(record)
        data = record[HEAD_BYTES:]
        right = mark == _MARK and found == key and length == ref.length == len(data)
        return data if right and digest == _digest(key, data) else None

    def size(self, pack: int) -> int:
        """How long a pack is now; 0 if it is gone."""
        try:
            return pack_path(self._folder, pack).stat().st_size
        except OSError:
            return 0

    def scan(self, pack: int, start: int = 0) -> Iterator[tuple[bytes, Ref]]:
        """Every key and place in a pack from ``start``, damage skipped.

        Each value is checked, so that a damaged length cannot hide what it spans.
        """
        size, at = self.size(pack), start
        while at + HEAD_BYTES <= size:
            head = self._bytes(pack, at, HEAD_BYTES)
            if len(head) < HEAD_BYTES:
                return
            mark, key, length, _ = _HEAD.unpack(head)
            ref = Ref(pack, at, length)
            end = record_end(ref)
            if mark == _MARK and end <= size and self.read(ref, key) is not None:
                yield key, ref
                at = end
            else:
                at = self._next_mark(pack, at + 1, size)

    def __del__(self) -> None:
        """Whoever forgets a reader forgets its files, too."""
        self.close()

    def close(self) -> None:
        """Close every pack; the reader may be used again."""
        while self._files:
            os.close(self._files.popitem()[1])

    def _next_mark(self, pack: int, at: int, size: int) -> int:
        """Where the next record may start; ``size`` if nowhere."""
        while at < size:
            found = self._bytes(pack, at, _LOOK)
            if len(found) < len(_MARK):
                return size
            place = found.find(_MARK)
            if place >= 0:
                return at + place
            at += len(found) - len(_MARK) + 1
        return size

    def _bytes(self, pack: int, offset: int, length: int) -> bytes:
        """What can be read there: less, or nothing, of a pack that is cut or gone."""
        try:
            return os.pread(self._file(pack), length, offset)
        except (OSError, OverflowError):
            return b""

    def _file(self, pack: int) -> int:
        file = self._files.get(pack)
        if file is None:
            if len(self._files) >= _OPEN:
                os.close(self._files.pop(next(iter(self._files))))
            file = os.open(pack_path(self._folder, pack), os.O_RDONLY)
            self._files[pack] = file
        return file


def _digest(key: bytes, data: bytes) -> bytes:
    digest = hashlib.blake2b(key, digest_size=_DIGEST)
    digest.update(data)
    return digest.digest()


def _write_all(file: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(file, view) :]
