"""What the pages of a fictional site share, in both scripts, for trying the theme.

Every name and event here is invented (示例, sample); nothing is converted by machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hutong.model import Html
from hutong.views.records import (
    AlternateView,
    CardView,
    EditionView,
    EventView,
    FeedView,
    HeadView,
    ImageView,
    LinkView,
    ShareView,
    SwitchView,
    TimeView,
)

DATA: Final = Path(__file__).parent / "data"
SITE = "https://news.example.org"
ICONS = "/theme/icons/"
PATH = "news/2023/sample/"

_NETWORKS = (
    ("facebook", "Facebook", "Facebook"),
    ("x", "X", "X"),
    ("linkedin", "LinkedIn", "LinkedIn"),
    ("whatsapp", "WhatsApp", "WhatsApp"),
    ("email", "電郵", "电子邮件"),
    ("telegram", "Telegram", "Telegram"),
    ("line", "LINE", "LINE"),
    ("weibo", "微博", "微博"),
    ("threads", "Threads", "Threads"),
    ("bluesky", "Bluesky", "Bluesky"),
    ("mastodon", "Mastodon", "Mastodon"),
    ("reddit", "Reddit", "Reddit"),
    ("qq", "QQ", "QQ"),
    ("xing", "XING", "XING"),
    ("wechat", "微信", "微信"),
    ("copy", "複製連結", "复制链接"),
    ("device", "更多分享方式", "更多分享方式"),
)
_ACTIONS = {"wechat": "qr", "copy": "copy", "device": "device"}

TITLES = (
    (
        "河灣區與海港區簽訂技能互認協議 兩地工匠「一試兩證」",
        "河湾区与海港区签订技能互认协议 两地工匠“一试两证”",
    ),
    ("三地測量師學會成立聯盟：統一考核標準", "三地测量师学会成立联盟：统一考核标准"),
    ("河灣區公布人才新政九條，明年一月起實施", "河湾区公布人才新政九条，明年一月起实施"),
    ("觀察：互認之後，跨境執業還差哪一步？", "观察：互认之后，跨境执业还差哪一步？"),
    ("海港青年實習計劃八年累計開出 900 個崗位", "海港青年实习计划八年累计开出 900 个岗位"),
    ("Sample Forum 2023 開放報名", "Sample Forum 2023 开放报名"),
    ("一圖讀懂《河灣規劃》五項任務", "一图读懂《河湾规划》五项任务"),
    ("聯盟理事會首次會議通過三年工作計劃", "联盟理事会首次会议通过三年工作计划"),
)


@dataclass(frozen=True, slots=True)
class Script:
    """One edition of the sample site."""

    hant: bool

    @property
    def tag(self) -> str:
        return "zh-Hant-HK" if self.hant else "zh-Hans-CN"

    @property
    def locale(self) -> str:
        return self.tag.replace("-", "_")

    @property
    def prefix(self) -> str:
        return "zh-hant" if self.hant else "zh-hans"

    @property
    def body(self) -> str:
        """A text with every kind of block, as the source reader makes them."""
        return (DATA / f"body.{self.tag}.html").read_text(encoding="utf-8")

    @property
    def other(self) -> Script:
        return Script(not self.hant)

    def t(self, hant: str, hans: str) -> str:
        """The text of this script."""
        return hant if self.hant else hans

    def url(self, path: str) -> str:
        return f"/{self.prefix}/{path}"

    def link(self, hant: str, hans: str, path: str) -> LinkView:
        return LinkView(text=self.t(hant, hans), url=self.url(path))


SCRIPTS = (Script(True), Script(False))


def feeds_view(s: Script, path: str = "") -> tuple[FeedView, ...]:
    return (
        FeedView(type="application/atom+xml", title="Atom", url=s.url(f"{path}feed.xml")),
        FeedView(type="application/feed+json", title="JSON Feed", url=s.url(f"{path}feed.json")),
    )


def edition(s: Script) -> EditionView:
    """What all pages of one sample edition share."""
    return EditionView(
        tag=s.tag,
        script="Hant" if s.hant else "Hans",
        prefix=s.prefix,
        label=s.t("繁體", "简体"),
        site_name=s.t("互通示例網", "互通示例网"),
        tagline=s.t("協議、聯盟與人才政策的雙語記錄", "协议、联盟与人才政策的双语记录"),
        base="",
        home=s.url(""),
        nav=(
            s.link("最新", "最新", "news/"),
            s.link("協議", "协议", "sections/agreements/"),
            s.link("聯盟", "联盟", "sections/alliances/"),
            s.link("人才政策", "人才政策", "sections/talent/"),
            s.link("觀察", "观察", "sections/analysis/"),
            s.link("活動", "活动", "events/"),
            s.link("關於本站", "关于本站", "about/"),
        ),
        footer=(
            s.link("歷年文章", "历年文章", "archive/"),
            s.link("標籤", "标签", "tags/"),
            s.link("消息來源", "消息来源", "sources/"),
            s.link("私隱政策", "隐私政策", "privacy/"),
        ),
        feeds=feeds_view(s),
        css="/theme/hutong.css",
        js="/theme/hutong.js",
        qr_js="/theme/vendor/lean-qr.js",
        register_css="/theme/register.css",
        register_js="/theme/register.js",
        icons=ICONS,
        manifest=s.url("manifest.webmanifest"),
    )


def head_view(s: Script, title: str, path: str, *, article: bool = False) -> HeadView:
    return HeadView(
        title=f"{title} - {edition(s).site_name}",
        description=s.t("示例說明。", "示例说明。"),
        canonical=f"{SITE}/{s.prefix}/{path}",
        alternates=(
            AlternateView(hreflang="zh-Hant", url=f"{SITE}/zh-hant/{path}"),
            AlternateView(hreflang="zh-Hans", url=f"{SITE}/zh-hans/{path}"),
            AlternateView(hreflang="x-default", url=f"{SITE}/zh-hant/{path}"),
        ),
        og_type="article" if article else "website",
        og_title=title,
        og_locale=s.t("zh_HK", "zh_CN"),
        og_locale_alternates=(s.t("zh_CN", "zh_HK"),),
        og_image=f"{SITE}/theme/icons/og-{s.prefix}.png",
        og_image_alt=edition(s).site_name,
        og_image_width=1200,
        og_image_height=630,
        published="2023-06-18T00:00:00+08:00" if article else "",
        modified="",
        robots="",
        feeds=feeds_view(s),
        json_ld=(Html('{"@context": "https://schema.org", "@type": "WebPage"}'),),
    )


def switch_view(s: Script, path: str) -> tuple[SwitchView, ...]:
    return tuple(
        SwitchView(tag=one.tag, label=one.t("繁體", "简体"), url=one.url(path), current=one == s)
        for one in SCRIPTS
    )


def crumbs_view(s: Script, *links: LinkView) -> tuple[LinkView, ...]:
    return (s.link("主頁", "首页", ""), *links)


def time_view(s: Script, day: int = 18) -> TimeView:
    return TimeView(iso=f"2023-06-{day:02}", text=f"2023年6月{day}日")


def image_view(s: Script) -> ImageView:
    return ImageView(
        url="/images/bridge.svg",
        srcset="",
        alt=s.t("一座示意的橋，連接兩岸", "一座示意的桥，连接两岸"),
        caption=s.t("跨灣大橋示意圖", "跨湾大桥示意图"),
        credit=s.t("製圖：示例", "制图：示例"),
        width=1200,
        height=800,
    )


def event_view(s: Script, *, past: bool, notes: bool = True) -> EventView:
    return EventView(
        start=TimeView(iso="2023-12-05T14:30:00+08:00", text="2023年12月5日 14:30"),
        end=TimeView(iso="2023-12-05T17:00:00+08:00", text="17:00"),
        place=s.t("河灣會議中心 3 樓", "河湾会议中心 3 楼"),
        online="" if past else "https://meet.example.org/j/0000000000",
        registration="" if past else "https://forms.example.org/sample",
        notes=Html(
            f'<div lang="{s.tag}"><p>{s.t("登記不代表留位。", "登记不代表留位。")}</p></div>'
            '<div lang="en"><p>Pre-registration does not reserve a seat.</p></div>'
            if notes
            else ""
        ),
        past=past,
    )


def card_view(s: Script, number: int, *, event: EventView | None = None) -> CardView:
    hant, hans = TITLES[number % len(TITLES)]
    return CardView(
        url=s.url(f"news/2023/sample-{number}/"),
        title=s.t(hant, hans),
        summary=s.t(
            "示例摘要。兩地機構約定互派專家，共同制定考核大綱，並於年底前公布首批互認工種。",
            "示例摘要。两地机构约定互派专家，共同制定考核大纲，并于年底前公布首批互认工种。",
        ),
        time=time_view(s, 18 - number),
        section=s.link("協議", "协议", "sections/agreements/") if number % 2 == 0 else None,
        source=s.t("示例日報", "示例日报") if number % 3 == 0 else "",
        image=image_view(s) if number % 2 == 0 else None,
        kind="events" if event else "news",
        event=event,
    )


def cards_view(s: Script, start: int, stop: int) -> tuple[CardView, ...]:
    return tuple(card_view(s, number) for number in range(start, stop))


def share_view(s: Script) -> tuple[ShareView, ...]:
    page = f"{SITE}/{s.prefix}/{PATH}"
    return tuple(
        ShareView(
            id=id_,
            name=s.t(hant, hans),
            action=_ACTIONS.get(id_, "link"),
            url=page if id_ in _ACTIONS else f"https://share.example.org/{id_}?url=x&title=y",
        )
        for id_, hant, hans in _NETWORKS
    )
