"""What the tree shall hold, and which files of it must be made anew, with the reason for each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from hutong.build.arrange import Arrangement, Decoded
from hutong.build.assets import ThemeAssets
from hutong.build.outpaths import check_paths
from hutong.build.outputs import (
    SITE,
    Change,
    Copied,
    Scaled,
    Wanted,
    decode_wanted,
    environment,
    wanted_files,
    wanted_pages,
    why,
    why_of_facts,
)
from hutong.build.pages import KINDS, TEMPLATES
from hutong.build.program import page_code, settings_digest
from hutong.build.render import Renderer
from hutong.build.rows import digest, encode
from hutong.build.session import Session
from hutong.build.shelf import Shelf, fact_number, fact_state
from hutong.build.stamps import Stamp
from hutong.build.state import State
from hutong.build.store import Store
from hutong.build.tree import Tree
from hutong.settings import HutongSettings
from hutong.views.chrome import edition_view
from hutong.views.edition import Edition, Read, Site
from hutong.views.plan import Sizes, edition_plans, site_plans
from hutong.views.plans import DataFile
from hutong.views.records import EditionView
from hutong.views.register.open_data import FILES
from hutong.views.register.order import RegisterOrder
from hutong.views.register.plan import data_plans, permanent_plans, register_plans
from hutong.views.related import Related
from hutong.views.urls import Addresses

_RELATED: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What the tree shall hold. ``kept`` are files that are there already, by SHA-256 in hex.

    ``reasons`` says of all others why they must be made, ``wanted`` what of; ``encoded`` is the
    same of every file, for the next build. ``facts`` are None where there was no last build whose
    facts they could be compared with.
    """

    wanted: Mapping[str, Wanted]
    encoded: Mapping[str, bytes]
    kept: Mapping[str, str]
    reasons: Mapping[str, str]
    facts: dict[int, int] | None
    environments: dict[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Setting:
    """What all pages are made with. ``fields`` are those that each template may ask for."""

    site: Site
    shared: tuple[EditionView, ...]
    fields: Mapping[str, frozenset[str] | None]


def set_up(session: Session, arrangement: Arrangement, assets: ThemeAssets) -> Setting:
    """What all pages are made with: what an edition's pages share is made, or carried over."""
    settings, renderer, state = session.settings, session.renderer, session.state
    site = Site(
        variants=settings.variants,
        addresses=Addresses(settings.site_url, settings.base_path),
        zone=settings.zone,
        now=settings.now,
        publisher=settings.publisher,
        share=settings.share,
        share_via=settings.share_via,
        page_size=settings.page_size,
        feed_size=settings.feed_size,
        left_out=settings.left_out,
        theme=assets.addresses,
        licence=settings.licence,
        commit=settings.commit,
    )
    order = arrangement.order
    if order is None and state is not None:
        shared = state.shared
    elif order is not None:
        shared = tuple(
            edition_view(edition, order, register=bool(arrangement.register))
            for edition in editions(site, arrangement, renderer, session.store)
        )
    else:
        raise ValueError("an arrangement without an order is that of a state")
    fields = {name: renderer.used_names(name) for name in TEMPLATES}
    return Setting(site=site, shared=shared, fields=fields)


def editions(
    site: Site, arrangement: Arrangement, renderer: Renderer, store: Store
) -> tuple[Edition, ...]:
    """Every edition, with a shelf of its own."""
    return tuple(
        Edition(
            site,
            variant,
            renderer.words(variant.locale),
            Shelf(arrangement.stock, store, number, variant.tag),
        )
        for number, variant in enumerate(site.variants)
    )


def make_agenda(
    session: Session, arrangement: Arrangement, setting: Setting, assets: ThemeAssets, tree: Tree
) -> Agenda:
    """Compare what shall be with what the last build made and what is there now."""
    state = session.state
    facts, names = _compared(session, arrangement, state) if state else (None, {})
    environments = _environments(session, setting)
    change = Change(
        facts=frozenset(names),
        environments=_differing(environments, state.environments if state else {}),
        names=names,
    )
    wanted: Mapping[str, Wanted]
    if arrangement.order is None and state is not None:
        wanted, encoded = Decoded(state.outputs, decode_wanted), state.outputs
        reasons = dict(_carried_reasons(state, wanted, change))
    else:
        wanted = dict(_planned(arrangement, setting, assets, session.settings))
        check_paths(wanted)
        encoded = {path: encode(one) for path, one in wanted.items()}
        reasons = dict(_reasons(state, wanted, change))
    kept = _kept(session, wanted.keys() - reasons.keys(), tree, reasons)
    return Agenda(
        wanted=wanted,
        encoded=encoded,
        kept=kept,
        reasons={path: reasons[path] for path in wanted if path in reasons},
        facts=facts,
        environments=environments,
    )


def _carried_reasons(
    state: State, wanted: Mapping[str, Wanted], change: Change
) -> Iterator[tuple[str, str]]:
    """Of files whose plans are those of the last build, which must be made anew."""
    if change.environments:
        yield from _reasons(state, wanted, change)
    elif change.facts:
        for path, reads in state.reads.items():
            reason = why_of_facts(reads, change)
            if reason:
                yield path, reason


def _reasons(
    state: State | None, wanted: Mapping[str, Wanted], change: Change
) -> Iterator[tuple[str, str]]:
    outputs, reads = (state.outputs, state.reads) if state else ({}, {})
    for path, one in wanted.items():
        reason = why(one, outputs.get(path), reads.get(path, b""), change)
        if reason:
            yield path, reason


def _kept(
    session: Session, paths: Collection[str], tree: Tree, reasons: dict[str, str]
) -> dict[str, str]:
    """Files that the tree holds as they were made; the others get their reason."""
    state, seal = session.state, session.looked.seal
    if state is None or not paths:
        reasons.update(dict.fromkeys(paths, "missing or changed in the output"))
        return {}
    digests = state.digests
    if seal is not None and tree.is_as_seen:
        return {path: digests[path] for path in paths}
    stamps: Mapping[str, Stamp] = seal.outputs if seal else {}
    doubtful: Collection[str] = seal.doubtful_outputs if seal else ()
    kept: dict[str, str] = {}
    for path in paths:
        stamp = tree.found.files.get(path)
        sure = stamp is not None and stamp == stamps.get(path) and path not in doubtful
        if stamp is not None and (sure or tree.has(path, stamp[0], digests[path])):
            kept[path] = digests[path]
        else:
            reasons[path] = "missing or changed in the output"
    return kept


def _shelves(session: Session, arrangement: Arrangement) -> list[Shelf]:
    return [
        Shelf(arrangement.stock, session.store, number, variant.tag)
        for number, variant in enumerate(session.settings.variants)
    ]


def _planned(
    arrangement: Arrangement, setting: Setting, assets: ThemeAssets, settings: HutongSettings
) -> Iterator[tuple[str, Wanted]]:
    order = arrangement.order
    if order is None:
        return
    fields = setting.fields["article.html"]
    wants_related = fields is None or "related" in fields
    sizes = Sizes(
        page=settings.page_size,
        feed=settings.feed_size,
        related=Related(order, _RELATED) if wants_related else None,
    )
    register = arrangement.register or RegisterOrder((), order, {})
    pages = [*edition_plans(order, settings.left_out, sizes), *register_plans(register)]
    once = [
        *site_plans(order, pages, settings.left_out),
        *permanent_plans(register),
    ]
    if "open-data" not in settings.left_out:
        once += data_plans(register, FILES)
    yield from wanted_pages(pages, once, settings.variants)
    yield from wanted_files(
        assets, arrangement.media, arrangement.stock.sizes, arrangement.hidden_files
    )


def all_facts(session: Session, arrangement: Arrangement) -> dict[int, int]:
    """The state of every fact, for the next build to compare with."""
    return {fact: found for fact, found, _ in _states(session, arrangement)}


def _compared(
    session: Session, arrangement: Arrangement, state: State
) -> tuple[dict[int, int], dict[int, str]]:
    """The state of every fact, and what those are that are not as they were."""
    before = state.facts
    names: dict[int, str] = {}
    after: dict[int, int] = dict(before) if arrangement.order is None else {}
    for fact, found, read in _states(session, arrangement):
        after[fact] = found
        if before.get(fact) != found:
            names[fact] = " ".join(read)
    for fact in before.keys() - after.keys():
        names[fact] = "something that is gone"
    return after, names


def _states(session: Session, arrangement: Arrangement) -> Iterator[tuple[int, int, Read]]:
    """The facts that are looked at: number and state of each, and what it is."""
    for number, shelf in enumerate(_shelves(session, arrangement)):
        for read, value in _looked_at(arrangement, shelf):
            yield fact_number(number, read), fact_state(value), read


def _looked_at(arrangement: Arrangement, shelf: Shelf) -> Iterator[tuple[Read, bytes]]:
    if arrangement.order is not None:
        yield from shelf.facts(arrangement.listed)
    else:
        for key in arrangement.texts:
            yield from shelf.facts_of(key, arrangement.listed[key])


def _environments(session: Session, setting: Setting) -> dict[str, bytes]:
    """The digest of what each kind of page and file is made with, in each edition."""
    settings, renderer = session.settings, session.renderer
    told = settings_digest(settings, less=("now", "commit"))
    base = digest(page_code(), told, encode(setting.site.theme))
    words = digest(*(renderer.catalogue_digest(one.locale) for one in settings.variants))
    found: dict[str, bytes] = {}
    for number in range(SITE, len(settings.variants)):
        shared = encode(setting.shared[max(number, 0)])
        for kind, template in KINDS.items():
            name = environment(number, kind)
            if template:
                found[name] = digest(base, words, shared, renderer.template_digest(template))
            else:
                found[name] = base
    data = environment(SITE, DataFile.__name__)
    found[data] = digest(base, settings.commit.encode())
    found[environment(SITE, Copied.__name__)] = b""
    found[environment(SITE, Scaled.__name__)] = digest(page_code())
    return found


def _differing(after: Mapping[str, bytes], before: Mapping[str, bytes]) -> frozenset[str]:
    return frozenset(name for name, found in after.items() if before.get(name) != found)
