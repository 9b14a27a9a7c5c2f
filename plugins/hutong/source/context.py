"""The records that go into and come out of the source readers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from hutong.model import Document, Html, Problem

SHOWN_PREFIX: Final = "content/"
"""What stands before a content path where editors see it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A text that many pages share; ``html`` holds it in every language it is written in."""

    name: str
    html: Html
    links: tuple[str, ...] = ()
    assets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceContext:
    """What a reader must know of the site around one file.

    ``variants`` are the site's editions; a text may also be written in one of ``written``.

    ``images`` gives width and height in CSS pixels of every picture, ``files`` names every other
    file, both by their path below ``content/``. ``base_path`` precedes root-relative addresses.
    """

    timezone: str
    variants: tuple[str, ...]
    default_variant: str
    written: tuple[str, ...] = ()
    base_path: str = ""
    images: Mapping[str, tuple[int, int]] = field(default_factory=lambda: MappingProxyType({}))
    files: Collection[str] = frozenset()
    snippets: Mapping[str, Snippet] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def zone(self) -> ZoneInfo:
        """The site's time zone."""
        return ZoneInfo(self.timezone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """One content file, read: a document unless something is wrong with it.

    ``lines`` tells on which line of the file a front matter key stands: ``section``, ``tags.0``,
    ``byline.0.organisation``.
    """

    document: Document | None
    problems: tuple[Problem, ...]
    lines: Mapping[str, int]
