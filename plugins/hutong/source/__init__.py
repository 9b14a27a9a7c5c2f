"""Content files → documents in their own variant: front matter, Markdown, blocks, sanitising."""

from __future__ import annotations

from hutong.source.anchors import anchors
from hutong.source.complaints import did_you_mean
from hutong.source.context import Parsed, Snippet, SourceContext
from hutong.source.decode import MAX_BYTES, decode
from hutong.source.document import parse_document
from hutong.source.masking import mask
from hutong.source.schema import article_schema
from hutong.source.snippets import load_snippets

__all__ = [
    "MAX_BYTES",
    "Parsed",
    "Snippet",
    "SourceContext",
    "anchors",
    "article_schema",
    "decode",
    "did_you_mean",
    "load_snippets",
    "mask",
    "parse_document",
]
