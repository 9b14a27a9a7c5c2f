"""What the page of a record tells machines: its main facts as JSON-LD, after schema.org.

All that is known of it is in the open data, in the same words and under the same identifier
(:mod:`hutong.register.exports.linked`).
"""

from __future__ import annotations

from collections.abc import Iterable

from hutong.formats.jsonld import dumps
from hutong.formats.machine import Json, filled
from hutong.model import Html
from hutong.register import Agreement, Organisation, Person, Policy, Record, RecordKind
from hutong.register.dates import parse_vague
from hutong.register.exports.linked import ORGANISATION_TYPES
from hutong.register.records import title_of
from hutong.views.edition import Edition

_ORGANISATION = "Organization"


def record_ld(edition: Edition, sheet: Record) -> Html:
    """A record as JSON, safe inside <script>."""
    names = title_of(sheet)
    path = f"{sheet.kind}/{sheet.id}/"
    members: dict[str, Json] = {
        "@context": "https://schema.org",
        "@type": _type(sheet),
        "@id": _uri(edition, sheet.kind, sheet.id),
        "url": edition.absolute(path),
        "name": names.text,
        "alternateName": [name for name in names.forms.values() if name != names.text],
    }
    return dumps(filled({**members, **_more(edition, sheet)}))


def _type(sheet: Record) -> str:
    if isinstance(sheet, Organisation):
        return ORGANISATION_TYPES.get(sheet.kind_, _ORGANISATION)
    return "Person" if isinstance(sheet, Person) else "Legislation"


def _more(edition: Edition, sheet: Record) -> dict[str, Json]:
    if isinstance(sheet, Agreement):
        return {
            "inLanguage": edition.variant.tag,
            "legislationDate": _date(sheet.signed),
            "datePublished": _date(sheet.announced),
            "legislationDateOfApplicability": _date(sheet.in_force),
            "legislationPassedBy": _organisations(
                edition, (one.organisation for one in sheet.parties)
            ),
        }
    if isinstance(sheet, Policy):
        return {
            "inLanguage": edition.variant.tag,
            "legislationIdentifier": sheet.number.text,
            "datePublished": _date(sheet.published),
            "legislationDateOfApplicability": _date(sheet.in_force),
            "legislationPassedBy": _organisations(edition, sheet.issuers),
        }
    if isinstance(sheet, Organisation):
        parent = [*_organisations(edition, filter(None, (sheet.parent,)))]
        return {"sameAs": sheet.website, "parentOrganization": parent[0] if parent else None}
    return {"sameAs": sheet.website}


def _organisations(edition: Edition, ids: Iterable[str]) -> list[Json]:
    return [
        {
            "@type": _ORGANISATION,
            "@id": _uri(edition, RecordKind.ORGANISATION, id_),
            "name": edition.organisation(id_),
        }
        for id_ in ids
    ]


def _date(written: str) -> str:
    """A date that is sure; nothing for one that is only about so."""
    return written if written and parse_vague(written).iso == written else ""


def _uri(edition: Edition, kind: RecordKind, id_: str) -> str:
    return edition.permalink(kind, id_).rstrip("/")
