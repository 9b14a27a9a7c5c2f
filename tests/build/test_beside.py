"""Work in a process beside this one: its result, and nothing left of it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hutong.build.beside import beside
from tests.build.children import open_files, processes


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """Afterwards there is no child and no open pipe."""
    children, pipes = processes(), open_files()
    yield
    assert processes() <= children
    assert open_files() <= pipes  # fewer, if another test's server ends meanwhile


def test_the_result_comes_from_another_process() -> None:
    """However large it is, and while this process does other things."""
    with beside(lambda: (os.getpid(), b"x" * 3_000_000), worth=True, urgent=True) as found:
        pid, data = found()
    assert pid != os.getpid()
    assert len(data) == 3_000_000


def test_what_is_not_urgent_gives_way_to_others() -> None:
    """Its result is taken if it is there."""
    with beside(lambda: (os.getpid(), os.nice(0)), worth=True) as found:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
        pid, nice = found()
    assert pid != os.getpid()
    assert nice == min(os.nice(0) + 10, 19)


def test_what_is_not_urgent_and_not_done_is_done_here() -> None:
    """On a busy machine it might wait for ever."""
    here = os.getpid()

    def slow_elsewhere() -> int:
        if os.getpid() != here:
            time.sleep(60)
        return os.getpid()

    with beside(slow_elsewhere, worth=True) as found:
        assert found() == here


def test_what_is_not_worth_a_process_is_done_here() -> None:
    """When its result is asked for, and not before."""
    with beside(os.getpid, worth=False) as found:
        assert found() == os.getpid()
    with beside(lambda: pytest.fail("nobody asked"), worth=False):
        pass


def test_what_nobody_asks_for_is_done_all_the_same(tmp_path: Path) -> None:
    """For what it leaves on disk."""

    def leave() -> None:
        time.sleep(0.1)
        (tmp_path / "left").touch()

    with beside(leave, worth=True):
        pass
    assert (tmp_path / "left").exists()


def _dies(here: int) -> str:
    if os.getpid() != here:
        os.kill(os.getpid(), signal.SIGKILL)
    return "done here"


def test_a_process_that_dies_leaves_the_work_to_this_one() -> None:
    """Nothing is lost but time."""
    here = os.getpid()
    with beside(lambda: _dies(here), worth=True, urgent=True) as found:
        assert found() == "done here"


def test_what_goes_wrong_is_told_here() -> None:
    """With the error of the work itself."""
    with (
        beside(lambda: int("x"), worth=True) as found,
        pytest.raises(ValueError, match="invalid literal"),
    ):
        found()


def test_an_error_here_ends_the_other_process() -> None:
    """Nobody waits for what is not wanted any more."""
    began = time.monotonic()
    with pytest.raises(KeyError), beside(lambda: time.sleep(60), worth=True):
        raise KeyError
    assert time.monotonic() - began < 30
