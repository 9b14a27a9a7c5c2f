"""A plan → the bytes of its page or file; nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from hutong.views import machine, plans
from hutong.views.article import article_view, simple_view
from hutong.views.edition import Edition
from hutong.views.front import events_view, gateway_view, home_view, not_found_view
from hutong.views.lists import list_view, month_index_view, term_index_view
from hutong.views.records import EditionView, PageView

if TYPE_CHECKING:
    from hutong.build.render import Renderer

_Make = Callable[[Edition, EditionView, Any], PageView]

_VIEWS: Final[Mapping[type, tuple[_Make, str]]] = {
    plans.HomePage: (home_view, "home.html"),
    plans.NotFoundPage: (not_found_view, "404.html"),
    plans.EventsPage: (events_view, "events.html"),
    plans.ListPage: (list_view, "list.html"),
    plans.TermIndex: (term_index_view, "index.html"),
    plans.MonthIndex: (month_index_view, "index.html"),
    plans.ArticlePage: (article_view, "article.html"),
    plans.StandingPage: (simple_view, "page.html"),
}
"""What makes the view of a page, and the template that shows it."""
_GATEWAY: Final = "gateway.html"


KINDS: Final[Mapping[str, str]] = {
    **{kind.__name__: template for kind, (_, template) in _VIEWS.items()},
    plans.Gateway.__name__: _GATEWAY,
    **dict.fromkeys(
        (
            one.__name__
            for one in (
                plans.Feed, plans.WebManifest, plans.Sitemap, plans.NewsSitemap,
                plans.SitemapIndex, plans.Robots,
            )
        ),
        "",
    ),
}  # fmt: skip
"""The template of each kind of plan; empty for files that no template makes."""
TEMPLATES: Final = frozenset(filter(None, KINDS.values()))


def make_view(edition: Edition, shared: EditionView, plan: plans.EditionPlan) -> PageView:
    """The view of a page; KeyError for a plan of no page."""
    make, _ = _VIEWS[type(plan)]
    return make(edition, shared, plan)


class Press:
    """Makes pages and files of editions, each with its part that all its pages share.

    ``fields`` are those of views that each template may ask for, None for any.
    """

    def __init__(
        self,
        editions: Sequence[Edition],
        shared: Sequence[EditionView],
        fields: Mapping[str, frozenset[str] | None],
        renderer: Renderer,
    ) -> None:
        self._editions = editions
        self._fields = fields
        self._shared = shared
        self._renderer = renderer

    def edition_page(self, number: int, plan: plans.EditionPlan) -> bytes:
        """A page or file of the ``number``-th edition.

        :raises CannotRun: where the theme cannot show it.
        """
        edition = self._editions[number]
        if isinstance(plan, plans.Feed):
            return machine.feed(edition, plan)
        if isinstance(plan, plans.WebManifest):
            return machine.manifest(edition)
        edition.wanted = self._fields[KINDS[type(plan).__name__]]
        return self._rendered(number, make_view(edition, self._shared[number], plan))

    def site_page(self, plan: plans.SitePlan) -> bytes:
        """A page or file that the site has once.

        :raises CannotRun: where the theme cannot show it.
        """
        editions = self._editions
        if isinstance(plan, plans.Gateway):
            editions[0].wanted = self._fields[_GATEWAY]
            return self._rendered(0, gateway_view(editions, self._shared[0], plan))
        if isinstance(plan, plans.Sitemap):
            return machine.sitemap(editions, plan)
        if isinstance(plan, plans.NewsSitemap):
            return machine.news(editions, plan)
        if isinstance(plan, plans.SitemapIndex):
            return machine.all_sitemaps(editions[0].site, plan)
        return machine.robots(editions[0].site)

    def _rendered(self, number: int, view: PageView) -> bytes:
        locale = self._editions[number].variant.locale
        return self._renderer.for_locale(locale).render(view)
