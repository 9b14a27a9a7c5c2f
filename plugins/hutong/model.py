"""Frozen records that every part of Hutong shares; no behaviour beyond reading themselves.

Fields whose text readers see carry ``metadata=TEXT`` (plain text) or ``metadata=HTML`` (an HTML
fragment): :mod:`hutong.human` walks exactly those, so a new field converts by itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NewType

Html = NewType("Html", str)
"""A sanitised HTML fragment, safe to show as it is."""
UrlPath = NewType("UrlPath", str)
"""A page's path below its edition, ``news/2023/nansha-hkicm/``; empty for the home page."""

SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""A name that may stand in an address: small letters, figures and single hyphens."""
TEXT: Final[Mapping[str, str]] = MappingProxyType({"human": "text"})
HTML: Final[Mapping[str, str]] = MappingProxyType({"human": "html"})


class Severity(StrEnum):
    """How much a problem matters: errors stop a build, warnings are told."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in the content: ``path:line: what; how to mend it``.

    ``path`` is relative to the project folder, ``line`` counts from 1 (0: the whole file).
    """

    path: str
    line: int
    what: str
    mend: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        mark = "" if self.severity is Severity.ERROR else "warning: "
        return f"{where}: {mark}{self.what}; {self.mend}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One thing the converter was unsure of, or found suspicious, for the editor.

    ``before`` stands at offset ``at`` of ``sentence``, which is the source's, without tags;
    ``after`` is what the edition ``variant`` shows for it, with ``confidence`` (0 to 1) that
    it is right, and ``choices`` holds every reading, ``after`` among them. A note on the source
    itself has no ``variant``; ``after`` is then the spelling proposed. ``decided`` says that an
    editor's decision chose ``after``.
    """

    path: str
    line: int
    before: str
    after: str
    rule: str
    confidence: float
    variant: str = ""
    sentence: str = ""
    at: int = 0
    choices: tuple[str, ...] = ()
    decided: bool = False


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """One name or word with its form in every variant (by tag), and where that is written."""

    names: Mapping[str, str]
    path: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A script and region form of Chinese, and the edition published in it.

    ``tag`` is the BCP 47 tag (``zh-Hant-HK``), ``hreflang`` what alternates name
    (``zh-Hant``), ``locale`` Babel's id and the catalogue's folder (``zh_Hant_HK``),
    ``prefix`` the first folder of its paths, ``label`` what the switch between editions calls
    it, ``og_locale`` Open Graph's ``zh_HK``; ``site_name`` and ``tagline`` name its edition.
    ``quotes`` is the style of quotation marks in converted texts: ``keep``, ``corner``, ``curly``.
    """

    tag: str
    hreflang: str
    locale: str
    prefix: str
    label: str
    og_locale: str
    site_name: str
    tagline: str
    quotes: str = "keep"

    @property
    def script(self) -> str:
        """``Hant`` or ``Hans``."""
        return self.tag.split("-")[1]

    @property
    def region(self) -> str:
        """The region subtag, ``HK``."""
        return self.tag.split("-")[2]


class Kind(StrEnum):
    """What sort of document a content folder holds; the value is the folder's name."""

    NEWS = "news"
    EVENT = "events"
    PAGE = "pages"


class Provenance(StrEnum):
    """How a document came to be in its variant."""

    ORIGINAL = "original"
    CONVERTED = "converted"
    COUNTERPART = "counterpart"
    """Written by hand beside the original, ``name.zh-Hans-CN.md``."""


class Status(StrEnum):
    """What the editor wants done with a document."""

    PUBLISHED = "published"
    DRAFT = "draft"


class Role(StrEnum):
    """What a person did for an article."""

    REPORTER = "reporter"
    INTERN = "intern"
    PHOTOGRAPHER = "photographer"
    EDITOR = "editor"
    PRODUCER = "producer"


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A point in time with its zone; ``precise`` is False where only the day was given."""

    at: datetime
    precise: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCredit:
    """Where a text was first published; ``name`` is as written, ``key`` its taxonomy id."""

    name: str = field(metadata=TEXT)
    key: str = ""
    url: str = ""
    published: Moment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """One line of the byline. ``organisation`` is a register id or empty."""

    role: Role
    name: str = field(default="", metadata=TEXT)
    organisation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture of the site: ``src`` below ``content/``; width and height in CSS pixels."""

    src: str
    alt: str = field(default="", metadata=TEXT)
    caption: str = field(default="", metadata=TEXT)
    credit: str = field(default="", metadata=TEXT)
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """When and where something takes place; ``notes`` is the rendered snippet or text."""

    start: Moment
    end: Moment | None = None
    place: str = field(default="", metadata=TEXT)
    online: str = ""
    """The address to join at, or empty."""
    registration: str = ""
    """The address to register at, or empty."""
    notes: Html = field(default=Html(""), metadata=HTML)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A correction made after publication, told to readers."""

    date: date
    text: str = field(metadata=TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One line of the contents list; ``level`` is 2 to 4."""

    level: int
    anchor: str
    text: str = field(metadata=TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with its answer, from a questions block."""

    anchor: str
    question: str = field(metadata=TEXT)
    answer: Html = field(metadata=HTML)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article, event or page in one variant, complete and independent of any framework.

    ``id`` is ``kind/slug`` and the same in every variant; ``origin`` is the tag of the variant
    it was written in. ``section`` and ``tags`` are names as written until the taxonomy has
    resolved them to ids. ``summary`` is the editor's own or, when ``summary_given`` is False,
    whole sentences from the start of the text.
    """

    id: str
    kind: Kind
    path: str
    variant: str
    origin: str
    provenance: Provenance
    slug: str
    url_path: UrlPath
    title: str = field(metadata=TEXT)
    summary: str = field(metadata=TEXT)
    summary_given: bool
    body: Html = field(metadata=HTML)
    date: Moment
    modified: Moment | None = None
    headings: tuple[Heading, ...] = ()
    questions: tuple[Question, ...] = ()
    section: str = ""
    tags: tuple[str, ...] = ()
    source: SourceCredit | None = None
    dateline: str = field(default="", metadata=TEXT)
    byline: tuple[Credit, ...] = ()
    image: Image | None = None
    event: Event | None = None
    agreements: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    unlinked: tuple[str, ...] = ()
    """Records, by any name, that the text is not to link to; ``all`` for every one."""
    picked: bool = False
    pick_until: Moment | None = None
    corrections: tuple[Correction, ...] = ()
    status: Status = Status.PUBLISHED
    embargo: Moment | None = None
    expires: Moment | None = None
    assets: tuple[str, ...] = ()
    """Every file below ``content/`` that the text shows or links to, sorted."""
    links: tuple[tuple[str, int], ...] = ()
    """Content files the text links to (``news/a.md#anchor``), each with its source line.

    In ``body`` such a link reads ``href="doc:news/a.md#anchor"``; views put the address in.
    """
    characters: int = 0
    """Han characters and words of the body, for the reading time."""
    topics: tuple[str, ...] = ()
    """The glossary topics that hold on this page."""
    terms: tuple[GlossaryTerm, ...] = ()
    """Terms of this page alone."""

    @property
    def changed(self) -> Moment:
        """The last change told to readers."""
        return self.modified or self.date


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputFile:
    """One file of the published tree: a POSIX path below its root, and its bytes."""

    path: str
    data: bytes
