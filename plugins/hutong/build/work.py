"""The work of a build that found something new: gather, arrange, render, write, remember."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from hutong.build.agenda import Agenda, Setting, all_facts, make_agenda, set_up
from hutong.build.arrange import Arrangement, arrange
from hutong.build.assets import ThemeAssets, theme_assets
from hutong.build.beside import beside
from hutong.build.gather import Gathered, gather
from hutong.build.ledger import Changes
from hutong.build.outpaths import MANIFEST, folders_of
from hutong.build.produce import Job, Made, prepare_templates, produce
from hutong.build.program import is_outdated
from hutong.build.rows import digest, encode, keys_of
from hutong.build.seal import Seal, Summary, output_name, write_seal
from hutong.build.session import Session, store_folder
from hutong.build.stamps import stamp_of
from hutong.build.state import State, write_output, write_state
from hutong.build.tree import TreeReport, open_tree
from hutong.settings import HutongSettings

if TYPE_CHECKING:
    from hutong.build.site import BuildReport

_DAY: Final = 24 * 3600
_Key = TypeVar("_Key", str, int)


def work(session: Session) -> BuildReport:
    """Build the output folder, and keep what the next build will want to know.

    :raises ContentError: with every problem; the output folder is as it was.
    :raises CannotRun: if settings, theme or disk do not allow it.
    :raises LostTextError: if the store has lost what the last state relies on.
    """
    settings, clock = session.settings, session.clock
    first = session.state is None and session.options.jobs > 1
    with beside(partial(prepare_templates, session.renderer, settings), worth=first) as compiled:
        gathered = gather(session)
        clock.lap("reading")
        assets = theme_assets(settings.theme, settings.variants)
        arrangement = arrange(session, gathered, _surroundings(session, assets))
        setting = set_up(session, arrangement, assets)
        clock.lap("arranging")
        with (
            open_tree(settings.output, keep=settings.keep, seen=session.looked.output()) as tree,
            beside(partial(all_facts, session, arrangement), worth=first) as facts,
        ):
            agenda = make_agenda(session, arrangement, setting, assets, tree)
            if first:
                compiled()
            clock.lap("planning")
            made = _made(session, arrangement, setting, agenda, tree.stage)
            clock.lap("rendering")
            written = tree.commit(
                {path: one.sha256 for path, one in made.items()},
                agenda.kept,
            )
            clock.lap("writing")
            done = _Done(gathered, arrangement, setting, agenda, facts, made, written)
            _remember(session, done)
    clock.lap("remembering")
    return _report(session, done)


@dataclass(frozen=True, slots=True)
class _Done:
    """Everything that a build found out and made."""

    gathered: Gathered
    arrangement: Arrangement
    setting: Setting
    agenda: Agenda
    facts: Callable[[], dict[int, int]]
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
    made = produce(job, todo, jobs=options.jobs, told=options.watch, cluster=session.cluster)
    return {one.path: one for one in made}


def _remember(session: Session, done: _Done) -> None:
    """Keep what the next build into this folder will want to know."""
    settings, state = session.settings, session.state
    today = int(time.time()) // _DAY
    if session.options.remember and is_outdated():
        session.memory.state = None
        session.options.tell("Hutong was changed while it ran: nothing is kept; start it again")
    elif session.options.remember:
        kept = _state(session, done, today)
        seal = _seal(session, done, kept)
        session.memory.state = None  # until all of it is kept
        write_output(session.books.folder, output_name(settings.cache, settings.output))
        write_state(session.books.states, kept, _state_changes(session, done, kept))
        write_seal(session.books.seals, seal, _seal_changes(session.looked.seal, seal))
        session.memory.state = kept
    # Once a day the store hears what is in use, so that a prune knows it.
    told = state is not None and state.used_on == today
    known = not done.gathered.conversions[1]  # all of it was put there just now
    rows = done.gathered.rows
    session.store.commit((), used=() if told or known else frozenset(keys_of(rows.values())))
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


def _state(session: Session, done: _Done, today: int) -> State:
    gathered, arrangement, agenda = done.gathered, done.arrangement, done.agenda
    stock = arrangement.stock
    made = done.made.items()
    return State(
        name=os.urandom(16),
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
        facts=done.facts() if agenda.facts is None else agenda.facts,
        environments=agenda.environments,
        outputs=dict(agenda.encoded),
        reads={**_kept_reads(session, agenda), **{path: one.reads for path, one in made}},
        digests={**agenda.kept, **{path: one.sha256 for path, one in made}},
        scan_problems=gathered.scan.problems,
        summary=_summary(done, session.settings),
    )


def _kept_reads(session: Session, agenda: Agenda) -> dict[str, bytes]:
    before = session.state.reads if session.state else {}
    if len(agenda.kept) + len(agenda.reasons) == len(before):
        return before  # those made anew are put over it
    return {path: before[path] for path in agenda.kept}


def _seal(session: Session, done: _Done, state: State) -> Seal:
    """What to look at next time: all stamps from before anything was read or written."""
    settings, looked, tree = session.settings, session.looked, done.tree
    manifest = stamp_of((settings.output / MANIFEST).lstat())
    return Seal(
        inputs=looked.inputs,
        since=state.since,
        until=state.until,
        # What was read is known by the stamp that it had when it was scanned.
        content={
            **looked.content.files,
            **{
                path: one.stamp
                for path, one in state.sources.items()
                if path in looked.content.files
            },
        },
        content_others=looked.others,
        outputs={**tree.stamps, MANIFEST: manifest},
        output_folders=_folders(looked.seal, tree),
        doubtful_content={
            path: one.digest
            for path, one in state.sources.items()
            if not one.settled and path in looked.content.files
        },
        doubtful_outputs={
            **{path: state.digests[path] for path in tree.unsettled},
            MANIFEST: tree.digest,
        },
        summary=state.summary,
        state=state.name,
    )


def _folders(seal: Seal | None, tree: TreeReport) -> frozenset[str]:
    """The folders of the new tree; those of the old one if it has the same files."""
    if seal is not None and seal.outputs.keys() - {MANIFEST} == tree.stamps.keys():
        return seal.output_folders
    return frozenset(folders_of(tree.stamps))


def _state_changes(session: Session, done: _Done, kept: State) -> Changes | None:
    """How the tables of a state differ from those of the last one; None if lines are gone."""
    state = session.state
    if state is None or done.arrangement.order is not None or session.looked.seal is None:
        return None
    made = done.made.items()
    return {
        "sources": _new(kept.sources, state.sources),
        "rows": {path: kept.rows[path] for path in done.gathered.changed},
        "listed": {},
        "pages": {},
        "facts": _new(kept.facts, state.facts),
        "outputs": {},
        "reads": {path: one.reads for path, one in made},
        "digests": {path: one.sha256 for path, one in made},
    }


def _seal_changes(before: Seal | None, seal: Seal) -> Changes | None:
    """How the tables of a seal differ from those of the last one; None if lines are gone."""
    if (
        before is None
        or before.content.keys() != seal.content.keys()
        or before.outputs.keys() != seal.outputs.keys()
    ):
        return None
    return {
        "content": _new(seal.content, before.content),
        "outputs": _new(seal.outputs, before.outputs),
        "output_folders": {},
    }


def _new(after: Mapping[_Key, object], before: Mapping[_Key, object]) -> dict[_Key, object]:
    """The lines that are new or other than they were."""
    return {key: value for key, value in after.items() if before.get(key) != value}
