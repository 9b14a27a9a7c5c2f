"""Hand-made views of the fictional site's home page, lists, indexes and doors."""

from __future__ import annotations

from dataclasses import replace

from hutong.views.records import (
    DoorView,
    EntryView,
    EventsView,
    EventView,
    GatewayView,
    GroupView,
    HomeView,
    IndexView,
    LinkView,
    ListView,
    NotFoundView,
    PagerView,
    SectionBlockView,
)
from tests.theme.parts import (
    SCRIPTS,
    TITLES,
    Script,
    card_view,
    cards_view,
    crumbs_view,
    edition,
    event_view,
    feeds_view,
    head_view,
    switch_view,
)


def coming(s: Script) -> EventView:
    """An event that is not over, as cards show it."""
    return event_view(s, past=False, notes=False)


def home(s: Script) -> HomeView:
    """A full home page."""
    name = edition(s).site_name
    events = tuple(card_view(s, n, event=coming(s)) for n in range(5, 8))
    return HomeView(
        edition=edition(s),
        head=head_view(s, name, ""),
        switch=switch_view(s, ""),
        crumbs=(),
        title=name,
        lead=card_view(s, 0),
        latest=cards_view(s, 1, 7),
        picks=cards_view(s, 2, 6),
        events=events,
        sections=(
            SectionBlockView(
                link=s.link("協議", "协议", "sections/agreements/"), cards=cards_view(s, 1, 4)
            ),
            SectionBlockView(
                link=s.link("聯盟", "联盟", "sections/alliances/"), cards=cards_view(s, 4, 7)
            ),
            SectionBlockView(
                link=s.link("觀察", "观察", "sections/analysis/"), cards=cards_view(s, 2, 4)
            ),
        ),
        more=s.link("最新消息", "最新消息", "news/"),
    )


def empty_home(s: Script) -> HomeView:
    """The home page of a site without articles."""
    return replace(home(s), lead=None, latest=(), picks=(), events=(), sections=())


def listing(s: Script) -> ListView:
    """The second of three pages of a section."""
    title = s.t("協議", "协议")
    path = "sections/agreements/"
    return ListView(
        edition=edition(s),
        head=head_view(s, title, path),
        switch=switch_view(s, path),
        crumbs=crumbs_view(s, LinkView(text=title, url=s.url(path))),
        title=title,
        kind="section",
        kicker=s.t("欄目", "栏目"),
        intro=s.t(
            "示例欄目：簽訂中、已生效和已終止的協議。", "示例栏目：签订中、已生效和已终止的协议。"
        ),
        total=51,
        cards=cards_view(s, 0, 8),
        pager=PagerView(
            number=2,
            count=3,
            newer=s.url(path),
            older=s.url(f"{path}page/3/"),
            pages=tuple(LinkView(text=str(n), url=s.url(f"{path}page/{n}/")) for n in (1, 2, 3)),
        ),
        feeds=feeds_view(s, path),
    )


def index(s: Script) -> IndexView:
    """An archive of years with their months."""
    title = s.t("歷年文章", "历年文章")

    def year(number: int) -> GroupView:
        months = tuple(
            EntryView(
                link=LinkView(text=f"{number}年{n}月", url=s.url(f"archive/{number}/{n:02}/")),
                count=n * 3,
            )
            for n in range(12, 0, -2)
        )
        return GroupView(
            heading=LinkView(text=f"{number}年", url=s.url(f"archive/{number}/")), entries=months
        )

    return IndexView(
        edition=edition(s),
        head=head_view(s, title, "archive/"),
        switch=switch_view(s, "archive/"),
        crumbs=crumbs_view(s, LinkView(text=title, url=s.url("archive/"))),
        title=title,
        kind="archive",
        groups=(year(2023), year(2022)),
    )


def tags(s: Script) -> IndexView:
    """An index without groups."""
    group = GroupView(
        heading=None,
        entries=tuple(
            EntryView(link=s.link(hant, hans, f"tags/{n}/"), count=n)
            for n, (hant, hans) in enumerate(
                [("技能互認", "技能互认"), ("峰會", "峰会"), ("大灣區", "大湾区")], 1
            )
        ),
    )
    return replace(index(s), title=s.t("標籤", "标签"), kind="tags", groups=(group,))


def events(s: Script) -> EventsView:
    """Coming and past events."""
    title = s.t("活動", "活动")
    return EventsView(
        edition=edition(s),
        head=head_view(s, title, "events/"),
        switch=switch_view(s, "events/"),
        crumbs=crumbs_view(s, LinkView(text=title, url=s.url("events/"))),
        title=title,
        coming=tuple(card_view(s, n, event=coming(s)) for n in (5, 6)),
        past=tuple(card_view(s, n, event=event_view(s, past=True, notes=False)) for n in (3, 4)),
    )


def missing(s: Script) -> NotFoundView:
    """What an address without a page shows."""
    title = s.t("找不到網頁", "找不到网页")
    return NotFoundView(
        edition=edition(s),
        head=replace(
            head_view(s, title, "404.html"), canonical="", alternates=(), robots="noindex"
        ),
        switch=switch_view(s, ""),
        crumbs=(),
        title=title,
        latest=cards_view(s, 0, 4),
    )


def gateway(s: Script, *, lost: bool = False) -> GatewayView:
    """The page at the root."""
    return GatewayView(
        edition=edition(s),
        head=head_view(s, "互通", ""),
        switch=(),
        crumbs=(),
        title="互通",
        doors=tuple(
            DoorView(
                tag=one.tag,
                label=one.t("繁體", "简体"),
                site_name=edition(one).site_name,
                tagline=edition(one).tagline,
                url=one.url(""),
                latest=tuple(
                    LinkView(text=one.t(*title), url=one.url("news/2023/sample/"))
                    for title in TITLES[:3]
                ),
            )
            for one in SCRIPTS
        ),
        missing=lost,
    )
