"""Plans: what each page and file is made of, by ids; no texts in them.

A plan is the same for every edition. It names all that decides which documents a page shows and
in which order, so that two equal plans whose documents did not change make one page.
"""

from __future__ import annotations

import msgspec

from hutong.model import Moment
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


EditionPlan = (
    HomePage | NotFoundPage | EventsPage | ListPage | TermIndex | MonthIndex | ArticlePage
    | StandingPage | Feed | WebManifest
)  # fmt: skip
"""What every edition has."""
SitePlan = Gateway | Sitemap | NewsSitemap | SitemapIndex | Robots
"""What the site has once."""
