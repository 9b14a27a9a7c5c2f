"""All rows together: what is public, where it stands, and what is wrong between documents."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from hutong.build.editions import differing_figures, is_public
from hutong.build.findings import unknown_decisions
from hutong.build.ground import Ground
from hutong.build.references import (
    Names,
    ReadText,
    check_references,
    check_register,
    with_used,
)
from hutong.build.rows import Row, decode_document, decode_text, fetch, is_counterpart
from hutong.build.scan import Scan, record_kind, shown
from hutong.build.sheets import NO_PROSE_KEY, decode_prose, decode_record
from hutong.build.shelf import Parts, parts_of
from hutong.build.soundness import soundness
from hutong.build.store import Store
from hutong.model import Document, Html, Problem, Provenance, Severity
from hutong.register import Read, Record, files_of
from hutong.settings import HutongSettings
from hutong.source import anchors
from hutong.taxonomy import Taxonomy
from hutong.views.order import NEWS_SITEMAP, Ids, Listed, listed, over_at

Counterparts = Mapping[tuple[str, str], str]
"""The path of the counterpart of a document in an edition, by (id, tag)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What a site has. ``listed`` are its public documents, by id.

    ``records`` are those of the register as written, with ids where they name others; ``names``
    what each is called in every edition, by ``kind/id``; ``mentions`` which of them the text of
    each document links to, by its id.

    ``hidden_files`` are shown only by texts that are not public, ``hidden_paths`` are pages that
    only such texts would have. At ``until`` something of all this changes by itself.
    """

    listed: Mapping[str, Listed]
    counterparts: Counterparts
    counterpart_ids: Mapping[str, Ids]
    taxonomy: Taxonomy
    unpublished: int
    records: tuple[Record, ...]
    names: Mapping[str, tuple[str, ...]]
    mentions: Mapping[str, set[str]]
    hidden_files: frozenset[str]
    hidden_paths: frozenset[str]
    problems: tuple[Problem, ...]
    until: datetime
    parts: dict[str, tuple[Parts, ...]]


def survey(
    rows: Mapping[str, Row],
    scan: Scan,
    ground: Ground,
    store: Store,
    settings: HutongSettings,
    *,
    jobs: int = 1,
) -> Survey:
    """Look at all rows.

    :raises LostTextError: if the store has lost what a row speaks of.
    """
    once = _Pass(rows.values(), store)
    documents = [document for document, _ in once.read]
    taxonomy = with_used(ground.taxonomy, documents)
    problems = [*ground.problems, *once.problems]
    sound = soundness(scan, problems)
    around = (taxonomy, ground.register)
    problems += check_references(once.read, once.links, around, sound, _anchors_of(rows, store))
    problems += check_register(once.records, ground, sound, settings, jobs=jobs)
    paths = {*(document.path for document in documents), *(one.record.path for one in once.records)}
    problems += unknown_decisions(ground.rules.everything_decided, paths, settings.tags)
    problems += ahead(documents, settings)
    public, hidden = parted(documents, settings)
    counterparts = {(one.id, one.variant): one.path for one in public if is_counterpart(one)}
    problems += _told(once, public, settings.tags, counterparts)
    problems += _differing(public, rows, store)
    names = Names(taxonomy, ground.register)
    return Survey(
        listed=_listed(public, names, settings),
        counterparts=counterparts,
        counterpart_ids={one.path: names.ids(one) for one in public if is_counterpart(one)},
        taxonomy=taxonomy,
        unpublished=len(hidden),
        records=tuple(ground.resolved(one.record) for one in once.records),
        names=once.names,
        mentions=_mentions(public, once.naming, settings.tags, counterparts),
        hidden_files=_hidden_files(public, hidden) - once.assets,
        hidden_paths=_hidden_paths(public, hidden),
        problems=tuple(dict.fromkeys(problems)),
        until=_until(documents, settings),
        parts=once.parts,
    )


def _told(
    once: _Pass,
    public: Iterable[Document],
    tags: Sequence[str],
    counterparts: Collection[tuple[str, str]],
) -> Iterator[Problem]:
    """What conversion had to say of all that readers may see."""
    for read in once.records:
        if read.record.path in once.telling:
            yield from once.telling[read.record.path].told(range(len(tags)))
    for one in public:
        if one.path in once.telling:
            yield from once.telling[one.path].told(shown_in(one, tags, counterparts))


def shown_in(
    document: Document, tags: Sequence[str], counterparts: Collection[tuple[str, str]]
) -> list[int]:
    """The editions that show what this very document was converted to, by number."""
    if is_counterpart(document):
        return [number for number, tag in enumerate(tags) if tag == document.variant]
    return [number for number, tag in enumerate(tags) if (document.id, tag) not in counterparts]


def _mentions(
    public: Iterable[Document],
    naming: Mapping[str, Row],
    tags: Sequence[str],
    counterparts: Collection[tuple[str, str]],
) -> Mapping[str, set[str]]:
    """The records that readers see each document link to, by its id."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one in public:
        if one.path in naming:
            forms = naming[one.path].forms
            for number in shown_in(one, tags, counterparts):
                found[one.id].update(forms[number].mentions)
    return found


