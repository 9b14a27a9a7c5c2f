"""Which pages and files the site has: its order → a plan for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from hutong.model import Kind, Moment
from hutong.taxonomy import ARTICLE_TAXA, Taxon
from hutong.views.order import Listed, Order, keys
from hutong.views.plans import (
    ArticlePage,
    EditionPlan,
    EventsPage,
    Feed,
    Gateway,
    HomePage,
    ListPage,
    MonthIndex,
    NewsSitemap,
    NotFoundPage,
    Robots,
    Sitemap,
    SitemapIndex,
    SitePlan,
    StandingPage,
    TermIndex,
    WebManifest,
)
from hutong.views.related import Related
from hutong.views.urls import paged

_SITEMAP_ROWS: Final = 5_000
"""Pages in one sitemap: of every edition."""


Planned = tuple[str, EditionPlan]
"""The path below its edition, and the plan."""
PlannedOnce = tuple[str, SitePlan]


def edition_plans(order: Order, left_out: frozenset[str], sizes: Sizes) -> Iterator[Planned]:
    """Every page and file of an edition, with its path below it."""
    yield "", _home(order)
    yield "404.html", NotFoundPage(keys(order.news[:5]))
    yield "events/", EventsPage(*order.events())
    yield from _lists(order, left_out, sizes.page)
    yield from _indexes(order, left_out)
    yield from _articles(order, sizes.related)
    for one in order.pages:
        yield one.url_path, StandingPage(one.id)
    yield from _feeds(order, left_out, sizes.feed)
    yield "manifest.webmanifest", WebManifest()


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many articles a list page, a feed and the related ones show."""

    page: int
    feed: int
    related: Related | None


def _home(order: Order) -> HomePage:
    lead = keys((order.picks or order.news)[:1])
    shown = set(lead)
    latest = keys([one for one in order.news[:9] if one.id not in shown][:8])
    shown.update(latest)
    picks = keys([one for one in order.picks if one.id not in shown][:4])
    shown.update(picks)
    sections = []
    for term, articles in order.used(Taxon.SECTION):
        fresh = _first(articles, shown, 4)
        if fresh:
            sections.append((term.id, fresh))
    return HomePage(lead, latest, picks, order.events()[0][:4], tuple(sections))


def _first(articles: Sequence[Listed], shown: set[str], most: int) -> tuple[str, ...]:
    """The newest news that are not shown above."""
    found: list[str] = []
    for one in articles:
        if len(found) == most:
            break
        if one.kind is Kind.NEWS and one.id not in shown:
            found.append(one.id)
    return tuple(found)


def _lists(order: Order, left_out: frozenset[str], size: int) -> Iterator[Planned]:
    yield from _paged("news/", order.news, size)
    for taxon in _taxa(left_out):
        for term, articles in order.used(taxon):
            yield from _paged(term.path, articles, size, taxon=taxon, term=term.id)
    if "months" not in left_out:
        for (year, month), articles in order.by_month.items():
            path = f"archive/{year}/{month:02}/"
            yield from _paged(path, articles, size, month=(year, month))


def _taxa(left_out: frozenset[str]) -> list[Taxon]:
    return [taxon for taxon in ARTICLE_TAXA if taxon.value not in left_out]


def _paged(
    path: str,
    articles: Sequence[Listed],
    size: int,
    *,
    taxon: Taxon | None = None,
    term: str = "",
    month: tuple[int, int] | None = None,
) -> Iterator[Planned]:
    count = max(1, -(-len(articles) // size))
    for number in range(1, count + 1):
        shown = keys(articles[(number - 1) * size : number * size])
        yield (
            paged(path, number),
            ListPage(shown, number, count, len(articles), taxon, term, month),
        )


def _indexes(order: Order, left_out: frozenset[str]) -> Iterator[Planned]:
    for taxon in _taxa(left_out):
        if taxon is not Taxon.SECTION:
            terms = tuple((term.id, len(articles)) for term, articles in order.used(taxon))
            yield f"{taxon}/", TermIndex(taxon, terms)
    if "months" in left_out:
        return
    months = tuple((*month, len(articles)) for month, articles in order.by_month.items())
    yield "archive/", MonthIndex(months)
    for year in sorted({year for year, _, _ in months}, reverse=True):
        yield f"archive/{year}/", MonthIndex(tuple(one for one in months if one[0] == year), year)


def _articles(order: Order, related: Related | None) -> Iterator[Planned]:
    picks = keys(order.picks[:5])
    events = tuple(one for one in order.articles if one.kind is Kind.EVENT)
    for row in (order.news, events):
        for number, one in enumerate(row):
            yield (
                one.url_path,
                ArticlePage(
                    one.id,
                    older=row[number + 1].id if number + 1 < len(row) else "",
                    newer=row[number - 1].id if number else "",
                    picks=tuple(pick for pick in picks if pick != one.id)[:4],
                    related=related.of(one) if related else (),
                ),
            )


def _feeds(order: Order, left_out: frozenset[str], size: int) -> Iterator[Planned]:
    forms = [("feed.xml", "atom")]
    if "json-feeds" not in left_out:
        forms.append(("feed.json", "json"))
    for name, form in forms:
        yield name, Feed(keys(order.articles[:size]), form)
    for taxon, kind in ((Taxon.SECTION, "section-feeds"), (Taxon.TAG, "tag-feeds")):
        if kind in left_out:
            continue
        for term, articles in order.used(taxon):
            newest = keys(articles[:size])
            for name, form in forms:
                yield f"{term.path}{name}", Feed(newest, form, taxon, term.id)


def site_plans(
    order: Order, pages: Sequence[Planned], left_out: frozenset[str]
) -> Iterator[PlannedOnce]:
    """Every page and file that the site has once; ``pages`` are those of each edition."""
    latest = keys(order.news[:3])
    yield "index.html", Gateway(latest, missing=False)
    yield "404.html", Gateway(latest, missing=True)
    documents = {one.url_path: one for one in order.documents.values()}
    rows = [
        _row(path, documents.get(path))
        for path, plan in pages
        if (path.endswith("/") or not path) and not isinstance(plan, (Feed, WebManifest))
    ]
    names: list[str] = []
    for start in range(0, len(rows), _SITEMAP_ROWS):
        names.append(f"sitemap-pages-{len(names) + 1}.xml")
        yield names[-1], Sitemap(tuple(rows[start : start + _SITEMAP_ROWS]), first=not start)
    if "news-sitemap" not in left_out:
        names.append("sitemap-news.xml")
        yield names[-1], NewsSitemap(keys(order.fresh))
    yield "sitemap.xml", SitemapIndex(tuple(names))
    yield "robots.txt", Robots()


def _row(path: str, one: Listed | None) -> tuple[str, Moment | None, str]:
    return (path, one.changed, one.origin) if one else (path, None, "")
