"""Rules that hold between several keys of a front matter, or between it and the site."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from hutong.lined_yaml import Value
from hutong.markup import find_markup
from hutong.model import Kind, Moment
from hutong.near import did_you_mean
from hutong.source.front import Front
from hutong.source.half_width import find_half_width, may_have_half_width
from hutong.source.links import find_image
from hutong.source.page import Page

_FORMS: Final = 2
"""A term that is the same everywhere still names two variants."""

_PROSE: Final = ("title", "summary", "caption", "alt", "text")
"""Keys whose values are sentences of the editor's own."""


def check_texts(data: Value, lines: Mapping[str, int], page: Page, where: str = "") -> None:
    """Report conversion markup left open and half-width punctuation in any value."""
    if isinstance(data, str):
        if page.thorough or "-{" in data or may_have_half_width(data):
            _check_text(data, lines.get(where, 1), page, where)
    elif isinstance(data, list):
        for index, item in enumerate(data):
            check_texts(item, lines, page, f"{where}.{index}")
    elif isinstance(data, dict):
        for key, item in data.items():
            check_texts(item, lines, page, f"{where}.{key}" if where else key)


def _check_text(text: str, line: int, page: Page, where: str) -> None:
    if find_markup(text).unclosed is not None:
        page.report(line, f"{where}: -{{ is never closed", "close it with }-")
    if where.rpartition(".")[2] in _PROSE:
        for at, what, mend in find_half_width(
            [(line, text.replace("\n", " "))], thorough=page.thorough
        ):
            page.warn(at, f"{where}: {what}", mend)


def check_keys(front: Front, kind: Kind, lines: Mapping[str, int], page: Page) -> None:
    """Report every key that contradicts another one."""
    _check_order(front, lines, page)
    _check_event(front, kind, lines, page)
    _check_image(front, lines, page)
    _check_glossary(front, lines, page)
    for index, entry in enumerate(front.byline):
        if not entry.name and not entry.organisation:
            line = lines.get(f"byline.{index}", 1)
            page.report(line, f"byline.{index} names nobody", "add name: or organisation:")
    for index, correction in enumerate(front.corrections):
        if correction.date < front.date.at.astimezone(page.context.zone).date():
            line = lines.get(f"corrections.{index}.date", 1)
            page.report(line, f"corrections.{index}.date is before date", "mend one of the dates")


def _check_glossary(front: Front, lines: Mapping[str, int], page: Page) -> None:
    """Each term of the page needs two forms, under tags that there are."""
    known = (*page.context.variants, *page.context.written)
    for index, names in enumerate(front.glossary.terms if front.glossary else ()):
        where = f"glossary.terms.{index}"
        line = lines.get(where, 1)
        for tag in names:
            if tag not in known:
                mend = did_you_mean(tag, page.context.variants)
                page.report(
                    lines.get(f"{where}.{tag}", line), f"{where}: unknown variant {tag!r}", mend
                )
        if len(names) < _FORMS:
            mend = f"write one for each of {', '.join(page.context.variants)}"
            page.report(line, f"{where} has fewer than two forms", mend)


def _check_order(front: Front, lines: Mapping[str, int], page: Page) -> None:
    zone = page.context.zone
    until = front.pick.until if front.pick else None
    later = (
        ("modified", front.modified, "date", front.date),
        ("expires", front.expires, "date", front.date),
        ("expires", front.expires, "embargo", front.embargo),
        ("pick.until", until, "date", front.date),
    )
    for name, moment, before_name, before in later:
        if moment and before and _earlier(moment, before, zone):
            page.report(
                lines.get(name, 1), f"{name} is before {before_name}", "mend one of the dates"
            )
    if front.embargo and front.expires and front.embargo == front.expires:
        page.report(
            lines.get("expires", 1), "expires is the same as embargo", "mend one of the dates"
        )
    if front.embargo and _earlier(front.embargo, front.date, zone):
        page.warn(
            lines.get("embargo", 1),
            "embargo ends before date",
            "readers would see a date in the future: mend one of the two",
        )


def _check_event(front: Front, kind: Kind, lines: Mapping[str, int], page: Page) -> None:
    event = front.event
    if event is None:
        if kind is Kind.EVENT and "event" not in lines:
            page.report(1, "event is missing", "add event: with start: and a time below it")
        return
    if event.end and _earlier(event.end, event.start, page.context.zone):
        page.report(
            lines.get("event.end", 1), "event.end is before event.start", "mend one of them"
        )


def _check_image(front: Front, lines: Mapping[str, int], page: Page) -> None:
    image = front.image
    if image is None:
        return
    line = lines.get("image.src", lines.get("image", 1))
    if image.src is None and "image.src" in lines:
        return  # what is wrong with it has been told
    if image.src is None:
        texts = [name for name in ("caption", "credit", "alt") if getattr(image, name)]
        what = f"image has {' and '.join(texts)} but no src" if texts else "image names no picture"
        page.report(line, what, "add src: images/name.png, or take image out")
        return
    if find_image(image.src, line, page) and not image.alt:
        page.report(line, "image has no alt", "add alt: and say in words what the picture shows")


def _earlier(one: Moment, other: Moment, zone: ZoneInfo) -> bool:
    """Whether ``one`` is before ``other``; by days where either is only a day."""
    if one.precise and other.precise:
        return one.at < other.at
    return _day(one, zone) < _day(other, zone)


def _day(moment: Moment, zone: ZoneInfo) -> date:
    return moment.at.astimezone(zone).date()
