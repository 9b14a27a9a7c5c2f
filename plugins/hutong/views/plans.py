"""Plans: what each page and file is made of, by ids; no texts in them.

A plan is the same for every edition. It names all that decides which documents a page shows and
in which order, so that two equal plans whose documents did not change make one page.
"""

from __future__ import annotations

import msgspec

from hutong.model import Moment
from hutong.register import RecordKind
from hutong.taxonomy import Taxon


class _Plan(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """What all plans are."""


class HomePage(_Plan, frozen=True, array_like=True, tag=True):
    """The home page; ``sections`` gives the newest articles of each section."""

    lead: tuple[str, ...]
    latest: tuple[str, ...]
    picks: tuple[str, ...]
    events: tuple[str, ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...]


class NotFoundPage(_Plan, frozen=True, array_like=True, tag=True):
    """What a reader sees where there is nothing."""

    latest: tuple[str, ...]


class EventsPage(_Plan, frozen=True, array_like=True, tag=True):
    """The event list."""

    coming: tuple[str, ...]
    past: tuple[str, ...]


class ListPage(_Plan, frozen=True, array_like=True, tag=True):
    """Page ``number`` of ``count`` of a list: a term's, a month's, or (neither) all news."""

    articles: tuple[str, ...]
    number: int
    count: int
    total: int
    taxon: Taxon | None = None
    term: str = ""
    month: tuple[int, int] | None = None


class TermIndex(_Plan, frozen=True, array_like=True, tag=True):
    """The index of tags or sources, with how many articles each has."""

    taxon: Taxon
    terms: tuple[tuple[str, int], ...]


class MonthIndex(_Plan, frozen=True, array_like=True, tag=True):
    """The archive, or one ``year`` of it, with how many articles each month has."""

    months: tuple[tuple[int, int, int], ...]
    year: int = 0


class ArticlePage(_Plan, frozen=True, array_like=True, tag=True):
    """The page of an article or event; ``older`` and ``newer`` may be empty."""

    id: str
    older: str
    newer: str
    picks: tuple[str, ...]
    related: tuple[str, ...]


class StandingPage(_Plan, frozen=True, array_like=True, tag=True):
    """A standing page, such as About."""

    id: str


class Feed(_Plan, frozen=True, array_like=True, tag=True):
    """A feed of all articles or of a term's, in Atom or as JSON Feed."""

    articles: tuple[str, ...]
    form: str
    taxon: Taxon | None = None
    term: str = ""


Happening = tuple[str, str, str, int]
"""A date, what happens on it (:mod:`hutong.register.happenings`), an agreement, and the number of
its party, commitment or change that it is about."""


class RegisterHome(_Plan, frozen=True, array_like=True, tag=True):
    """The way into the register: counts, ``ways`` on, newest agreements, changes, calendar."""

    counts: tuple[tuple[RecordKind, int], ...]
    ways: tuple[str, ...]
    agreements: tuple[str, ...]
    changes: tuple[Happening, ...]
    calendar: bool


class AgreementTable(_Plan, frozen=True, array_like=True, tag=True):
    """All agreements, newest first."""

    agreements: tuple[str, ...]


class AgreementPage(_Plan, frozen=True, array_like=True, tag=True):
    """The ID card of an agreement, with the newest of ``total`` articles that name it.

    ``after`` are what it is to agreements that refer to it (``amended-by``) and their ids,
    ``chain`` its lineage from the first to the last, empty if it is alone, ``states`` what became
    of each commitment on the day of the build.
    """

    id: str
    articles: tuple[str, ...]
    total: int
    after: tuple[tuple[str, str], ...]
    chain: tuple[str, ...]
    states: tuple[str, ...]


class OrganisationPage(_Plan, frozen=True, array_like=True, tag=True):
    """An organisation: its agreements newest first, what it is made of, its people, policies."""

    id: str
    agreements: tuple[str, ...]
    articles: tuple[str, ...]
    total: int
    parts: tuple[str, ...]
    people: tuple[str, ...]
    policies: tuple[str, ...]


class PersonPage(_Plan, frozen=True, array_like=True, tag=True):
    """A person, with the agreements signed or witnessed, newest first."""

    id: str
    agreements: tuple[str, ...]
    articles: tuple[str, ...]
    total: int


class PolicyPage(_Plan, frozen=True, array_like=True, tag=True):
    """A policy, with the agreements that carry it out or rest on it, newest first."""

    id: str
    agreements: tuple[str, ...]
    articles: tuple[str, ...]
    total: int


class PlacePage(_Plan, frozen=True, array_like=True, tag=True):
    """A place, with the agreements signed there, newest first."""

    id: str
    agreements: tuple[str, ...]


class SubjectPage(_Plan, frozen=True, array_like=True, tag=True):
    """A subject: agreements and policies newest first, the latest of ``total`` articles."""

    id: str
    agreements: tuple[str, ...]
    policies: tuple[str, ...]
    articles: tuple[str, ...]
    total: int


class RegisterIndex(_Plan, frozen=True, array_like=True, tag=True):
    """All organisations, people, policies, places or subjects, with how many agreements each has.

    ``what`` is the folder of their pages.
    """

    what: str
    entries: tuple[tuple[str, int], ...]


class TimelinePage(_Plan, frozen=True, array_like=True, tag=True):
    """What happened in a year, newest first: the first ``ahead`` are to come; and all ``years``.

    The page of year 0 shows the newest year that has begun: there the timeline begins. ``calendar``
    says whether there is one.
    """

    year: int
    years: tuple[tuple[int, int], ...]
    happenings: tuple[Happening, ...]
    ahead: int
    calendar: bool


class NetworkPage(_Plan, frozen=True, array_like=True, tag=True):
    """Who agreed with whom: agreements with their parties."""

    agreements: tuple[tuple[str, tuple[str, ...]], ...]


class CommitmentsPage(_Plan, frozen=True, array_like=True, tag=True):
    """What was promised: an agreement, the number of its commitment, and what became of it."""

    commitments: tuple[tuple[str, int, str], ...]


class ChangesPage(_Plan, frozen=True, array_like=True, tag=True):
    """What happened last, newest first: the first of ``total``."""

    changes: tuple[Happening, ...]
    total: int


class ChangesFeed(_Plan, frozen=True, array_like=True, tag=True):
    """The same as a feed, in Atom or as JSON Feed; ``ids`` tell its entries apart for ever."""

    changes: tuple[Happening, ...]
    ids: tuple[str, ...]
    form: str


class DatesCalendar(_Plan, frozen=True, array_like=True, tag=True):
    """The dates of all agreements, as a calendar; each with the keys of its commitments."""

    agreements: tuple[tuple[str, tuple[str, ...]], ...]


class WebManifest(_Plan, frozen=True, array_like=True, tag=True):
    """What an installed site is called."""


class Gateway(_Plan, frozen=True, array_like=True, tag=True):
    """The x-default page at the site's root, or the 404 page beside it."""

    latest: tuple[str, ...]
    missing: bool


class Sitemap(_Plan, frozen=True, array_like=True, tag=True):
    """Some pages of every edition: path, last change if known, variant they were written in.

    The ``first`` of several also has the gateway.
    """

    pages: tuple[tuple[str, Moment | None, str], ...]
    first: bool


class NewsSitemap(_Plan, frozen=True, array_like=True, tag=True):
    """What appeared in the last two days."""

    articles: tuple[str, ...]


class SitemapIndex(_Plan, frozen=True, array_like=True, tag=True):
    """All sitemaps."""

    names: tuple[str, ...]


class Robots(_Plan, frozen=True, array_like=True, tag=True):
    """robots.txt."""


class PermanentPage(_Plan, frozen=True, array_like=True, tag=True):
    """What stands at the permanent address of a record, and leads to its page in each edition."""

    kind: RecordKind
    id: str


class DataFile(_Plan, frozen=True, array_like=True, tag=True):
    """A file of open data below ``data/``; ``articles`` of each record by ``kind/id``."""

    name: str
    records: tuple[tuple[RecordKind, str], ...]
    articles: tuple[tuple[str, tuple[str, ...]], ...]


RegisterPlan = (
    RegisterHome | AgreementTable | AgreementPage | OrganisationPage | PersonPage | PolicyPage
    | PlacePage | SubjectPage | RegisterIndex | TimelinePage | NetworkPage | CommitmentsPage
    | ChangesPage
)  # fmt: skip
"""The pages of the register."""
EditionPlan = (
    HomePage | NotFoundPage | EventsPage | ListPage | TermIndex | MonthIndex | ArticlePage
    | StandingPage | Feed | WebManifest | RegisterPlan | ChangesFeed | DatesCalendar
)  # fmt: skip
"""What every edition has."""
SitePlan = Gateway | Sitemap | NewsSitemap | SitemapIndex | Robots | PermanentPage | DataFile
"""What the site has once."""
