"""Content files → documents in their own variant: front matter, Markdown, blocks, sanitising."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hutong.source.anchors import anchors
from hutong.source.asked import Answer, Asked, recording, still_holds
from hutong.source.context import Parsed, Snippet, SourceContext
from hutong.source.decode import MAX_BYTES, decode
from hutong.source.document import parse_document
from hutong.source.masking import mask
from hutong.source.quick_yaml import quick_yaml
from hutong.source.snippets import load_snippets

if TYPE_CHECKING:
    from hutong.source.schema import article_schema

__all__ = [
    "MAX_BYTES",
    "Answer",
    "Asked",
    "Parsed",
    "Snippet",
    "SourceContext",
    "anchors",
    "article_schema",
    "decode",
    "load_snippets",
    "mask",
    "parse_document",
    "quick_yaml",
    "recording",
    "still_holds",
]


def __getattr__(name: str) -> Any:
    """The schema takes a tenth of a second to load, and only the reference page shows it."""
    if name != "article_schema":
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from hutong.source import schema

    return schema.article_schema
