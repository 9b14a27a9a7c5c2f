"""Shares out work that converts; engines of the converter are made beside it, not before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from hutong.build.beside import beside
from hutong.build.executor import run_shards

if TYPE_CHECKING:
    from hutong.variants import Making

C = TypeVar("C")
T = TypeVar("T")
R = TypeVar("R")


def run_converting(
    work: Callable[[C, T], R],
    shards: Sequence[T],
    *,
    context: C,
    jobs: int,
    makings: Callable[[], Sequence[Making]],
) -> Iterator[R]:
    """As :func:`~.executor.run_shards`; the engines that ``makings`` names are made meanwhile.

    Each is made in a process that takes what memory it needed to its end; a worker waits when it
    meets the first text that it has to convert. An engine that came to nothing is made by who
    needs it, and what is wrong is told there.
    """
    with ExitStack() as others:
        every = makings() if jobs > 1 and len(shards) > 1 else ()
        for number in range(min(jobs, len(every))):
            # Begun one group after the other: no process is forked with the locks of another.
            group = [making for making in every[number::jobs] if making.begin()]
            try:
                if group:
                    others.enter_context(beside(partial(_make, group), worth=True, urgent=True))
            finally:
                for making in group:
                    making.let_go()
        yield from run_shards(work, shards, context=context, jobs=jobs)


def _make(group: Sequence[Making]) -> None:
    for making in group:
        making.make()
