"""schema.org descriptions of pages as JSON-LD."""

from __future__ import annotations

from hutong.formats.jsonld.describe import (
    breadcrumbs,
    dumps,
    event,
    faq_page,
    news_article,
    organization,
    website,
)
from hutong.formats.jsonld.records import (
    ArticleEntry,
    Contributor,
    EventEntry,
    Organisation,
    Original,
    Picture,
    SiteEntry,
)

__all__ = [
    "ArticleEntry",
    "Contributor",
    "EventEntry",
    "Organisation",
    "Original",
    "Picture",
    "SiteEntry",
    "breadcrumbs",
    "dumps",
    "event",
    "faq_page",
    "news_article",
    "organization",
    "website",
]
