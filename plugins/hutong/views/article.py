"""The page of one article, event or standing page."""

from __future__ import annotations

from typing import Final

from hutong.formats.jsonld import dumps
from hutong.model import Credit, Document, Html, Kind, Provenance, Role
from hutong.register import RecordKind
from hutong.share import SharedPage, share_links, share_urls
from hutong.taxonomy import Taxon
from hutong.views.cards import (
    card_views,
    event_view,
    source_name,
)
from hutong.views.chrome import (
    Meta,
    crumb_ld,
    crumbs,
    head_view,
    switch_view,
    term_feeds,
)
from hutong.views.edition import Edition, ShownTerm
from hutong.views.plans import ArticlePage, StandingPage
from hutong.views.records import (
    ArticleView,
    ConversionView,
    CorrectionView,
    CreditedView,
    CreditView,
    EditionView,
    FeedView,
    HeadingView,
    LinkView,
    ShareView,
    SimpleView,
    SourceView,
    TimeView,
)
from hutong.views.register.links import record_link, record_links
from hutong.views.structured import (
    ROLE_WORDS,
    Subject,
    article_ld,
    original_url,
    subject_of,
)
from hutong.views.times import day_view, iso, moment_view

Trail = tuple[tuple[str, str], ...]
"""The way to a page below the home page, as (text, path)."""
_CHARACTERS_A_MINUTE: Final = 400
_SCRIPT_WORDS: Final = {"Hant": "Traditional Chinese", "Hans": "Simplified Chinese"}
_CONTENTS_FROM: Final = 3
"""A contents list begins to help at so many headings."""


def article_view(edition: Edition, shared: EditionView, plan: ArticlePage) -> ArticleView:
    """The page of a news article or event."""
    subject = subject_of(edition, plan.id)
    document = subject.document
    locale, zone, wants = edition.variant.locale, edition.site.zone, edition.wants
    time = moment_view(document.date, locale, zone)
    trail = _trail(edition, subject)
    return ArticleView(
        edition=shared,
        head=head_view(edition, _meta(edition, subject, trail, time)),
        switch=switch_view(edition, document.url_path),
        crumbs=crumbs(edition, trail),
        title=document.title,
        kind=document.kind.value,
        conversion=conversion_view(edition, document) if wants("conversion") else None,
        section=subject.section.link if subject.section else None,
        source=_source_view(edition, document),
        time=time,
        modified=moment_view(document.modified, locale, zone) if document.modified else None,
        minutes=max(1, round(document.characters / _CHARACTERS_A_MINUTE)),
        summary=document.summary if document.summary_given else "",
        dateline=document.dateline,
        image=subject.image,
        contents=_contents(document) if wants("contents") else (),
        body=document.body,
        event=event_view(edition, document.event, with_notes=True),
        agreements=record_links(edition, RecordKind.AGREEMENT, document.agreements),
        policies=record_links(edition, RecordKind.POLICY, document.policies),
        credits=_credits(edition, document) if wants("credits") else (),
        tags=tuple([term.link for term in subject.tags]),
        corrections=_corrections(edition, document),
        share=_share(edition, subject) if wants("share") else (),
        previous=_link(edition, plan.older) if wants("previous") else None,
        next=_link(edition, plan.newer) if wants("next") else None,
        related=card_views(edition, plan.related) if wants("related") else (),
        picks=card_views(edition, plan.picks) if wants("picks") else (),
    )


def _meta(edition: Edition, subject: Subject, trail: Trail, time: TimeView) -> Meta:
    document, zone = subject.document, edition.site.zone
    published = time.iso if document.date.precise else iso(document.date.at, zone)
    texts: tuple[Html, ...] = ()
    if edition.wants("json_ld"):
        texts = (*map(dumps, article_ld(edition, subject)), crumb_ld(edition, trail))
    return Meta(
        title=document.title,
        description=document.summary,
        path=document.url_path,
        x_default=subject.home_url,
        article=True,
        image=subject.image,
        published=published,
        modified=iso(document.modified.at, zone) if document.modified else published,
        feeds=_section_feeds(edition, subject.section) if edition.wants("feeds") else (),
        json_ld=texts,
    )


def _corrections(edition: Edition, document: Document) -> tuple[CorrectionView, ...]:
    newest_first = sorted(document.corrections, key=lambda one: one.date, reverse=True)
    return tuple(
        CorrectionView(time=day_view(one.date, edition.variant.locale), text=one.text)
        for one in newest_first
    )


