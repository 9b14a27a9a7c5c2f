"""The table of all agreements, with what its facets need to know."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from hutong.register import Agreement, RecordKind
from hutong.register.facets import Facet, counts, encode
from hutong.register.vocabulary import AGREEMENT_STATUSES, AGREEMENT_TYPES
from hutong.taxonomy import Taxon
from hutong.views.edition import Edition
from hutong.views.plans import AgreementTable
from hutong.views.records import (
    AgreementRowView,
    AgreementTableView,
    EditionView,
    FacetView,
    OptionView,
    TableRowView,
)
from hutong.views.register.frame import framed
from hutong.views.register.happenings import sheet_of
from hutong.views.register.rows import agreement_rows


def agreement_table_view(
    edition: Edition, shared: EditionView, plan: AgreementTable
) -> AgreementTableView:
    """All agreements, newest first."""
    frame = framed(edition, (edition.words("All agreements"), f"{RecordKind.AGREEMENT}/"))
    rows = agreement_rows(edition, plan.agreements)
    sheets = [sheet_of(edition, key) for key in plan.agreements]
    return AgreementTableView(
        edition=shared,
        head=frame.head,
        switch=frame.switch,
        crumbs=frame.crumbs,
        title=frame.title,
        total=len(rows),
        facets=_facets(edition, sheets),
        rows=tuple([_row(*pair) for pair in zip(rows, sheets, strict=True)]),
    )


def _row(row: AgreementRowView, sheet: Agreement) -> TableRowView:
    return TableRowView(
        row=row,
        type=sheet.type,
        place=sheet.place,
        subjects=" ".join(sheet.subjects),
        also="|".join(_also(row.link.text, sheet)),
    )


def _also(shown: str, sheet: Agreement) -> Iterator[str]:
    """What readers may look for besides the title that they see: each name once.

    The titles of other editions are among them, since a search is carried along to those.
    """
    names = (
        sheet.title.text, *sheet.title.forms.values(),
        sheet.short.text, *sheet.short.forms.values(), *sheet.aliases,
    )  # fmt: skip
    said = shown
    for name in dict.fromkeys(names):
        if name not in said:
            said += f"|{name}"
            yield name


def _facets(edition: Edition, sheets: Sequence[Agreement]) -> tuple[FacetView, ...]:
    """By what the table can be narrowed; the script finds the parties in the rows."""
    data = encode(sheets)
    counted = counts(data, {})
    return tuple(
        [
            FacetView(
                name=facet.name,
                label=edition.words(_LABELS[facet.name]),
                options=_options(edition, facet, counted[facet.name])
                if facet.name in _TEXTS
                else (),
            )
            for facet in data.facets
        ]
    )


def _options(edition: Edition, facet: Facet, counted: Sequence[int]) -> tuple[OptionView, ...]:
    """The values of a facet, most frequent first; years from new to old."""
    text = _TEXTS[facet.name]
    found = list(zip(facet.values, counted, strict=True))
    if facet.name != "year":
        found.sort(key=lambda pair: -pair[1])
    return tuple(
        [OptionView(value=value, text=text(edition, value), count=count) for value, count in found]
    )


def _term(edition: Edition, taxon: Taxon, key: str) -> str:
    found = edition.find_term(taxon, key)
    return found.name if found else key


_LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "type": "Type",
        "status": "Status",
        "year": "Year",
        "place": "Place",
        "subject": "Subjects",
        "party": "Parties",
    }
)
"""The msgid of each facet."""
_TEXTS: Final[Mapping[str, Callable[[Edition, str], str]]] = MappingProxyType(
    {
        "type": lambda edition, code: edition.words(AGREEMENT_TYPES[code]),
        "status": lambda edition, code: edition.words(AGREEMENT_STATUSES[code]),
        "year": lambda edition, year: edition.words("%(year)s") % {"year": year},
        "place": lambda edition, key: _term(edition, Taxon.PLACE, key),
        "subject": lambda edition, key: _term(edition, Taxon.TAG, key),
    }
)
"""What readers see of a value of each facet but the parties."""
