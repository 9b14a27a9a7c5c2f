"""What the open data is made from: all records in every edition, and who publishes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hutong.register.kinds import RecordKind
from hutong.register.records import Record, title_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition: ``url`` is the address of its home page, ending in a slash."""

    tag: str
    hreflang: str
    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """News that name a record; ``titles`` and ``urls`` are by edition tag, ``date`` is a day."""

    id: str
    titles: Mapping[str, str]
    urls: Mapping[str, str]
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """What may be done with the data: ``name`` is its SPDX identifier, ``title`` by edition tag."""

    name: str
    title: Mapping[str, str]
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A record as it is published: its form and its text as HTML in every edition, by tag.

    All forms have the same structure; they differ only in the words that readers see.
    """

    forms: Mapping[str, Record]
    prose: Mapping[str, str]
    articles: tuple[Article, ...] = ()

    @property
    def record(self) -> Record:
        """Its form in the first edition."""
        return next(iter(self.forms.values()))

    @property
    def approved(self) -> tuple[str, ...]:
        """Tags of the editions in which its name is as an editor gave it, not converted."""
        names, origin = title_of(self.record).forms, self.record.origin
        return tuple(tag for tag in self.forms if (tag in names if names else tag == origin))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """All that is published. It must be sound: every id that a record names is there.

    ``records`` are sorted by id; ``terms`` are ``places`` and ``subjects``, by id, named by tag or
    language. ``root`` is the address of the site, ending in a slash; ``commit`` the commit that
    the data is from and ``updated`` the newest day known, both empty if unknown.
    """

    editions: tuple[Edition, ...]
    records: Mapping[RecordKind, tuple[Entry, ...]]
    terms: Mapping[str, Mapping[str, Mapping[str, str]]]
    root: str
    publisher: str
    licence: Licence
    commit: str = ""
    updated: str = ""

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of its editions."""
        return tuple(one.tag for one in self.editions)

    def uri(self, kind: RecordKind, id_: str) -> str:
        """What identifies a record in all data; with a slash behind it, its permanent page."""
        return f"{self.root}id/{kind}/{id_}"

    def urls(self, kind: RecordKind, id_: str) -> dict[str, str]:
        """The page of a record in each edition, by tag."""
        return {one.tag: f"{one.url}{kind}/{id_}/" for one in self.editions}
