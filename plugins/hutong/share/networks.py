"""The table of share networks: one row each, facts only.

``checked`` is the day when someone last compared the row with ``docs``; after twelve months the
editors are warned. A service that closes keeps its row, with ``until`` and ``instead``, so that
a site which still names it is told what to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class Action(StrEnum):
    """What a reader does with a share link."""

    LINK = "link"
    QR = "qr"
    """Scans the page's address from the screen."""
    COPY = "copy"
    DEVICE = "device"
    """Opens the share sheet of the device."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much text a network takes: ``size`` units in all.

    ``wide`` is what a character outside the Latin ranges uses; ``link`` what an address uses
    however long it is, 0 if each of its characters counts.
    """

    size: int
    wide: int = 1
    link: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """One row of the table.

    ``name`` is a message id. ``pattern`` is an address with ``{url} {title} {hashtags} {topic}
    {via} {image} {language}``; a parameter whose value is empty is left out. ``since`` is the year
    the service opened, ``until`` the last day of a service that closed. ``opt_in`` says why the
    row is not among the defaults; ``aliases`` are other ids that people try.
    """

    id: str
    name: str
    action: Action = Action.LINK
    pattern: str = ""
    since: int
    until: date | None = None
    checked: date
    docs: str
    instead: str = ""
    opt_in: str = ""
    aliases: tuple[str, ...] = ()
    room: Room | None = None


_NOVEMBER_2026: Final = date(2026, 11, 22)

NETWORKS: Final[tuple[Network, ...]] = (
    Network(
        id="facebook",
        name="Facebook",
        pattern="https://www.facebook.com/sharer/sharer.php?u={url}",
        since=2004,
        checked=_NOVEMBER_2026,
        docs="https://developers.facebook.com/docs/sharing/webmasters/",
        aliases=("fb", "meta"),
    ),
    Network(
        id="x",
        name="X",
        pattern="https://x.com/intent/tweet?text={title}&url={url}&hashtags={hashtags}&via={via}",
        since=2006,
        checked=_NOVEMBER_2026,
        docs="https://docs.x.com/x-for-websites/post-button/guides/web-intent",
        aliases=("twitter", "x-twitter"),
        room=Room(size=280, wide=2, link=23),
    ),
    Network(
        id="linkedin",
        name="LinkedIn",
        pattern="https://www.linkedin.com/sharing/share-offsite/?url={url}",
        since=2003,
        checked=_NOVEMBER_2026,
        docs="https://learn.microsoft.com/linkedin/consumer/integrations/self-serve/plugins/share-plugin",
    ),
    Network(
        id="whatsapp",
        name="WhatsApp",
        pattern="https://wa.me/?text={title}%20{url}",
        since=2009,
        checked=_NOVEMBER_2026,
        docs="https://faq.whatsapp.com/5913398998672934",
        aliases=("wa",),
    ),
    Network(
        id="email",
        name="E-mail",
        pattern="mailto:?subject={title}&body={title}%0D%0A{url}",
        since=1994,
        checked=_NOVEMBER_2026,
        docs="https://www.rfc-editor.org/rfc/rfc6068",
        aliases=("mail", "e-mail", "mailto"),
    ),
    Network(
        id="telegram",
        name="Telegram",
        pattern="https://t.me/share/url?url={url}&text={title}",
        since=2013,
        checked=_NOVEMBER_2026,
        docs="https://core.telegram.org/widgets/share",
        aliases=("tg",),
    ),
    Network(
        id="line",
        name="LINE",
        pattern="https://social-plugins.line.me/lineit/share?url={url}&text={title}",
        since=2011,
        checked=_NOVEMBER_2026,
        docs="https://developers.line.biz/en/docs/line-social-plugins/install-guide/using-line-share-buttons/",
    ),
    Network(
        id="weibo",
        name="Weibo",
        pattern="https://service.weibo.com/share/share.php"
        "?url={url}&title={title}&pic={image}&language={language}",
        since=2009,
        checked=_NOVEMBER_2026,
        docs="https://open.weibo.com/sharebutton",
        aliases=("sina", "sina-weibo", "微博"),
    ),
    Network(
        id="wechat",
        name="WeChat",
        action=Action.QR,
        since=2011,
        checked=_NOVEMBER_2026,
        docs="https://open.weixin.qq.com/",
        aliases=("weixin", "微信"),
    ),
    Network(
        id="qq",
        name="QQ",
        pattern="https://connect.qq.com/widget/shareqq/index.html"
        "?url={url}&title={title}&pics={image}",
        since=1999,
        checked=_NOVEMBER_2026,
        docs="https://connect.qq.com/",
        aliases=("qzone",),
    ),
    Network(
        id="threads",
        name="Threads",
        pattern="https://www.threads.com/intent/post?text={title}&url={url}&tag={topic}",
        since=2023,
        checked=_NOVEMBER_2026,
        docs="https://developers.facebook.com/documentation/threads/threads-web-intents",
        room=Room(size=500),
    ),
    Network(
        id="bluesky",
        name="Bluesky",
        pattern="https://bsky.app/intent/compose?text={title}%20{url}",
        since=2023,
        checked=_NOVEMBER_2026,
        docs="https://docs.bsky.app/docs/advanced-guides/intent-links",
        aliases=("bsky",),
        room=Room(size=300),
    ),
    Network(
        id="mastodon",
        name="Mastodon",
        pattern="https://share.joinmastodon.org/#text={title}%20{url}",
        since=2016,
        checked=_NOVEMBER_2026,
        docs="https://blog.joinmastodon.org/2026/03/a-new-share-button/",
        aliases=("fediverse",),
        room=Room(size=500, link=23),
    ),
    Network(
        id="reddit",
        name="Reddit",
        pattern="https://www.reddit.com/submit?url={url}&title={title}",
        since=2005,
        checked=_NOVEMBER_2026,
        docs="https://github.com/nygardk/react-share",
    ),
    Network(
        id="xing",
        name="XING",
        pattern="https://www.xing.com/spi/shares/new?url={url}",
        since=2003,
        checked=_NOVEMBER_2026,
        docs="https://github.com/heiseonline/shariff/issues/451",
        opt_in="since May 2026 XING calls itself a job board; its share page opens another product",
    ),
    Network(
        id="google-plus",
        name="Google+",
        since=2011,
        until=date(2019, 4, 2),
        checked=_NOVEMBER_2026,
        docs="https://github.com/huacnlee/social-share-button/pull/192",
        instead="copy",
        aliases=("google+", "googleplus", "google_plus", "gplus", "google"),
    ),
    Network(
        id="skype",
        name="Skype",
        since=2003,
        until=date(2025, 5, 5),
        checked=_NOVEMBER_2026,
        docs="https://github.com/markxwilliams/securemess/issues/12",
        instead="whatsapp",
    ),
    Network(
        id="copy",
        name="Copy link",
        action=Action.COPY,
        since=2018,
        checked=_NOVEMBER_2026,
        docs="https://developer.mozilla.org/docs/Web/API/Clipboard/writeText",
        aliases=("copy-link", "link", "clipboard"),
    ),
    Network(
        id="device",
        name="More ways to share",
        action=Action.DEVICE,
        since=2017,
        checked=_NOVEMBER_2026,
        docs="https://developer.mozilla.org/docs/Web/API/Navigator/share",
        aliases=("native", "share", "webshare"),
    ),
)

DEFAULT: Final[tuple[str, ...]] = tuple(
    row.id for row in NETWORKS if row.until is None and not row.opt_in
)
"""Every network that works, in the order of the table; a site may choose and reorder."""
