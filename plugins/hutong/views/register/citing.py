"""How to cite a record."""

from __future__ import annotations

from hutong.register import Agreement, Policy, Record, RecordKind
from hutong.register.citations import (
    Citations,
    CitationWords,
    Cited,
    cite,
    cited_agreement,
    cited_policy,
)
from hutong.views.edition import Edition
from hutong.views.records import CitationView


def citation_views(edition: Edition, sheet: Record) -> tuple[CitationView, ...]:
    """An agreement or policy cited in each style; nobody cites an organisation or person."""
    if not isinstance(sheet, (Agreement, Policy)):
        return ()
    cited = _cited(edition, sheet)
    script = edition.variant.script.lower()
    found: Citations = cite(cited, edition.once(_words), script=script)
    return (
        CitationView(id="apa", name="APA", text=found.apa),
        CitationView(id="gbt7714", name="GB/T 7714", text=found.gbt),
        CitationView(id="bibtex", name="BibTeX", text=found.bibtex.rstrip("\n")),
    )


def _cited(edition: Edition, sheet: Agreement | Policy) -> Cited:
    permalink, publisher = edition.permalink(sheet.kind, sheet.id), edition.variant.site_name
    if isinstance(sheet, Agreement):
        parties = _names(edition, [one.organisation for one in sheet.parties])
        return cited_agreement(sheet, parties=parties, publisher=publisher, permalink=permalink)
    issuers = _names(edition, sheet.issuers)
    return cited_policy(sheet, issuers=issuers, publisher=publisher, permalink=permalink)


def _names(edition: Edition, keys: list[str] | tuple[str, ...]) -> list[str]:
    found = [edition.record(RecordKind.ORGANISATION, key) for key in keys]
    return [one.name for one in found if one]


def _words(edition: Edition) -> CitationWords:
    words = edition.words
    return CitationWords(
        no_date=words("no date"),
        about=words("about (of a date)"),
        others=words("and others"),
        official=words("Official text"),
    )
