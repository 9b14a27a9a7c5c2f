"""One view a kind of page; each names its template."""

from __future__ import annotations

from typing import ClassVar

from hutong.model import Html
from hutong.views.records.described import described, record
from hutong.views.records.frame import EditionView, HeadView
from hutong.views.records.parts import (
    CardView,
    ConversionView,
    CorrectionView,
    CreditView,
    DoorView,
    EventView,
    FeedView,
    GroupView,
    HeadingView,
    ImageView,
    LinkView,
    PagerView,
    SectionBlockView,
    ShareView,
    SourceView,
    SwitchView,
    TimeView,
)


@record
class PageView:
    """What every page has."""

    template: ClassVar[str]

    edition: EditionView = described("the edition this page belongs to")
    head: HeadView = described("contents of <head>")
    switch: tuple[SwitchView, ...] = described("this page in every edition; empty on the gateway")
    crumbs: tuple[LinkView, ...] = described("from home to this page; empty at home")
    title: str = described("the page's heading")


@record
class ArticleView(PageView):
    """One news article or event."""

    template = "article.html"

    kind: str = described("news or events")
    conversion: ConversionView | None = described("None when this is the original")
    section: LinkView | None = described("section, if any")
    source: SourceView | None = described("first publisher, if any")
    time: TimeView = described("date of publication")
    modified: TimeView | None = described("last change told to readers, if any")
    minutes: int = described("reading time in minutes, at least 1")
    summary: str = described("the editor's own summary; empty when it would repeat the text")
    dateline: str = described("dateline as one string, or empty: 南都訊 3月6日")
    image: ImageView | None = described("lead picture, if any")
    contents: tuple[HeadingView, ...] = described("contents list; empty for short pieces")
    body: Html = described("the text, sanitised HTML")
    event: EventView | None = described("when and where, if it is about an event")
    agreements: tuple[LinkView, ...] = described("agreements of the register; url may be empty")
    policies: tuple[LinkView, ...] = described("policies of the register; url may be empty")
    credits: tuple[CreditView, ...] = described("byline")
    tags: tuple[LinkView, ...] = described("tags")
    corrections: tuple[CorrectionView, ...] = described("corrections, newest first")
    share: tuple[ShareView, ...] = described("ways to share, in the site's order")
    previous: LinkView | None = described("the next older article")
    next: LinkView | None = described("the next newer article")
    related: tuple[CardView, ...] = described("related articles, at most 3")
    picks: tuple[CardView, ...] = described("editors' picks other than this one, at most 4")


@record
class SimpleView(PageView):
    """A standing page, such as About."""

    template = "page.html"

    conversion: ConversionView | None = described("None when this is the original")
    modified: TimeView = described("last change")
    contents: tuple[HeadingView, ...] = described("contents list; empty for short pieces")
    body: Html = described("the text, sanitised HTML")


@record
class HomeView(PageView):
    """The home page of an edition."""

    template = "home.html"

    lead: CardView | None = described("the lead article")
    latest: tuple[CardView, ...] = described("newest articles after the lead")
    picks: tuple[CardView, ...] = described("editors' picks still running")
    events: tuple[CardView, ...] = described("coming events, soonest first, at most 4")
    sections: tuple[SectionBlockView, ...] = described("sections with articles not shown above")
    more: LinkView = described("list of all news")


@record
class ListView(PageView):
    """A list of articles: latest, section, tag, source, month."""

    template = "list.html"

    kind: str = described("news, section, tag, source or month")
    kicker: str = described("what sort of list: 欄目, 標籤…")
    intro: str = described("a sentence on it, or empty")
    total: int = described("how many articles in all pages")
    cards: tuple[CardView, ...] = described("articles of this page, newest first")
    pager: PagerView = described("paging")
    feeds: tuple[FeedView, ...] = described("feeds of exactly this list")


@record
class IndexView(PageView):
    """An index: of tags, of sources, of years and months."""

    template = "index.html"

    kind: str = described("tags, sources, archive or year")
    groups: tuple[GroupView, ...] = described("the entries, grouped where it helps")


@record
class EventsView(PageView):
    """Coming and past events."""

    template = "events.html"

    coming: tuple[CardView, ...] = described("events not over, soonest first")
    past: tuple[CardView, ...] = described("events that are over, newest first")


@record
class NotFoundView(PageView):
    """What a reader sees at an address that does not exist."""

    template = "404.html"

    latest: tuple[CardView, ...] = described("newest articles, to go on from here")


@record
class GatewayView(PageView):
    """The x-default page at the site's root; ``missing`` for the 404 page beside it."""

    template = "gateway.html"

    doors: tuple[DoorView, ...] = described("the editions")
    missing: bool = described("True on the root 404 page: says so in both scripts, sends nobody on")
