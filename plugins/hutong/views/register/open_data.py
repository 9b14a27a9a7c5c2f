"""The files of the open data: the register as all editions show it, at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from hutong.formats.absolute import absolutise
from hutong.register import Agreement, Policy, Record, RecordKind
from hutong.register.exports.dataset import Article, Dataset, Edition, Entry, Licence
from hutong.register.exports.files import files, names
from hutong.taxonomy import Taxon
from hutong.views import edition as shown
from hutong.views.edition import ALL_RECORDS, Read
from hutong.views.plans import DataFile

_OF_RECORDS: Final = frozenset({"sheet", "prose", "record"})
FILES: Final = names()
"""The paths of all files, below the site's root."""


class OpenData:
    """Makes the files of one plan after the other; what they share is made once.

    Each file has read all that any of them shows.
    """

    def __init__(self, editions: Sequence[shown.Edition]) -> None:
        self._editions = editions
        self._made: tuple[DataFile, dict[str, bytes], list[frozenset[Read]]] | None = None

    def file(self, plan: DataFile) -> bytes:
        """The bytes of a file."""
        same = DataFile("", plan.records, plan.articles)
        if self._made is None or self._made[0] != same:
            made = {name: make() for name, make in files(dataset(self._editions, plan))}
            self._made = same, made, [_together(one.reads) for one in self._editions]
            for edition in self._editions:
                edition.reads.clear()
        _, made, reads = self._made
        for edition, read in zip(self._editions, reads, strict=True):
            edition.reads |= read
        return made[plan.name]


def _together(reads: Iterable[Read]) -> frozenset[Read]:
    """What was read, with one fact in the place of those about each record."""
    return frozenset(ALL_RECORDS if read[0] in _OF_RECORDS else read for read in reads)


def dataset(editions: Sequence[shown.Edition], plan: DataFile) -> Dataset:
    """All records in every edition, with the articles that name them."""
    site = editions[0].site
    articles = dict(plan.articles)
    told = {key: _article(editions, key) for some in articles.values() for key in some}
    records = {
        kind: tuple(
            _entry(editions, kind, id_, [told[key] for key in articles.get(f"{kind}/{id_}", ())])
            for of, id_ in sorted(plan.records)
            if of is kind
        )
        for kind in RecordKind
    }
    everything = [entry.record for some in records.values() for entry in some]
    return Dataset(
        editions=tuple(
            Edition(
                tag=one.variant.tag,
                hreflang=one.variant.hreflang,
                name=one.variant.site_name,
                url=one.absolute(""),
            )
            for one in editions
        ),
        records=records,
        terms={
            "places": _terms(editions, Taxon.PLACE, _places(everything)),
            "subjects": _terms(editions, Taxon.TAG, _subjects(everything)),
        },
        root=f"{site.addresses.site_url}/",
        publisher=site.publisher or editions[0].variant.site_name,
        licence=Licence(
            name=site.licence.name,
            title={one.variant.tag: site.licence.title(one.variant.tag) for one in editions},
            url=site.licence.url,
        ),
        commit=site.commit,
        updated=max((date for one in everything for date in _dates(one)), default=""),
    )


def _entry(
    editions: Sequence[shown.Edition], kind: RecordKind, id_: str, articles: Iterable[Article]
) -> Entry:
    forms: dict[str, Record] = {}
    prose: dict[str, str] = {}
    for edition in editions:
        tag = edition.variant.tag
        forms[tag] = edition.sheet(kind, id_)
        html = edition.prose(kind, id_)
        prose[tag] = absolutise(html, edition.absolute(f"{kind}/{id_}/")) if html else ""
    return Entry(forms=forms, prose=prose, articles=tuple(articles))


def _article(editions: Sequence[shown.Edition], key: str) -> Article:
    titles: dict[str, str] = {}
    urls: dict[str, str] = {}
    date = ""
    for edition in editions:
        document = edition.entry(key)
        titles[edition.variant.tag] = document.title
        urls[edition.variant.tag] = edition.absolute(document.url_path)
        date = document.date.at.astimezone(edition.site.zone).date().isoformat()
    return Article(id=key, titles=titles, urls=urls, date=date)


def _terms(
    editions: Sequence[shown.Edition], taxon: Taxon, ids: Iterable[str]
) -> dict[str, dict[str, str]]:
    return {
        id_: {one.variant.tag: one.term(taxon, id_).name for one in editions} for id_ in sorted(ids)
    }


def _places(records: Iterable[Record]) -> set[str]:
    return {one.place for one in records if isinstance(one, Agreement) and one.place}


def _subjects(records: Iterable[Record]) -> set[str]:
    return {
        subject
        for one in records
        if isinstance(one, (Agreement, Policy))
        for subject in one.subjects
    }


def _dates(record: Record) -> Iterator[str]:
    """The days on which an editor last looked at the sources of a record."""
    return (one.retrieved for one in record.sources if len(one.retrieved) == len("2026-11-22"))
