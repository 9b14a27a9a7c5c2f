"""Build the whole site: content in, a checked tree out; only what is new is made.

Nothing of the old tree is touched if anything is wrong, and a build that is killed leaves a tree
and a cache that the next one completes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hutong.build.seal import look
from hutong.build.session import Clock, Memory, Options, Session, store_folder
from hutong.build.state import State, Summary, read_seal, read_state, state_folder, write_seal
from hutong.build.vault import locked
from hutong.settings import HutongSettings

if TYPE_CHECKING:
    from pathlib import Path


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
    folder = state_folder(settings.cache, settings.output)
    with locked(settings.cache, told=options.tell):
        seal = read_seal(folder) if options.remember else None
        if seal is not None and not options.doubt:
            fresh = look(settings, seal)
            clock.lap("looking")
            if fresh is not None:
                if fresh is not seal:
                    write_seal(folder, fresh)
                return _nothing_new(fresh.summary, clock, settings)
        if seal is not None and memory.state is not None and memory.state[0] == seal.state:
            state: State | None = memory.state[1]
        else:
            state = read_state(folder, seal)
        clock.lap("state")
        return _build(settings, options, state, memory, clock)


def _build(
    settings: HutongSettings,
    options: Options,
    state: State | None,
    memory: Memory,
    clock: Clock,
) -> BuildReport:
    """Build with what the last build knew; from nothing, if that proves to be lost."""
    from hutong.build.render import Renderer
    from hutong.build.rows import LostTextError
    from hutong.build.store import Store
    from hutong.build.work import work

    session = Session(
        settings=settings,
        options=options,
        store=Store(store_folder(settings)),
        renderer=Renderer(
            settings.theme, settings.jinja_filters, settings.jinja_globals, settings.cache
        ),
        state=state,
        clock=clock,
        memory=memory,
    )
    folder = state_folder(settings.cache, settings.output)
    try:
        return work(session, folder)
    except LostTextError:
        if state is None:
            raise
        options.tell("the cache is damaged: reading all content again")
        return work(replace(session, state=None), folder)


class Builder:
    """Builds one site again and again, and remembers between builds what it can.

    ``settings_of`` reads the settings: they may change, too.
    """

    def __init__(self, settings_of: Callable[[], HutongSettings]) -> None:
        self._settings_of = settings_of
        self._memory = Memory()

    def build(self, changed: frozenset[Path] | None = None) -> BuildReport:  # noqa: ARG002  # stamps tell, faster than anybody can
        """Build once; raises as :func:`build_site` does."""
        return build_site(self._settings_of(), Options(tell=print), self._memory)


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