def simple_view(edition: Edition, shared: EditionView, plan: StandingPage) -> SimpleView:
    """A standing page, such as About."""
    document = edition.whole(plan.id)
    trail = ((document.title, document.url_path),)
    return SimpleView(
        edition=shared,
        head=head_view(
            edition,
            Meta(
                title=document.title,
                description=document.summary,
                path=document.url_path,
                x_default=original_url(edition, document),
                json_ld=(crumb_ld(edition, trail),),
            ),
        ),
        switch=switch_view(edition, document.url_path),
        crumbs=crumbs(edition, trail),
        title=document.title,
        conversion=conversion_view(edition, document),
        modified=moment_view(document.changed, edition.variant.locale, edition.site.zone),
        contents=_contents(document),
        body=document.body,
    )


def conversion_view(edition: Edition, document: Document) -> ConversionView | None:
    """How the text came into this edition; None for an original."""
    if document.provenance is Provenance.ORIGINAL:
        return None
    home = edition.home(document.origin)
    address = edition.site.addresses.page(home, document.url_path)
    return ConversionView(
        kind=document.provenance.value,
        original_label=edition.words(_SCRIPT_WORDS[home.script]),
        original_tag=home.tag,
        original_url="" if home is edition.variant else address,
    )


def _trail(edition: Edition, subject: Subject) -> Trail:
    document = subject.document
    if subject.section:
        term = subject.section.named
        above = (term.name, term.path)
    elif document.kind is Kind.EVENT:
        above = (edition.words("Events"), "events/")
    else:
        above = (edition.words("Latest"), "news/")
    return (above, (document.title, document.url_path))


def _section_feeds(edition: Edition, section: ShownTerm | None) -> tuple[FeedView, ...]:
    if section is None:
        return ()
    return term_feeds(edition, Taxon.SECTION, section.named.path, section.named.name)


def _source_view(edition: Edition, document: Document) -> SourceView | None:
    source = document.source
    if source is None:
        return None
    term = edition.term(Taxon.SOURCE, source.key)
    locale, zone = edition.variant.locale, edition.site.zone
    return SourceView(
        name=source_name(edition, document),
        url=source.url,
        page="" if "sources" in edition.site.left_out else edition.url(term.path),
        published=moment_view(source.published, locale, zone) if source.published else None,
    )


def _contents(document: Document) -> tuple[HeadingView, ...]:
    if len(document.headings) < _CONTENTS_FROM:
        return ()
    return tuple(
        HeadingView(level=heading.level, anchor=heading.anchor, text=heading.text)
        for heading in document.headings
    )


def _credits(edition: Edition, document: Document) -> tuple[CreditView, ...]:
    """Byline lines, one a role, in the order they were written."""
    names: dict[Role, list[CreditedView]] = {}
    for credit in document.byline:
        names.setdefault(credit.role, []).append(_credited_view(edition, credit))
    return tuple(
        CreditView(label=edition.words(ROLE_WORDS[role]), names=tuple(people))
        for role, people in names.items()
    )


def _credited_view(edition: Edition, credit: Credit) -> CreditedView:
    """Who is credited, with a link to the organisation's page."""
    link = record_link(edition, RecordKind.ORGANISATION, credit.organisation)
    same = link is not None and link.text == credit.name
    return CreditedView(organisation=link, name="" if same else credit.name)


def credited(edition: Edition, credit: Credit) -> str:
    """Who is credited, organisation first; one that stands for itself is named once."""
    parts = (edition.organisation(credit.organisation), credit.name)
    return " ".join(dict.fromkeys(filter(None, parts)))


def _share(edition: Edition, subject: Subject) -> tuple[ShareView, ...]:
    site = edition.site
    page = SharedPage(
        url=subject.url,
        title=subject.document.title,
        tags=tuple([tag.link.text for tag in subject.tags]),
        script=edition.variant.script,
        via=site.share_via,
    )
    return tuple(
        [
            ShareView(id=way[0], name=way[1], action=way[2], url=url)
            for way, url in zip(edition.once(_ways), share_urls(site.share, page), strict=True)
        ]
    )


def _ways(edition: Edition) -> tuple[tuple[str, str, str], ...]:
    """Id, name and action of each way to share, which are the same on every page."""
    links = share_links(edition.site.share, SharedPage(url="", title=""))
    return tuple((link.id, edition.words(link.name), link.action.value) for link in links)


def _link(edition: Edition, key: str) -> LinkView | None:
    if not key:
        return None
    document = edition.entry(key)
    return LinkView(text=document.title, url=edition.url(document.url_path))
