"""Build the whole site: content in, a checked tree out; only what is new is made.

Nothing of the old tree is touched if anything is wrong, and a build that is killed leaves a tree
and a cache that the next one completes.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hutong.build.looking import Looked, look
from hutong.build.seal import (
    Summary,
    read_seal,
    seal_ledger,
    state_folder,
    state_ledger,
    write_seal,
)
from hutong.build.session import Books, Clock, Memory, Options, Session, store_folder
from hutong.build.vault import locked
from hutong.errors import CannotRun, ChangedMeanwhile
from hutong.settings import HutongSettings

if TYPE_CHECKING:
    from pathlib import Path

    from hutong.build.remote.cluster import Cluster


_THRESHOLDS: Final = (200_000, 50, 1_000)
_TRIES: Final = 3
"""How often a build begins anew, if files change while it is at work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did. Times are wall seconds, ``timings`` those of its parts.

    ``reasons`` says why each file was made. ``conversions`` counts documents that were converted
    anew, and those taken from an earlier build.
    """

    summary: Summary
    written: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...]
    reasons: Mapping[str, str]
    conversions: tuple[int, int]
    timings: Mapping[str, float]
    seconds: float


def build_site(
    settings: HutongSettings, options: Options | None = None, memory: Memory | None = None
) -> BuildReport:
    """Build ``settings.output``; ``memory`` is that of a process that builds again and again.

    :raises ContentError: with every problem; the output folder is as it was.
    :raises CannotRun: if settings, theme or disk do not allow it.
    """
    options, memory = options or Options(), memory or Memory()
    clock = Clock()
    with locked(settings.cache, told=options.tell), _few_collections():
        for _ in range(_TRIES - 1):
            try:
                return _looked_and_built(settings, options, memory, clock)
            except ChangedMeanwhile as change:
                options.tell(f"{change.args[0].rpartition(';')[0]}: building again")
                options = replace(options, changed=None)  # whatever it was, all is looked at
        return _looked_and_built(settings, options, memory, clock)


def _looked_and_built(
    settings: HutongSettings, options: Options, memory: Memory, clock: Clock
) -> BuildReport:
    books = _books(state_folder(settings.cache, settings.output), memory)
    seal = read_seal(books.seals) if options.remember and not options.doubt else None
    looked = look(settings, seal, jobs=options.jobs, changed=options.changed)
    try:
        fresh = looked.nothing_new()
        clock.lap("looking")
        if fresh is not None:
            if fresh is not seal:
                write_seal(books.seals, fresh)
            return _nothing_new(fresh.summary, clock, settings)
        return _build(options, memory, looked, books, clock)
    finally:
        looked.watchers.close()


def _books(folder: Path, memory: Memory) -> Books:
    """The books of builds into one folder, those of the last build of this process if it can be."""
    if memory.books is None or memory.books.folder != folder:
        memory.books = Books(folder, seal_ledger(folder), state_ledger(folder))
        memory.state = None
    return memory.books


def _build(
    options: Options, memory: Memory, looked: Looked, books: Books, clock: Clock
) -> BuildReport:
    """Build with what the last build knew; from nothing, if that proves to be lost."""
    from hutong.build.render import Renderer
    from hutong.build.rows import LostTextError
    from hutong.build.state import read_state
    from hutong.build.store import Store
    from hutong.build.work import work

    settings, seal = looked.settings, looked.seal
    state = memory.state
    if state is None or seal is None or state.name != seal.state:
        known = seal or (read_seal(books.seals) if options.remember else None)
        state = read_state(books.states, known)
    clock.lap("state")
    session = Session(
        settings=settings,
        options=options,
        store=Store(store_folder(settings)),
        renderer=Renderer(
            settings.theme, settings.jinja_filters, settings.jinja_globals, settings.cache
        ),
        looked=looked,
        books=books,
        state=state,
        clock=clock,
        memory=memory,
    )
    with _cluster(options.executor) as cluster:
        session = replace(session, cluster=cluster)
        with suppress(LostTextError):
            return work(session)
        options.tell("the cache is damaged: reading all content again")
        memory.environment = None  # whoever reads with it has the old store at hand
        with suppress(LostTextError):
            return work(replace(session, state=None, store=Store(store_folder(settings))))
    raise CannotRun(
        f"{settings.cache} loses what is put there; let nobody else clear it, and build again"
    )


@contextmanager
def _cluster(address: str) -> Iterator[Cluster | None]:
    """The cluster that is to do the work, if there is one."""
    if not address:
        yield None
        return
    from hutong.build.remote.cluster import cluster_at

    with cluster_at(address) as cluster:
        yield cluster


@contextmanager
def _few_collections() -> Iterator[None]:
    """Look for garbage less often: a build makes millions of records, and hardly a cycle."""
    before = gc.get_threshold()
    gc.set_threshold(*_THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)


class Builder:
    """Builds one site again and again, and remembers between builds what it can.

    ``settings_of`` reads the settings: they may change, too.
    """

    def __init__(self, settings_of: Callable[[], HutongSettings]) -> None:
        self._settings_of = settings_of
        self._memory = Memory()

    def build(self, changed: frozenset[Path] | None = None) -> BuildReport:
        """Build once; raises as :func:`build_site` does.

        ``changed`` is all that changed since the last build, None if that is not known.
        """
        options = Options(changed=changed, tell=print)
        return build_site(self._settings_of(), options, self._memory)


def _nothing_new(summary: Summary, clock: Clock, settings: HutongSettings) -> BuildReport:
    return BuildReport(
        summary=summary,
        written=(),
        unchanged=summary.files,
        removed=(),
        reasons={},
        conversions=(0, (summary.articles + summary.pages) * len(settings.variants)),
        timings=clock.parts,
        seconds=clock.seconds,
    )
