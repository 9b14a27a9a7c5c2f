"""Plan every page and file of the site from its editions; nothing is written here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hutong.build.render import Renderer
from hutong.errors import CannotRun
from hutong.model import Kind, OutputFile
from hutong.views.article import article_view, simple_view
from hutong.views.chrome import edition_view
from hutong.views.edition import Edition
from hutong.views.front import events_view, gateway_view, home_view, not_found_view
from hutong.views.lists import Placed, index_pages, list_pages
from hutong.views.machine import feed_files, site_files
from hutong.views.records import EditionView
from hutong.views.related import running_picks
from hutong.views.urls import output_path

_UNLISTED = "404.html"
"""A page that no sitemap names."""


def site_output(editions: Sequence[Edition], renderer: Renderer) -> Iterator[OutputFile]:
    """Every page, feed, sitemap and manifest, as bytes."""
    framed = [(edition, edition_view(edition)) for edition in editions]
    trees: list[list[str]] = []
    for edition, shared in framed:
        paths = []
        rendering = renderer.for_locale(edition.variant.locale)
        for path, view in edition_pages(edition, shared):
            paths.append(path)
            yield OutputFile(path=output_path(edition.variant, path), data=rendering.render(view))
        trees.append(paths)
        yield from feed_files(edition)
    _require_same(editions, trees)
    rendering = renderer.for_locale(editions[0].variant.locale)
    for name, missing in (("index.html", False), ("404.html", True)):
        view = gateway_view(framed, missing=missing)
        yield OutputFile(path=name, data=rendering.render(view))
    yield from site_files(editions, [path for path in trees[0] if path != _UNLISTED])


def edition_pages(edition: Edition, shared: EditionView) -> Iterator[Placed]:
    """Every page of one edition: its path below the edition, and its view."""
    yield "", home_view(edition, shared)
    yield _UNLISTED, not_found_view(edition, shared)
    yield "events/", events_view(edition, shared)
    yield from list_pages(edition, shared)
    yield from index_pages(edition, shared)
    picks = running_picks(edition)
    events = tuple(one for one in edition.articles if one.kind is Kind.EVENT)
    for row in (edition.news, events):
        for number, document in enumerate(row):
            older = row[number + 1] if number + 1 < len(row) else None
            newer = row[number - 1] if number else None
            view = article_view(edition, shared, document, (older, newer), picks)
            yield document.url_path, view
    for document in edition.pages:
        yield document.url_path, simple_view(edition, shared, document)


def _require_same(editions: Sequence[Edition], trees: Sequence[Sequence[str]]) -> None:
    """Editions mirror one another; anything else is our own fault, and must not go out."""
    for edition, paths in zip(editions[1:], trees[1:], strict=True):
        odd = sorted(set(paths) ^ set(trees[0]))
        if odd:
            message = (
                f"the editions {editions[0].variant.tag} and {edition.variant.tag} differ in "
                f"{', '.join(odd[:5])}; please report this as a fault of Hutong"
            )
            raise CannotRun(message)
