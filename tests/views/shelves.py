"""Editions of a sample register: records as editors write them, without a build around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NoReturn
from zoneinfo import ZoneInfo

from hutong.build.render import read_words
from hutong.model import Html, Variant
from hutong.register import Record, RecordKind, parse_record, title_of
from hutong.register.sheet import settled
from hutong.settings import read_settings
from hutong.taxonomy import Taxon
from hutong.views.chrome import edition_view
from hutong.views.edition import Edition, Site, ThemeFiles
from hutong.views.library import Named
from hutong.views.order import Order
from hutong.views.records import EditionView
from hutong.views.urls import Addresses
from tests.register.reading import FILES, TAGS
from tests.small import THEME, VARIANTS

ZONE: Final = ZoneInfo("Asia/Hong_Kong")
NOW: Final = datetime(2026, 11, 22, 12, tzinfo=ZONE)
TERMS: Final[Mapping[tuple[Taxon, str], Mapping[str, str]]] = {
    (Taxon.PLACE, "bay"): {"zh-Hant-HK": "樣本灣", "zh-Hans-CN": "样本湾"},
    (Taxon.TAG, "talent"): {"zh-Hant-HK": "人才樣本", "zh-Hans-CN": "人才样本"},
    (Taxon.TAG, "rules"): {"zh-Hant-HK": "規則樣本", "zh-Hans-CN": "规则样本"},
}


@dataclass(frozen=True)
class Shelf:
    """The records and terms of one edition."""

    records: Mapping[tuple[RecordKind, str], Record]
    tag: str

    def record(self, kind: RecordKind, key: str) -> Named | None:
        """A record of the register."""
        found = self.records.get((kind, key))
        name = title_of(found).of(self.tag) if found else ""
        return Named(name, path=f"{kind}/{key}/") if name else None

    def sheet(self, kind: RecordKind, key: str) -> Record:
        """A record, each of whose words has the form of this edition, if it has one."""
        return settled(self.records[kind, key], self.tag)

    def term(self, taxon: Taxon, key: str) -> Named | None:
        """A place or subject."""
        names = TERMS.get((taxon, key))
        return Named(names[self.tag], path=f"{taxon}/{key}/") if names else None

    def prose(self, kind: RecordKind, key: str) -> Html:  # noqa: ARG002
        """No record has a text here."""
        return Html("")

    def entry(self, key: str) -> NoReturn:
        """There are no articles."""
        raise KeyError(key)

    whole = picture = page = entry


def read(files: Mapping[str, str]) -> dict[tuple[RecordKind, str], Record]:
    """The records of some files."""
    found: dict[tuple[RecordKind, str], Record] = {}
    for path, text in files.items():
        kind = RecordKind(path.partition("/")[0])
        parsed = parse_record(text, path=path, kind=kind, tags=TAGS, shown_path=path)
        assert parsed.record, [str(one) for one in parsed.problems]
        found[kind, parsed.record.id] = parsed.record
    return found


def shelved(files: Mapping[str, str] | None = None) -> tuple[tuple[Edition, EditionView], ...]:
    """Both editions of some records, each with what its pages share."""
    settings = read_settings(
        {"SITEURL": "https://news.example", "THEME": str(THEME), "HUTONG_VARIANTS": VARIANTS,
         "TIMEZONE": str(ZONE)},
        project=THEME.parent,
    )  # fmt: skip
    records, site = read(FILES if files is None else files), _site(settings.variants)
    order = Order({}, (), ZONE, NOW)
    found = []
    for variant in site.variants:
        words = read_words(THEME, variant.locale)
        edition = Edition(site, variant, words, Shelf(records, variant.tag))
        found.append((edition, edition_view(edition, order)))
    return tuple(found)


def _site(variants: tuple[Variant, ...]) -> Site:
    return Site(
        variants=variants,
        addresses=Addresses("https://news.example", ""),
        zone=ZONE,
        now=NOW,
        publisher="",
        share=(),
        share_via="",
        page_size=20,
        feed_size=20,
        left_out=frozenset(),
        theme=ThemeFiles(
            css="c", js="j", qr_js="q", icons="i/",
            og_images={one.prefix: "og.png" for one in variants},
        ),
    )  # fmt: skip