def parted(
    documents: Iterable[Document], settings: HutongSettings
) -> tuple[list[Document], tuple[Document, ...]]:
    """Public documents, and those that readers may not see now.

    A counterpart is public only if its original is.
    """
    everything = list(documents)
    ids = {
        one.id
        for one in everything
        if one.provenance is Provenance.ORIGINAL and is_public(one, settings.now)
    }
    kept: list[Document] = []
    hidden: list[Document] = []
    for one in everything:
        (kept if one.id in ids and is_public(one, settings.now) else hidden).append(one)
    return kept, tuple(hidden)


def ahead(documents: Iterable[Document], settings: HutongSettings) -> Iterator[Problem]:
    """Changes and corrections that have not happened yet: a slip of the pen."""
    now, today = settings.now, settings.now.astimezone(settings.zone).date()
    for one in documents:
        for what, wrong in (
            ("'modified' lies in the future", one.modified and one.modified.at > now),
            ("a correction lies in the future", any(c.date > today for c in one.corrections)),
        ):
            if wrong:
                yield Problem(shown(one.path), 1, what, "mend the date", Severity.WARNING)


class _Pass:
    """What is taken from all rows in one pass: each is decoded as it comes, and they are many.

    ``telling`` are those that have something to say while readers may see them, ``naming`` those
    whose texts link to records.
    """

    def __init__(self, rows: Iterable[Row], store: Store) -> None:
        self.read: list[ReadText] = []
        self.problems: list[Problem] = []
        self.telling: dict[str, Row] = {}
        self.parts: dict[str, tuple[Parts, ...]] = {}
        self.records: list[Read] = []
        self.names: dict[str, tuple[str, ...]] = {}
        self.links: list[tuple[str, tuple[tuple[str, int], ...]]] = []
        self.assets: set[str] = set()
        self.naming: dict[str, Row] = {}
        for row in rows:
            self.parts[row.path] = parts_of(row)
            self.problems += (*row.read.problems, *row.warnings)
            if row.read.document:
                self._take(row, fetch(store, row.read.document), store)
            if row.if_public or any(form.problems for form in row.forms):
                self.telling[row.path] = row

    def _take(self, row: Row, data: bytes, store: Store) -> None:
        """A text that was read whole."""
        kind = record_kind(row.path)
        if kind is None:
            document = decode_document(data)
            self.read.append((document, row.read.lines))
            if row.mentions:
                self.naming[row.path] = row
            return
        record = decode_record(kind, data)
        self.records.append(Read(record, row.read.lines, shown(row.path)))
        self.names[f"{kind}/{record.id}"] = row.names
        self.assets.update(files_of(record))
        if row.read.text and row.read.text.key != NO_PROSE_KEY:
            prose = decode_prose(fetch(store, row.read.text))
            self.assets.update(prose.assets)
            if prose.links:
                self.links.append((row.path, prose.links))


def _anchors_of(rows: Mapping[str, Row], store: Store) -> Callable[[str], Collection[str]]:
    @functools.cache
    def found(path: str) -> Collection[str]:
        text = rows[path].read.text
        return anchors(Html(decode_text(fetch(store, text)).body)) if text else ()

    return found


def _listed(
    public: Iterable[Document], names: Names, settings: HutongSettings
) -> dict[str, Listed]:
    now, zone = settings.now, settings.zone
    return {
        one.id: listed(one, names.ids(one), now=now, zone=zone)
        for one in public
        if not is_counterpart(one)
    }


def _differing(
    public: Sequence[Document], rows: Mapping[str, Row], store: Store
) -> Iterator[Problem]:
    """Figures that a counterpart does not share with its original."""
    originals = {one.id: one for one in public if not is_counterpart(one)}
    for one in public:
        if is_counterpart(one):
            ours, theirs = (_body(rows[each.path], store) for each in (originals[one.id], one))
            yield from differing_figures(ours, theirs, one.path)


def _body(row: Row, store: Store) -> str:
    return decode_text(fetch(store, row.read.text)).body if row.read.text else ""


def _hidden_files(public: Iterable[Document], hidden: Iterable[Document]) -> frozenset[str]:
    """Pictures and attachments that only texts which are not public use."""
    in_use = {path for one in public for path in one.assets}
    return frozenset(path for one in hidden for path in one.assets) - in_use


def _hidden_paths(public: Iterable[Document], hidden: Iterable[Document]) -> frozenset[str]:
    in_use = {str(one.url_path) for one in public}
    return frozenset(str(one.url_path) for one in hidden) - in_use


_MIDNIGHT: Final = timedelta(days=1)


def _until(documents: Iterable[Document], settings: HutongSettings) -> datetime:
    """The next moment at which time alone changes the site, at the latest midnight."""
    now, zone = settings.now, settings.zone
    today = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    moments = [today + _MIDNIGHT]
    for one in documents:
        given = (one.date, one.embargo, one.expires, one.pick_until, one.modified)
        moments += (moment.at for moment in given if moment and moment.at > now)
        if one.date.at + NEWS_SITEMAP >= now:
            moments.append(one.date.at + NEWS_SITEMAP + timedelta.resolution)
        if one.event and (over := over_at(one.event, zone)) > now:
            moments.append(over)
    return min(moments)
