"""Content → what the site consists of: from all rows, or from the last build where that stands.

A changed text that places nothing anew (the same date, tags, links, anchors…) leaves the
arrangement as it was: then only the facts about that text are looked at.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from hutong.build.gather import Gathered
from hutong.build.names import Table
from hutong.build.program import page_code, settings_digest
from hutong.build.rows import Row, decode_document, digest, encode, encode_timed, fetch
from hutong.build.scan import record_kind, shown
from hutong.build.session import Session
from hutong.build.shelf import Stock
from hutong.build.state import State, decode_listed
from hutong.build.store import Store
from hutong.build.survey import ahead, survey
from hutong.errors import ContentError
from hutong.model import Kind, Problem, Severity
from hutong.settings import HutongSettings
from hutong.share import check_networks
from hutong.views.order import Listed, Order
from hutong.views.register.order import RegisterOrder

if TYPE_CHECKING:
    from hutong.build.survey import Survey

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """What the site consists of.

    ``order`` and ``register`` are None where the arrangement of ``state`` stands: of it then only
    ``texts`` (ids of documents) changed, and nothing at all if there are none.
    """

    key: bytes
    stock: Stock
    order: Order | None
    register: RegisterOrder | None
    texts: tuple[str, ...]
    hidden_files: frozenset[str]
    media: Mapping[str, bytes]
    listed: Mapping[str, bytes]
    articles: int
    unpublished: int
    hidden_paths: frozenset[str]
    warnings: tuple[Problem, ...]
    since: float
    until: float


class Decoded(Mapping[str, _Value]):
    """A mapping whose values are decoded when they are asked for."""

    def __init__(self, data: Mapping[str, bytes], decode: Callable[[bytes], _Value]) -> None:
        self._data = data
        self._get = functools.lru_cache(1000)(lambda key: decode(data[key]))

    def __getitem__(self, key: str) -> _Value:
        return self._get(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)


def arrange(session: Session, gathered: Gathered, surroundings: bytes) -> Arrangement:
    """Arrange all that was gathered; ``surroundings`` is the digest of what comes from the theme.

    :raises ContentError: with every problem, if any is an error.
    """
    key = digest(
        page_code(),
        gathered.code,
        gathered.ground.digest,
        encode(gathered.ground.problems),
        *(one for _, one in sorted(gathered.ground.media.items())),
        settings_digest(session.settings, less=("now", "commit")),
        surroundings,
    )
    state = session.state
    if state is not None and state.plan == key:
        carried = _carried(session, gathered, state)
        if carried is not None:
            return carried
    return _anew(session, gathered, key)


def _anew(session: Session, gathered: Gathered, key: bytes) -> Arrangement:
    settings, store = session.settings, session.store
    rows, jobs = gathered.rows, session.options.jobs
    found = survey(rows, gathered.scan, gathered.ground, store, settings, jobs=jobs)
    problems = (*found.problems, *share_problems(settings))
    raise_errors(problems)
    tables = _tables(found, gathered, store, settings)
    order = Order(found.listed, tuple(found.taxonomy.terms.values()), settings.zone, settings.now)
    shown_records = found.records if settings.has_register else ()
    register = RegisterOrder(shown_records, order, found.mentions)
    return Arrangement(
        key=key,
        stock=Stock(
            rows=gathered.rows,
            listed=found.listed,
            counterparts=found.counterparts,
            ids=found.counterpart_ids,
            pages=_pages(found),
            tables=tables,
            sizes=gathered.ground.sizes,
            found=found.parts,
            records=_record_paths(gathered.rows),
        ),
        order=order,
        register=register,
        texts=(),
        hidden_files=found.hidden_files,
        media=gathered.ground.media,
        listed={id_: encode_timed(one) for id_, one in found.listed.items()},
        articles=len(order.articles),
        unpublished=found.unpublished,
        hidden_paths=found.hidden_paths,
        warnings=tuple(dict.fromkeys(problems)),
        since=settings.now.timestamp(),
        until=found.until.timestamp(),
    )


def _record_paths(rows: Iterable[str]) -> dict[str, str]:
    """Where each record lies, by ``kind/id``."""
    return {path.rpartition(".")[0]: path for path in rows if record_kind(path)}


def _pages(found: Survey) -> dict[str, str]:
    """The address of each public document by its path; a counterpart's is its original's."""
    return {one.path: one.url_path for one in found.listed.values()}


def _tables(
    found: Survey, gathered: Gathered, store: Store, settings: HutongSettings
) -> tuple[Table, ...]:
    from hutong.build.names import decode_tables, name_tables, with_records
    from hutong.build.rows import encode
    from hutong.variants import make_converter

    terms = sorted(f"{taxon}/{key}" for taxon, key in found.taxonomy.terms)
    spelled = [sorted(term.names.items()) for term in found.taxonomy.terms.values()]
    ground = gathered.ground
    key = digest(b"names", gathered.code, ground.digest, encode([terms, spelled]))
    data = store.get(key)
    if data is not None:
        tables = decode_tables(data)
    else:
        converter = make_converter(rules=ground.rules, variants=settings.tags, cache=settings.cache)
        tables = name_tables(found.taxonomy, converter, settings.variants)
        store.put(key, encode(tables))
    return with_records(tables, found.names, have_pages=settings.has_register)


def share_problems(settings: HutongSettings) -> tuple[Problem, ...]:
    """What is wrong with the share links that the site asks for."""
    return check_networks(settings.share, today=settings.now.date(), path="pelicanconf.py")


def raise_errors(problems: tuple[Problem, ...]) -> None:
    """Stop where there is an error.

    :raises ContentError: with every problem, warnings too.
    """
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise ContentError(tuple(dict.fromkeys(problems)))


# Carrying over


def _carried(session: Session, gathered: Gathered, state: State) -> Arrangement | None:
    """The arrangement of the last build, if nothing that changed can have changed it."""
    settings = session.settings
    if not state.since <= settings.now.timestamp() < state.until:
        return None
    if gathered.rows.keys() != state.rows.keys():
        return None
    listed = Decoded(state.listed, decode_listed)
    retold = _retold(session, gathered, state, listed)
    if retold is None:
        return None
    texts, warnings = retold
    return Arrangement(
        key=state.plan,
        stock=Stock(
            rows=gathered.rows,
            listed=listed,
            counterparts={(id_, tag): path for id_, tag, path in state.counterparts},
            ids=state.ids,
            pages=state.pages,
            tables=state.tables,
            sizes=gathered.ground.sizes,
            records=_record_paths(gathered.rows),
        ),
        order=None,
        register=None,
        texts=texts,
        hidden_files=frozenset(),
        media=gathered.ground.media,
        listed=state.listed,
        articles=state.summary.articles,
        unpublished=state.summary.unpublished,
        hidden_paths=state.summary.hidden_paths,
        warnings=warnings,
        since=state.since,
        until=state.until,
    )


def _retold(
    session: Session, gathered: Gathered, state: State, listed: Mapping[str, Listed]
) -> tuple[tuple[str, ...], tuple[Problem, ...]] | None:
    """Ids of the public texts that changed, and all warnings; None if the arrangement changed."""
    texts: dict[str, str] = {}
    warnings = list(state.summary.warnings)
    paired = {id_ for id_, _, _ in state.counterparts}
    for path in sorted(gathered.changed):
        old, new = state.row(path), gathered.rows[path]
        if record_kind(path):
            return None  # pages of others show it
        if old is None or new.read.document is None or not _stands(old, new, state):
            return None
        document = decode_document(fetch(session.store, new.read.document))
        if document.id in paired:
            return None  # its figures are compared with those of its other half
        if document.kind is Kind.PAGE:
            return None  # every page names it in its footer
        warnings = [one for one in warnings if one.path != shown(path)]
        warnings += (*new.read.problems, *new.warnings)
        if document.id in listed and listed[document.id].path == path:
            texts[path] = document.id
            warnings += new.told(range(len(session.settings.variants)))
        warnings += ahead([document], session.settings)
    if any(one.severity is Severity.ERROR for one in warnings):
        return None  # told together with all others
    return tuple(texts.values()), tuple(dict.fromkeys(warnings))


def _stands(old: Row, new: Row, state: State) -> bool:
    """Whether a changed document leaves all others, and what is said of them, as it was."""
    if old.read.document is None or old.read.shape != new.read.shape:
        return False
    if old.mentions != new.mentions:
        return False  # pages of records list the articles that name them
    if any(new.path == path or _original(path) == new.path for _, _, path in state.counterparts):
        return False
    # What is said at another place than the file itself cannot be taken back one by one.
    return all(one.path == shown(new.path) for row in (old, new) for one in row.if_public)


def _original(path: str) -> str:
    """The path of the original that a counterpart belongs to."""
    folder, _, name = path.rpartition("/")
    return f"{folder}/{name.partition('.')[0]}.md"
