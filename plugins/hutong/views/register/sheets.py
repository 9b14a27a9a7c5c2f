"""What the pages of all records show: names, facts, tables, sources, citations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from hutong.model import Provenance
from hutong.register import NAMED, Agreement, Policy, Record, RecordKind
from hutong.register.records import RECORDS, title_of
from hutong.register.table import fields_of
from hutong.variants.detect import han_script_of
from hutong.views.cards import card_views
from hutong.views.chrome import Meta, crumb_ld, crumbs, head_view, switch_view
from hutong.views.edition import Edition
from hutong.views.records import (
    ConversionView,
    HeadView,
    LinkView,
    NameView,
    SheetView,
    SpellingView,
    StatusView,
    SwitchView,
    TableView,
)
from hutong.views.register.citing import citation_views
from hutong.views.register.described import record_ld
from hutong.views.register.fields import facts
from hutong.views.register.frame import REGISTER
from hutong.views.register.languages import language_name
from hutong.views.register.rows import choice_word, status_view
from hutong.views.register.sources import figure_views, source_lines, spelling

KIND_WORDS: Final = {
    RecordKind.AGREEMENT: "Agreements",
    RecordKind.POLICY: "Policies",
    RecordKind.ORGANISATION: "Organisations",
    RecordKind.PERSON: "People",
}
"""Message ids of the kinds, and of their indexes."""
_HEAD: Final = frozenset(
    {"names", "title", "short", "aliases", "status", "type", "conditions", "distinct"}
)
"""Fields that stand at the head of a page, have a place of their own on it, or are for editors:
``distinct`` only tells those who check names that two that look alike are two."""
_BY_NAME: Final = {kind: {one.name: one for one in fields_of(cls)} for kind, cls in RECORDS.items()}
_SCRIPT_WORDS: Final = {"Hant": "Traditional Chinese", "Hans": "Simplified Chinese"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What surrounds the page of a record."""

    head: HeadView
    switch: tuple[SwitchView, ...]
    crumbs: tuple[LinkView, ...]
    title: str
    conversion: ConversionView | None


def around(edition: Edition, sheet: Record, description: str) -> Around:
    """The head of the page of a record, its twins, the way to it, and how it was converted."""
    kind, title = sheet.kind, title_of(sheet).text
    path = f"{kind}/{sheet.id}/"
    trail = (
        (edition.words("Register"), REGISTER),
        (edition.words(KIND_WORDS[kind]), f"{kind}/"),
        (title, path),
    )
    meta = Meta(
        title=title,
        description=description,
        path=path,
        x_default=edition.permalink(kind, sheet.id),
        json_ld=(record_ld(edition, sheet), crumb_ld(edition, trail)),
    )
    return Around(
        head=head_view(edition, meta),
        switch=switch_view(edition, path),
        crumbs=crumbs(edition, trail),
        title=title,
        conversion=_conversion(edition, sheet, path),
    )


def _kicker(edition: Edition, kind: str) -> LinkView:
    """The index of a kind."""
    return LinkView(text=edition.words(KIND_WORDS[RecordKind(kind)]), url=edition.url(f"{kind}/"))


def sheet_view(
    edition: Edition,
    sheet: Record,
    *,
    articles: tuple[str, ...],
    total: int,
    tables: tuple[TableView, ...] = (),
    apart: frozenset[str] = frozenset(),
) -> SheetView:
    """The parts that all records have; fields ``apart`` have a place of their own.

    ``articles`` are the newest of ``total``.
    """
    kind, wants = sheet.kind, edition.wants
    return SheetView(
        kind=kind.value,
        kicker=edition.once(_kicker, kind),
        type=_type(edition, sheet),
        status=_status(edition, sheet),
        names=tuple(_names(edition, sheet)),
        unapproved=_is_unapproved(edition, sheet),
        facts=facts(edition, sheet, _HEAD | apart if apart else _HEAD),
        tables=tables,
        figures=figure_views(edition, getattr(sheet, "figures", ())),
        articles=card_views(edition, articles),
        article_count=_count(edition, len(articles), total),
        sources=source_lines(edition, sheet.sources),
        citations=citation_views(edition, sheet) if wants("citations") else (),
        permalink=edition.permalink(kind, sheet.id),
    )


def _count(edition: Edition, some: int, total: int) -> str:
    if some == total:
        return ""
    words = edition.words("The newest %(some)s of %(count)s articles")
    return words % {"some": some, "count": total}


def _type(edition: Edition, sheet: Record) -> str:
    if not isinstance(sheet, (Agreement, Policy)):
        return ""
    return choice_word(edition, _BY_NAME[sheet.kind]["type"], sheet.type)


def _status(edition: Edition, sheet: Record) -> StatusView | None:
    if not isinstance(sheet, (Agreement, Policy)):
        return None
    return status_view(edition, _BY_NAME[sheet.kind]["status"], sheet.status)


def _names(edition: Edition, sheet: Record) -> Iterator[NameView]:
    """Short names, names in other languages, approved names in other editions, aliases.

    Editors give aliases in any script, so that texts are understood; readers see those of theirs.
    """
    words, full, fields = edition.words, title_of(sheet), _BY_NAME[sheet.kind]
    short = getattr(sheet, "short", None)
    if short and short.text != full.text:
        yield _name(words(fields["short"].label), spelling(short.text))
    own = {full.text, *((short.text, *short.forms.values()) if short else ())}
    variants = {one.tag: one.label for one in edition.site.variants}
    for tag, text in full.forms.items():
        if tag not in variants:
            yield _name(language_name(edition, tag), SpellingView(text=text, lang=tag))
        elif tag != edition.variant.tag and text != full.text:
            yield _name(variants[tag], SpellingView(text=text, lang=tag))
        own.add(text)
    aliases = [one for one in dict.fromkeys(sheet.aliases) if one not in own]
    fitting = [one for one in aliases if han_script_of(one) in {None, edition.variant.script}]
    if fitting:
        yield _name(words(fields["aliases"].label), *map(spelling, fitting))


def _name(label: str, *spellings: SpellingView) -> NameView:
    return NameView(label=label, spellings=spellings)


def _is_unapproved(edition: Edition, sheet: Record) -> bool:
    """Whether the name of an organisation or person in this edition is no editor's."""
    if sheet.kind not in NAMED:
        return False
    forms, tag = title_of(sheet).forms, edition.variant.tag
    return tag not in forms and (bool(forms) or sheet.origin != tag)


def _conversion(edition: Edition, sheet: Record, path: str) -> ConversionView | None:
    """How the words came into this edition; names are approved each by itself."""
    if sheet.kind in NAMED or sheet.provenance is not Provenance.CONVERTED:
        return None
    home = edition.home(sheet.origin)
    return ConversionView(
        kind=Provenance.CONVERTED.value,
        original_label=edition.words(_SCRIPT_WORDS[home.script]),
        original_tag=home.tag,
        original_url=("" if home is edition.variant else edition.site.addresses.page(home, path)),
    )
