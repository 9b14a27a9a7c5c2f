"""schema.org descriptions of pages as JSON-LD."""

from __future__ import annotations

from hutong.formats.jsonld.describe import (
    breadcrumb_list,
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
    "breadcrumb_list",
    "dumps",
    "event",
    "faq_page",
    "news_article",
    "organization",
    "website",
]
