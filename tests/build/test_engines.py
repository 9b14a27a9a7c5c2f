"""Engines made beside the work that needs them: by processes that hold no lock but their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from hutong.build import engines
from hutong.build.engines import run_converting


class _Making:
    """Stands for what makes an engine."""

    def __init__(self, name: str, *, wanted: bool = True) -> None:
        self.name = name
        self.wanted = wanted
        self.held = False

    def begin(self) -> bool:
        self.held = self.wanted
        return self.wanted

    def let_go(self) -> None:
        self.held = False


def _work(context: str, shard: int) -> str:
    return f"{context}{shard}"


def _run(makings: list[_Making], jobs: int, shards: range = range(2)) -> list[str]:
    all_: Any = makings
    return list(run_converting(_work, shards, context="a", jobs=jobs, makings=lambda: all_))


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The names of those of which a process held the lock when it began; none is begun here."""
    found: list[tuple[str, ...]] = []

    @contextmanager
    def beside(work: Callable[[], None], *, worth: bool, urgent: bool) -> Iterator[None]:
        assert worth
        assert urgent
        found.append(tuple(one.name for one in _ALL if one.held))
        if "broken" in found[-1]:
            raise KeyboardInterrupt
        yield

    monkeypatch.setattr(engines, "beside", beside)
    return found


_ALL = [_Making("a"), _Making("b"), _Making("there", wanted=False), _Making("c")]


def test_each_process_holds_the_locks_of_its_own_group(begun: list[tuple[str, ...]]) -> None:
    """What is there already is not made; afterwards this process holds none."""
    assert _run(_ALL, 2) == ["a0", "a1"]
    assert begun == [("a",), ("b", "c")]
    assert not any(one.held for one in _ALL)


def test_nothing_is_begun_for_one_process_or_one_shard(begun: list[tuple[str, ...]]) -> None:
    """It makes what it needs by itself."""
    assert _run(_ALL, 1) == ["a0", "a1"]
    assert _run(_ALL, 2, range(1)) == ["a0"]
    assert begun == []


def test_an_interrupt_leaves_no_lock_behind(
    begun: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """This process would wait for itself."""
    broken = _Making("broken")
    monkeypatch.setattr(f"{__name__}._ALL", [broken])
    with pytest.raises(KeyboardInterrupt):
        _run([broken], 2)
    assert begun == [("broken",)]
    assert not broken.held
