"""Telling by stat alone whether a file is the one that was read or written before."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.build.stamps import COARSE_TICK_NS, TICK_NS, look, settled, stamp_of, walk

SECOND: Final = 10**9
_moments = st.integers(min_value=0, max_value=2**62)


def test_a_walk_tells_files_folders_and_others_apart(tmp_path: Path) -> None:
    """Links are neither followed nor taken for what they lead to; nor are sockets opened."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "檔 案").write_bytes(b"123")
    (tmp_path / "to a folder").symlink_to(tmp_path / "a")
    (tmp_path / "a" / "to a file").symlink_to(tmp_path / "a" / "b" / "檔 案")
    (tmp_path / "to nothing").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe")
    found = walk(tmp_path)
    assert found.files == {"a/b/檔 案": stamp_of((tmp_path / "a" / "b" / "檔 案").lstat())}
    assert found.files["a/b/檔 案"][0] == 3
    assert found.folders == {"a", "a/b"}
    assert found.others == {"to a folder", "a/to a file", "to nothing", "pipe"}


def test_what_is_skipped_is_neither_told_nor_entered(tmp_path: Path) -> None:
    """A path is skipped at its own place only."""
    for path in ("skip/a", "deep/skip/b", "c"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(b"")
    found = walk(tmp_path, skip={"skip", "c"})
    assert found.files.keys() == {"deep/skip/b"}
    assert found.folders == {"deep", "deep/skip"}


def test_looking_at_some_files_equals_walking_and_leaves_out_what_is_missing(
    tmp_path: Path,
) -> None:
    """The cheaper way gives the same stamps."""
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b").write_bytes(b"22")
    assert look(tmp_path, ["a", "b", "c"]).files == walk(tmp_path).files
    assert look(tmp_path, ["c/d"]).files == {}


def test_a_walk_of_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """Nobody takes a missing tree for an empty one."""
    with pytest.raises(FileNotFoundError):
        walk(tmp_path / "nowhere")


@given(written=_moments, changed=_moments, taken=_moments)
def test_a_settled_stamp_is_older_than_the_tick(written: int, changed: int, taken: int) -> None:
    """Both times have to be; the newer one decides, and whole seconds need more."""
    newest = max(written, changed)
    needed = TICK_NS if newest % SECOND else COARSE_TICK_NS
    assert settled((1, written, changed, 1), taken) == (taken - newest >= needed)


@pytest.mark.parametrize(
    ("age", "trusted"),
    [(TICK_NS - 1, False), (TICK_NS, True), (-5 * SECOND, False), (3600 * SECOND, True)],
)
def test_the_newer_time_decides_how_old_a_stamp_is(age: int, *, trusted: bool) -> None:
    """Setting back the time of writing does not make a change of this moment look old."""
    now = 1_700_000_000 * SECOND + 123_456_789
    assert settled((1, now - age, now - age, 1), now) is trusted
    assert settled((1, 77, now - age, 1), now) is trusted
    assert settled((1, now - age, 77, 1), now) is trusted


def test_whole_seconds_need_two_of_them() -> None:
    """A file system without fractions writes the same time for a second."""
    then = 1_700_000_000 * SECOND
    assert not settled((1, then, then, 1), then + SECOND)
    assert settled((1, then, then, 1), then + 2 * SECOND)


def test_a_change_that_hides_behind_a_stamp_finds_it_unsettled(tmp_path: Path) -> None:
    """Rewriting in place with as many bytes, at once: either the stamp or the rule tells."""
    path = tmp_path / "a"
    for turn in range(200):
        path.write_bytes(b"%03d" % turn)
        found = walk(tmp_path)
        with path.open("r+b") as file:
            file.write(b"xyz")
        after = walk(tmp_path).files["a"]
        assert after != found.files["a"] or not settled(found.files["a"], found.taken_at_ns)


def test_a_settled_stamp_tells_of_every_later_change(tmp_path: Path) -> None:
    """Same size, times set back, another file moved over it: the stamp is another one."""
    path = tmp_path / "a"
    path.write_bytes(b"old")
    time.sleep(0.07)
    found = walk(tmp_path)
    stamp = found.files["a"]
    assert settled(stamp, found.taken_at_ns)
    path.write_bytes(b"new")
    os.utime(path, ns=(stamp[1], stamp[1]))
    assert walk(tmp_path).files["a"] != stamp
    assert walk(tmp_path).files["a"][:2] == stamp[:2]
    other = tmp_path / "other"
    other.write_bytes(b"new")
    other.replace(path)
    assert walk(tmp_path).files["a"][3] != stamp[3]
