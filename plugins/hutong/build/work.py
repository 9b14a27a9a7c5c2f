"""The work of a build that found something new: gather, arrange, render, write, remember."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hutong.build.agenda import Agenda, Setting, make_agenda, set_up
from hutong.build.arrange import Arrangement, arrange
from hutong.build.assets import ThemeAssets, theme_assets
from hutong.build.gather import Gathered, gather
from hutong.build.outputs import Output
from hutong.build.produce import Job, Made, produce
from hutong.build.rows import digest, encode, keys_of
from hutong.build.seal import make_seal
from hutong.build.session import Session, store_folder
from hutong.build.state import State, Summary, write_seal, write_state
from hutong.build.tree import TreeReport, open_tree
from hutong.settings import HutongSettings

if TYPE_CHECKING:
    from hutong.build.site import BuildReport

_DAY: Final = 24 * 3600


def work(session: Session, folder: Path) -> BuildReport:
    """Build ``settings.output``; in ``folder`` is kept what the next build will want to know.

    :raises ContentError: with every problem; the output folder is as it was.
    :raises CannotRun: if settings, theme or disk do not allow it.
    :raises LostTextError: if the store has lost what the last state relies on.
    """
    settings, clock = session.settings, session.clock
    gathered = gather(session)
    session.store.commit(gathered.new)
    clock.lap("reading")
    assets = theme_assets(settings.theme, settings.variants)
    arrangement = arrange(session, gathered, _surroundings(session, assets))
    setting = set_up(session, arrangement, assets)
    clock.lap("arranging")
    with open_tree(settings.output, keep=settings.keep) as tree:
        agenda = make_agenda(session, arrangement, setting, assets, tree)
        clock.lap("planning")
        made = _made(session, arrangement, setting, agenda, tree.stage)
        clock.lap("rendering")
        written = tree.commit(
            {path: one.sha256 for path, one in made.items()},
            {path: one.sha256 for path, one in agenda.kept.items()},
        )
        clock.lap("writing")
        done = _Done(gathered, arrangement, setting, agenda, made, written)
        _remember(session, done, folder)
    clock.lap("remembering")
    return _report(session, done)


@dataclass(frozen=True, slots=True)
class _Done:
    """Everything that a build found out and made."""

    gathered: Gathered
    arrangement: Arrangement
    setting: Setting
    agenda: Agenda
    made: Mapping[str, Made]
    tree: TreeReport


def _made(
    session: Session, arrangement: Arrangement, setting: Setting, agenda: Agenda, stage: Path
) -> dict[str, Made]:
    job = Job(
        settings=session.settings,
        arrangement=arrangement,
        setting=setting,
        renderer=session.renderer,
        store=store_folder(session.settings),
        stage=stage,
    )
    options = session.options
    todo = [(path, agenda.wanted[path]) for path in agenda.reasons]
    return {one.path: one for one in produce(job, todo, jobs=options.jobs, told=options.watch)}


def _remember(session: Session, done: _Done, folder: Path) -> None:
    """Keep what the next build into this folder will want to know."""
    settings, state = session.settings, session.state
    today = int(time.time()) // _DAY
    if session.options.remember:
        kept = _state(done, _summary(done, settings), today)
        name = write_state(folder, kept, settings.output)
        session.memory.state = name, kept
        write_seal(folder, make_seal(settings, kept, name, done.tree))
    # Once a day the store hears what is in use, so that a prune knows it.
    told = state is not None and state.used_on == today
    rows = done.gathered.rows.encoded
    session.store.commit((), used=() if told else frozenset(keys_of(rows)))
    session.store.close()


def _report(session: Session, done: _Done) -> BuildReport:
    from hutong.build.site import BuildReport

    return BuildReport(
        summary=_summary(done, session.settings),
        written=done.tree.written,
        unchanged=len(done.tree.unchanged),
        removed=done.tree.removed,
        reasons=done.agenda.reasons,
        conversions=done.gathered.conversions,
        timings=session.clock.parts,
        seconds=session.clock.seconds,
    )


def _surroundings(session: Session, assets: ThemeAssets) -> bytes:
    """What of the theme decides which files there are, and what all pages share."""
    renderer, variants = session.renderer, session.settings.variants
    words = [renderer.catalogue_digest(variant.locale) for variant in variants]
    names = renderer.used_names("article.html")
    related = names is None or "related" in names
    return digest(encode(assets.addresses), encode(assets.files), *words, bytes([related]))


def _summary(done: _Done, settings: HutongSettings) -> Summary:
    arrangement = done.arrangement
    return Summary(
        articles=arrangement.articles,
        pages=len(arrangement.listed) - arrangement.articles,
        editions=len(settings.variants),
        files=len(done.tree.stamps),
        unpublished=arrangement.unpublished,
        hidden_paths=arrangement.hidden_paths,
        warnings=arrangement.warnings,
        manifest=done.tree.digest,
    )


def _state(done: _Done, summary: Summary, today: int) -> State:
    gathered, arrangement, agenda = done.gathered, done.arrangement, done.agenda
    stock = arrangement.stock
    return State(
        used_on=today,
        code=gathered.code,
        plan=arrangement.key,
        ground=gathered.ground.digest,
        since=arrangement.since,
        until=arrangement.until,
        sources=dict(gathered.sources),
        rows=gathered.rows.encoded,
        listed=dict(arrangement.listed),
        counterparts=tuple((*one, path) for one, path in stock.counterparts.items()),
        ids=dict(stock.ids),
        pages=dict(stock.pages),
        tables=stock.tables,
        shared=done.setting.shared,
        facts=agenda.facts,
        environments=agenda.environments,
        outputs={**agenda.kept, **_outputs(done)},
        summary=summary,
    )


def _outputs(done: _Done) -> dict[str, Output]:
    outputs = {}
    for path, one in done.made.items():
        wanted = done.agenda.wanted[path]
        outputs[path] = Output(
            edition=wanted.edition,
            kind=wanted.kind,
            plan=wanted.plan,
            reads=one.reads,
            sha256=one.sha256,
            stamp=done.tree.stamps[path],
            settled=path not in done.tree.unsettled,
        )
    return outputs
