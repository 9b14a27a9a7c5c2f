"""Hand-made page views of a fictional site, in both scripts: one of each kind, full and bare.

Every name and event here is invented (示例, sample); nothing is converted by machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hutong.model import Html
from hutong.views.records import (
    ArticleView,
    ConversionView,
    CorrectionView,
    CreditedView,
    CreditView,
    HeadingView,
    LinkView,
    PageView,
    SimpleView,
    SourceView,
)
from tests.theme.lists import empty_home, events, gateway, home, index, listing, missing, tags
from tests.theme.overviews import every_overview
from tests.theme.parts import (
    PATH,
    TITLES,
    Script,
    cards_view,
    crumbs_view,
    edition,
    event_view,
    head_view,
    image_view,
    share_view,
    switch_view,
    time_view,
)
from tests.theme.record_pages import record_pages


def article(s: Script) -> ArticleView:
    """An article with every element a view can have."""
    title = s.t(*TITLES[0])
    return ArticleView(
        edition=edition(s),
        head=head_view(s, title, PATH, article=True),
        switch=switch_view(s, PATH),
        crumbs=crumbs_view(
            s,
            s.link("協議", "协议", "sections/agreements/"),
            LinkView(text=title, url=s.url(PATH)),
        ),
        title=title,
        kind="news",
        conversion=None
        if s.hant
        else ConversionView(
            kind="converted",
            original_label="繁体",
            original_tag="zh-Hant-HK",
            original_url=s.other.url(PATH),
        ),
        section=s.link("協議", "协议", "sections/agreements/"),
        source=SourceView(
            name=s.t("示例日報", "示例日报"),
            url="https://daily.example.org/2023/06/18/1.html",
            page=s.url("sources/sample-daily/"),
            published=time_view(s, 17),
        ),
        time=time_view(s),
        modified=time_view(s, 20),
        minutes=5,
        summary=s.t(
            "示例摘要：兩地約定在工程領域推動規則銜接，首批互認工種年底前公布。",
            "示例摘要：两地约定在工程领域推动规则衔接，首批互认工种年底前公布。",
        ),
        dateline=s.t("示例訊 6月16日", "示例讯 6月16日"),
        image=image_view(s),
        contents=(
            HeadingView(
                level=2,
                anchor="background",
                text=s.t("背景：從「達成共識」到「走深走實」", "背景：从“达成共识”到“走深走实”"),
            ),
            HeadingView(level=3, anchor="numbers", text=s.t("各方分工", "各方分工")),
            HeadingView(level=2, anchor="next", text=s.t("下一步", "下一步")),
        ),
        body=Html(s.body),
        event=None,
        agreements=(
            s.link("河灣海港技能互認框架協議", "河湾海港技能互认框架协议", "agreements/sample/"),
        ),
        policies=(LinkView(text=s.t("人才新政九條", "人才新政九条"), url=""),),
        credits=(
            CreditView(
                label=s.t("記者", "记者"),
                names=(
                    CreditedView(
                        organisation=s.link("示例日報", "示例日报", "organisations/sample/"),
                        name="甲乙丙",
                    ),
                ),
            ),
            CreditView(
                label=s.t("實習記者", "实习记者"),
                names=(
                    CreditedView(organisation=None, name="丁戊"),
                    CreditedView(organisation=None, name="己庚"),
                ),
            ),
            CreditView(
                label=s.t("出品", "出品"),
                names=(
                    CreditedView(
                        organisation=LinkView(text=s.t("示例工作室", "示例工作室"), url=""), name=""
                    ),
                ),
            ),
        ),
        tags=(
            s.link("技能互認", "技能互认", "tags/skills/"),
            s.link("峰會", "峰会", "tags/summit/"),
            s.link("大灣區", "大湾区", "tags/bay/"),
        ),
        corrections=(
            CorrectionView(
                time=time_view(s, 20),
                text=s.t("會員人數應為 3,000 多名。", "会员人数应为 3,000 多名。"),
            ),
        ),
        share=share_view(s),
        previous=LinkView(text=s.t(*TITLES[1]), url=s.url("news/2023/sample-1/")),
        next=LinkView(text=s.t(*TITLES[2]), url=s.url("news/2023/sample-2/")),
        related=cards_view(s, 2, 5),
        picks=cards_view(s, 4, 8),
    )


def bare_article(s: Script) -> ArticleView:
    """An article with nothing that may be left out."""
    return replace(
        article(s),
        conversion=None,
        section=None,
        source=None,
        modified=None,
        summary="",
        dateline="",
        image=None,
        contents=(),
        body=Html("<p>示例。</p>"),
        agreements=(),
        policies=(),
        credits=(),
        tags=(),
        corrections=(),
        share=(),
        previous=None,
        next=None,
        related=(),
        picks=(),
    )


def event_article(s: Script, *, past: bool = False) -> ArticleView:
    """An event page; its other script is written by hand."""
    return replace(
        article(s),
        kind="events",
        title=s.t(*TITLES[5]),
        event=event_view(s, past=past),
        conversion=ConversionView(
            kind="counterpart",
            original_label=s.t("簡體", "繁体"),
            original_tag=s.other.tag,
            original_url=s.other.url(PATH),
        ),
        image=None,
        contents=(),
    )


def simple(s: Script) -> SimpleView:
    """A standing page."""
    title = s.t("關於本站", "关于本站")
    return SimpleView(
        edition=edition(s),
        head=head_view(s, title, "about/"),
        switch=switch_view(s, "about/"),
        crumbs=crumbs_view(s, LinkView(text=title, url=s.url("about/"))),
        title=title,
        conversion=None,
        modified=time_view(s),
        contents=(),
        body=Html(s.body),
    )


def every_page(s: Script) -> Iterator[tuple[str, PageView]]:
    """Each page kind of one edition, with a short name."""
    yield "article", article(s)
    yield "article-bare", bare_article(s)
    yield "event", event_article(s)
    yield "event-past", event_article(s, past=True)
    yield "page", simple(s)
    yield "home", home(s)
    yield "home-empty", empty_home(s)
    yield "list", listing(s)
    yield "list-empty", replace(listing(s), cards=(), intro="", feeds=(), total=0)
    yield "archive", index(s)
    yield "tags", tags(s)
    yield "events", events(s)
    yield "events-none", replace(events(s), coming=(), past=())
    yield "404", missing(s)
    yield "gateway", gateway(s)
    yield "gateway-404", gateway(s, lost=True)
    yield from every_overview(s)
    yield from record_pages(s)
