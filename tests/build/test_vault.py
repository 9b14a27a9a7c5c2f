"""One whole file: all of it or nothing, whatever happened; and one build at a time."""

from __future__ import annotations

import errno
import fcntl
import os
import resource
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.build.vault import LOCK, locked, read_whole, sweep, write_whole
from hutong.errors import CannotRun
from tests.build.children import as_nobody, ended, in_child, start

MAGIC: Final = b"test 1\n"
ABC: Final = b"".join(bytes([n]) for n in range(100))


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user may pass through (pytest's own are for their owner)."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.mark.parametrize("durable", [False, True])
def test_what_is_kept_comes_back(tmp_path: Path, *, durable: bool) -> None:
    """The data come back, also in place of older ones, and nothing else is left in the folder."""
    path = tmp_path / "new" / "state"
    for data in (b"", ABC, b"x" * 100_000):
        write_whole(path, data, magic=MAGIC, durable=durable)
        assert read_whole(path, magic=MAGIC) == data
    assert [one.name for one in path.parent.iterdir()] == ["state"]


def test_another_version_is_not_read(tmp_path: Path) -> None:
    """Data of another magic, also a longer or shorter one, are none."""
    write_whole(tmp_path / "a", ABC, magic=MAGIC)
    for other in (b"test 2\n", b"test 1", b"test 1\n0", b""):
        assert read_whole(tmp_path / "a", magic=other) is None


def test_what_is_no_file_is_nothing(tmp_path: Path) -> None:
    """A missing file and a folder are nothing to read; a folder in the way gives way."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert read_whole(tmp_path / "none", magic=MAGIC) is None
    assert read_whole(tmp_path / "a", magic=MAGIC) is None
    write_whole(tmp_path / "a", ABC, magic=MAGIC)
    assert read_whole(tmp_path / "a", magic=MAGIC) == ABC


def test_a_cut_file_is_nothing(tmp_path: Path) -> None:
    """Cut at any byte, or with a byte too many, the file is not read."""
    path = tmp_path / "a"
    write_whole(path, ABC, magic=MAGIC)
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert read_whole(path, magic=MAGIC) is None
    path.write_bytes(whole + b"\0")
    assert read_whole(path, magic=MAGIC) is None


@given(data=st.binary(max_size=200), bit=st.integers(min_value=0))
def test_a_flipped_bit_is_nothing(data: bytes, bit: int) -> None:
    """Whichever bit flips, the file is not read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a")
        write_whole(path, data, magic=MAGIC)
        damaged = bytearray(path.read_bytes())
        damaged[bit // 8 % len(damaged)] ^= 1 << bit % 8
        path.write_bytes(damaged)
        assert read_whole(path, magic=MAGIC) is None


def test_a_killed_writer_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    """``kill -9`` at many moments: the reader always finds the whole of some version."""
    path = tmp_path / "a"
    versions = [bytes([n]) * 300_000 for n in range(2)]
    write_whole(path, versions[0], magic=MAGIC)

    def write_on() -> None:
        while True:
            for data in versions:
                write_whole(path, data, magic=MAGIC)

    for moment in range(20):
        child = start(write_on)
        time.sleep(moment * 0.0007)
        os.kill(child, signal.SIGKILL)
        assert ended(child) == -signal.SIGKILL
        assert read_whole(path, magic=MAGIC) in versions
    sweep(tmp_path, now=time.time() + 4000)
    assert [one.name for one in tmp_path.iterdir()] == ["a"]


def test_a_sweep_spares_what_may_be_at_work(tmp_path: Path) -> None:
    """A new unfinished file, and any file of another name, stay."""
    for name in (".a.01.new", "b.new", ".c"):
        (tmp_path / name).touch()
    sweep(tmp_path)
    assert len(list(tmp_path.iterdir())) == 3
    sweep(tmp_path, now=time.time() + 4000)
    assert sorted(one.name for one in tmp_path.iterdir()) == [".c", "b.new"]


def test_a_full_disk_keeps_the_old_version(tmp_path: Path) -> None:
    """The run ends with words, the old data stay, and no half file is left."""
    path = tmp_path / "a"
    write_whole(path, ABC, magic=MAGIC)

    def write() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        write_whole(path, b"x" * 9000, magic=MAGIC)

    said = in_child(write)
    assert "the disk is full; free some space" in said
    assert str(tmp_path) in said
    assert read_whole(path, magic=MAGIC) == ABC
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_that_may_not_be_written_is_named(open_folder: Path) -> None:
    """Writing to, and locking, a read-only folder ends with words that name it."""
    write_whole(open_folder / "a", ABC, magic=MAGIC)
    open_folder.chmod(0o555)

    def lock() -> None:
        with locked(open_folder, told=print):
            pass

    for act in (lambda: write_whole(open_folder / "a", b"", magic=MAGIC), lock):
        said = in_child(as_nobody(act))
        assert "may not be written" in said
        assert str(open_folder) in said
    open_folder.chmod(0o755)
    assert read_whole(open_folder / "a", magic=MAGIC) == ABC


def test_the_second_build_says_so_once_and_waits(tmp_path: Path) -> None:
    """The words name the process that is waited for; the lock comes when it ends."""
    folder, held = tmp_path / "cache", tmp_path / "held"

    def hold() -> None:
        with locked(folder, told=print):
            held.touch()
            time.sleep(0.3)
            held.unlink()

    child = start(hold)
    while not held.exists():
        time.sleep(0.001)
    said: list[str] = []
    with locked(folder, told=said.append):
        assert not held.exists()
        assert (folder / LOCK).read_text("utf-8") == f"{os.getpid()}\n"
    assert said == [f"another build is running (pid {child}); waiting"]
    assert ended(child) == 0


def test_a_killed_holder_frees_the_lock(tmp_path: Path) -> None:
    """Nobody waits for a process that was killed, nor for one that left long ago."""
    held = tmp_path / "held"

    def hold() -> None:
        with locked(tmp_path, told=print):
            held.touch()
            time.sleep(60)

    child = start(hold)
    while not held.exists():
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    assert ended(child) == -signal.SIGKILL
    for _ in range(2):
        said: list[str] = []
        with locked(tmp_path, told=said.append):
            assert said == []


def test_only_one_process_is_inside_at_a_time(tmp_path: Path) -> None:
    """Four processes that count in one file lose no count."""
    count = tmp_path / "count"
    count.write_text("0", "utf-8")

    def add() -> None:
        for _ in range(20):
            with locked(tmp_path, told=lambda _: None):
                number = int(count.read_text("utf-8"))
                count.write_text(str(number + 1), "utf-8")

    assert [ended(child) for child in [start(add) for _ in range(4)]] == [0] * 4
    assert count.read_text("utf-8") == "80"


def test_a_lock_in_a_removed_folder_is_taken_anew(tmp_path: Path) -> None:
    """Whoever waited while the cache was deleted ends up with the lock that others see."""
    folder, held = tmp_path / "cache", tmp_path / "held"

    def hold() -> None:
        with locked(folder, told=print):
            held.touch()
            time.sleep(0.2)
            (folder / LOCK).unlink()
            folder.rmdir()

    child = start(hold)
    while not held.exists():
        time.sleep(0.001)
    with locked(folder, told=lambda _: None):
        assert (folder / LOCK).read_text("utf-8") == f"{os.getpid()}\n"
    assert ended(child) == 0


def test_without_locks_the_build_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system that knows no locks is no reason to stop; another error is."""
    answer = errno.EOPNOTSUPP

    def refuse(_handle: int, _operation: int) -> None:
        raise OSError(answer, os.strerror(answer))

    monkeypatch.setattr(fcntl, "flock", refuse)
    with locked(tmp_path, told=pytest.fail):
        pass
    answer = errno.EIO
    with pytest.raises(CannotRun, match="cannot be written"), locked(tmp_path, told=pytest.fail):
        pass


def test_the_lock_needs_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a full disk the lock is held though nobody can read by whom."""

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "pwrite", full)
    with locked(tmp_path, told=pytest.fail):

        def wait() -> None:
            signal.setitimer(signal.ITIMER_REAL, 0.2)
            with locked(tmp_path, told=lambda _: None):
                pass

        assert ended(start(wait)) == -signal.SIGALRM
