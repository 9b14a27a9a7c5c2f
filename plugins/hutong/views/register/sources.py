"""Where something is said, as a line for readers."""

from __future__ import annotations

from collections.abc import Iterable

from hutong.register.records import Figure, Source
from hutong.views.edition import Edition
from hutong.views.records import FigureView, SourceLineView
from hutong.views.register.dates import date_view
from hutong.views.register.fields import address_text


def source_lines(edition: Edition, sources: Iterable[Source]) -> tuple[SourceLineView, ...]:
    """Sources in their order."""
    return tuple(
        [
            SourceLineView(
                publisher=one.publisher.text,
                title=one.title.text or (address_text(one.url) if one.url else ""),
                url=one.url,
                published=date_view(edition, one.published),
                retrieved=date_view(edition, one.retrieved),
                archived=one.archived,
            )
            for one in sources
        ]
    )


def figure_views(edition: Edition, figures: Iterable[Figure]) -> tuple[FigureView, ...]:
    """Numbers in their order."""
    return tuple(
        [
            FigureView(text=one.text.text, value=one.value.text, time=date_view(edition, one.date))
            for one in figures
        ]
    )
