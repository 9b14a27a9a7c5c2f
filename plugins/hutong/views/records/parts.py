"""Parts of page views: cards, pictures, events, credits, pagers."""

from __future__ import annotations

from hutong.model import Html
from hutong.views.records.described import described, record


@record
class LinkView:
    """A link with its text."""

    text: str = described("what the reader sees")
    url: str = described("where it leads")


@record
class TimeView:
    """A date or time for a <time> element."""

    iso: str = described("machine form for the datetime attribute")
    text: str = described("as the edition's locale writes it")


@record
class AlternateView:
    """One line of hreflang alternates."""

    hreflang: str = described("zh-Hant, zh-Hans or x-default")
    url: str = described("absolute address")


@record
class SwitchView:
    """This page in one edition, for the script switch."""

    tag: str = described("BCP 47 tag for lang and hreflang attributes")
    label: str = described("the edition's name, in its own script: 繁體, 简体")
    url: str = described("this same page in that edition")
    current: bool = described("whether the reader is here already")


@record
class FeedView:
    """A feed to announce and to link."""

    type: str = described("media type")
    title: str = described("name of the feed")
    url: str = described("address of the feed")


@record
class ImageView:
    """A picture with its texts."""

    url: str = described("address of the picture")
    srcset: str = described("smaller versions for the srcset attribute, or empty")
    alt: str = described("text for those who do not see it")
    caption: str = described("caption, or empty")
    credit: str = described("who made it, or empty")
    width: int = described("CSS pixels; 0 if unknown")
    height: int = described("CSS pixels; 0 if unknown")


@record
class ShareView:
    """One way to share the page."""

    id: str = described("network id: facebook, x, …, wechat, copy, device; also the icon's name")
    name: str = described("name readers know, in the edition's words: 複製連結")
    action: str = described("link | qr (WeChat) | copy | device (share sheet)")
    url: str = described("address of the share page; the page's own absolute address unless a link")


@record
class CardView:
    """A teaser of an article in a list."""

    url: str = described("the article")
    title: str = described("headline")
    summary: str = described("one or two sentences, or empty")
    time: TimeView = described("date of publication")
    section: LinkView | None = described("section, if any")
    source: str = described("name of the first publisher, or empty")
    image: ImageView | None = described("lead picture, if any")
    kind: str = described("news, events or pages")
    event: EventView | None = described("when and where, for cards of the event list")


@record
class EventView:
    """When and where something takes place."""

    start: TimeView = described("beginning")
    end: TimeView | None = described("end, if known")
    place: str = described("where, or empty")
    online: str = described("address to join at, or empty")
    registration: str = described("address to register at, or empty; empty once it is past")
    notes: Html = described("event notes as HTML, or empty")
    past: bool = described("whether it is over")


@record
class CreditedView:
    """Somebody in the byline."""

    organisation: LinkView | None = described("for whom, if given; url is empty without a page")
    name: str = described("who; empty where the organisation itself is credited")


@record
class CreditView:
    """One line of the byline."""

    label: str = described("role in the edition's words: 記者, 實習生, 攝影, 編輯, 出品")
    names: tuple[CreditedView, ...] = described("who")


@record
class SourceView:
    """Where the text was first published."""

    name: str = described("publisher's name")
    url: str = described("address of the original, or empty")
    page: str = described("our page of everything from this source")
    published: TimeView | None = described("when it was first published, if known")


@record
class CorrectionView:
    """A correction made after publication."""

    time: TimeView = described("when it was corrected")
    text: str = described("what was corrected")


@record
class HeadingView:
    """One line of the contents list."""

    level: int = described("2 to 4")
    anchor: str = described("id of the heading")
    text: str = described("words of the heading")


@record
class ConversionView:
    """How the text came into this edition."""

    kind: str = described("converted or counterpart; originals have no ConversionView")
    original_label: str = described("its script, in the reader's words: 簡體")
    original_tag: str = described("BCP 47 tag of that edition")
    original_url: str = described(
        "the original page, one tap away; empty if it is not on the site as written"
    )


@record
class SectionBlockView:
    """A section's newest articles on the home page."""

    link: LinkView = described("the section")
    cards: tuple[CardView, ...] = described("its newest articles")


@record
class PagerView:
    """Where the reader is in a list of several pages."""

    number: int = described("this page, from 1")
    count: int = described("how many there are")
    newer: str = described("address of the page before, or empty")
    older: str = described("address of the page after, or empty")
    pages: tuple[LinkView, ...] = described("every page; text is its number")


@record
class EntryView:
    """One line of an index."""

    link: LinkView = described("where it leads")
    count: int = described("how many articles")


@record
class GroupView:
    """Entries of an index under a heading."""

    heading: LinkView | None = described("heading, such as a year; None for an ungrouped index")
    entries: tuple[EntryView, ...] = described("the lines")


@record
class DoorView:
    """One edition, offered on the gateway."""

    tag: str = described("BCP 47 tag")
    label: str = described("the edition's name in its own script")
    site_name: str = described("name of the site in that edition")
    tagline: str = described("tagline in that edition")
    url: str = described("the edition's home page")
    latest: tuple[LinkView, ...] = described("its three newest headlines")
