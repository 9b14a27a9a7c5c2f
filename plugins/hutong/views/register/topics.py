"""The pages of places and subjects: their agreements and policies."""

from __future__ import annotations

from hutong.taxonomy import Taxon
from hutong.views.cards import card_views
from hutong.views.edition import Edition
from hutong.views.library import Named
from hutong.views.plans import PlacePage, SubjectPage
from hutong.views.records import EditionView, LinkView, TopicView
from hutong.views.register.frame import framed
from hutong.views.register.links import SUBJECTS
from hutong.views.register.rows import agreement_rows, policy_rows


def place_view(edition: Edition, shared: EditionView, plan: PlacePage) -> TopicView:
    """The agreements that were signed at a place."""
    title, whole = edition.words("Places"), SubjectPage(plan.id, plan.agreements, (), (), 0)
    return _topic(edition, shared, edition.term(Taxon.PLACE, plan.id), whole, ("places", title))


def subject_view(edition: Edition, shared: EditionView, plan: SubjectPage) -> TopicView:
    """What the register and the news have on a subject."""
    named = edition.term(Taxon.TAG, plan.id)
    return _topic(edition, shared, named, plan, (SUBJECTS, edition.words("Subjects")))


def _topic(
    edition: Edition,
    shared: EditionView,
    named: Named,
    plan: SubjectPage,
    index: tuple[str, str],
) -> TopicView:
    """``index`` is the folder of its kind and what that is called."""
    folder, kind = index
    frame = framed(
        edition,
        (kind, f"{folder}/"),
        (named.name, f"{folder}/{plan.id}/"),
        description=named.intro or f"{named.name} - {kind} - {edition.variant.site_name}",
    )
    more = plan.total > len(plan.articles)
    return TopicView(
        edition=shared,
        head=frame.head,
        switch=frame.switch,
        crumbs=frame.crumbs,
        title=named.name,
        kind=folder,
        kicker=LinkView(text=kind, url=edition.url(f"{folder}/")),
        intro=named.intro,
        rows=agreement_rows(edition, plan.agreements),
        policies=policy_rows(edition, plan.policies),
        articles=card_views(edition, plan.articles),
        total=plan.total,
        more=_all_articles(edition, named, plan.total) if more else None,
    )


def _all_articles(edition: Edition, named: Named, total: int) -> LinkView:
    text = edition.words("%(count)s articles") % {"count": total}
    return LinkView(text=text, url=edition.url(named.path))
