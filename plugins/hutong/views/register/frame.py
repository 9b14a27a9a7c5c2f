"""What all pages of the register have around their content: head, crumbs, the way up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from hutong.model import Html
from hutong.views.chrome import ATOM, JSON_FEED, Meta, crumb_ld, crumbs, head_view, switch_view
from hutong.views.edition import Edition
from hutong.views.records import FeedView, HeadView, LinkView, SwitchView

REGISTER: Final = "register/"
"""Where the register begins, below its edition."""
CHANGES: Final = f"{REGISTER}changes/"
TIMELINE: Final = f"{REGISTER}timeline/"
CALENDAR: Final = f"{REGISTER}dates.ics"


class Frame(NamedTuple):
    """What surrounds a page of the register."""

    head: HeadView
    switch: tuple[SwitchView, ...]
    crumbs: tuple[LinkView, ...]
    title: str


def framed(
    edition: Edition,
    *trail: tuple[str, str],
    description: str = "",
    title: str = "",
    feeds: tuple[FeedView, ...] = (),
    json_ld: Sequence[Html] = (),
) -> Frame:
    """The frame of the page that ``trail`` (text, path) leads to from the register's door.

    ``title`` is said in its head in place of the last text of the trail.
    """
    whole = ((edition.words("Register"), REGISTER), *trail)
    text, path = whole[-1]
    meta = Meta(
        title=title or text,
        description=description or f"{title or text} - {edition.variant.tagline}",
        path=path,
        feeds=feeds,
        json_ld=(crumb_ld(edition, whole), *json_ld),
    )
    return Frame(
        head=head_view(edition, meta),
        switch=switch_view(edition, path),
        crumbs=crumbs(edition, whole),
        title=title or text,
    )


def change_feeds(edition: Edition) -> tuple[FeedView, ...]:
    """The feeds of what happened last."""
    return edition.once(_change_feeds)


def _change_feeds(edition: Edition) -> tuple[FeedView, ...]:
    title, path = edition.words("Latest developments"), CHANGES.removesuffix("/")
    atom = FeedView(type=ATOM, title=f"{title} (Atom)", url=edition.url(f"{path}.xml"))
    if "json-feeds" in edition.site.left_out:
        return (atom,)
    return (
        atom,
        FeedView(type=JSON_FEED, title=f"{title} (JSON)", url=edition.url(f"{path}.json")),
    )


def calendar_link(edition: Edition) -> LinkView:
    """The calendar of dates."""
    return LinkView(text=edition.words("Calendar of dates"), url=edition.url(CALENDAR))
