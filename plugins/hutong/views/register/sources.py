"""Where something is said, as a line for readers."""

from __future__ import annotations

from collections.abc import Iterable

from hutong.register.records import Figure, Source
from hutong.views.edition import Edition
from hutong.views.records import FigureView, SourceLineView, SpellingView
from hutong.views.register.dates import date_view
from hutong.views.register.languages import foreign


def source_lines(edition: Edition, sources: Iterable[Source]) -> tuple[SourceLineView, ...]:
    """Sources in their order."""
    return tuple(
        [
            SourceLineView(
                publisher=spelling(one.publisher.text),
                title=spelling(one.title.text) if one.title.text else None,
                url=one.url,
                published=date_view(edition, one.published),
                retrieved=date_view(edition, one.retrieved),
                archived=one.archived,
            )
            for one in sources
        ]
    )


def spelling(text: str) -> SpellingView:
    """A name or title, with its language where that is not the page's."""
    return SpellingView(text=text, lang=foreign(text))


def figure_views(edition: Edition, figures: Iterable[Figure]) -> tuple[FigureView, ...]:
    """Numbers in their order."""
    return tuple(
        [
            FigureView(text=one.text.text, value=one.value.text, time=date_view(edition, one.date))
            for one in figures
        ]
    )
