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
from hutong.views.register.agreement import agreement_view
from hutong.views.register.agreements import agreement_table_view
from hutong.views.register.commitments import commitments_view
from hutong.views.register.files import changes_feed, dates_calendar
from hutong.views.register.home import register_view
from hutong.views.register.indexes import register_index_view
from hutong.views.register.network import network_view
from hutong.views.register.open_data import OpenData
from hutong.views.register.organisation import organisation_view
from hutong.views.register.permanent import permanent_view
from hutong.views.register.person import person_view
from hutong.views.register.policy import policy_view
from hutong.views.register.timeline import changes_view, timeline_view
from hutong.views.register.topics import place_view, subject_view

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
    plans.AgreementPage: (agreement_view, "agreement.html"),
    plans.OrganisationPage: (organisation_view, "organisation.html"),
    plans.PersonPage: (person_view, "person.html"),
    plans.PolicyPage: (policy_view, "policy.html"),
    plans.PlacePage: (place_view, "topic.html"),
    plans.SubjectPage: (subject_view, "topic.html"),
    plans.RegisterHome: (register_view, "register.html"),
    plans.AgreementTable: (agreement_table_view, "agreements.html"),
    plans.RegisterIndex: (register_index_view, "register-index.html"),
    plans.TimelinePage: (timeline_view, "timeline.html"),
    plans.NetworkPage: (network_view, "network.html"),
    plans.CommitmentsPage: (commitments_view, "commitments.html"),
    plans.ChangesPage: (changes_view, "changes.html"),
}
"""What makes the view of a page, and the template that shows it."""
_GATEWAY: Final = "gateway.html"
_PERMANENT: Final = "permanent.html"
_FILES: Final[Mapping[type, Callable[[Edition, Any], bytes]]] = {
    plans.Feed: machine.feed,
    plans.ChangesFeed: changes_feed,
    plans.DatesCalendar: dates_calendar,
}
"""What makes a file of an edition that no template makes."""

_SITE_FILES: Final[Mapping[type, Callable[[Sequence[Edition], Any], bytes]]] = {
    plans.Sitemap: machine.sitemap,
    plans.NewsSitemap: machine.news,
    plans.SitemapIndex: lambda editions, plan: machine.all_sitemaps(editions[0].site, plan),
    plans.Robots: lambda editions, _: machine.robots(editions[0].site),
}
"""What makes a file that the site has once, and that no template makes."""


KINDS: Final[Mapping[str, str]] = {
    **{kind.__name__: template for kind, (_, template) in _VIEWS.items()},
    plans.Gateway.__name__: _GATEWAY,
    plans.PermanentPage.__name__: _PERMANENT,
    **dict.fromkeys(
        (
            one.__name__
            for one in (
                plans.DataFile, plans.Feed, plans.WebManifest, plans.Sitemap, plans.NewsSitemap,
                plans.SitemapIndex, plans.Robots, plans.ChangesFeed, plans.DatesCalendar,
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
        self._open_data = OpenData(editions)
        self._fields = fields
        self._shared = shared
        self._renderer = renderer

    def edition_page(self, number: int, plan: plans.EditionPlan) -> bytes:
        """A page or file of the ``number``-th edition.

        :raises CannotRun: where the theme cannot show it.
        """
        edition = self._editions[number]
        make_file = _FILES.get(type(plan))
        if make_file:
            return make_file(edition, plan)
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
        if isinstance(plan, plans.PermanentPage):
            editions[0].wanted = self._fields[_PERMANENT]
            return self._rendered(0, permanent_view(editions, self._shared[0], plan))
        if isinstance(plan, plans.DataFile):
            return self._open_data.file(plan)
        return _SITE_FILES[type(plan)](editions, plan)

    def _rendered(self, number: int, view: PageView) -> bytes:
        locale = self._editions[number].variant.locale
        return self._renderer.for_locale(locale).render(view)
