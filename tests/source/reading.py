"""A small imaginary site, and short ways to read one text in it."""

from __future__ import annotations

from hutong.model import Document, Kind, Severity
from hutong.source import Parsed, SourceContext, parse_document

CONTEXT = SourceContext(
    timezone="Asia/Hong_Kong",
    variants=("zh-Hant-HK", "zh-Hans-CN"),
    default_variant="zh-Hant-HK",
    base_path="/repo",
    images={"images/bridge.png": (800, 450), "news/2023/beside.png": (40, 30)},
    files=frozenset({"files/plan.pdf"}),
)
HEAD = "---\ntitle: 橋\ndate: 2023-06-18\nvariant: zh-Hant-HK\n---\n"
"""Front matter without a fault; the body that follows starts on line 6."""


def read(
    text: str,
    path: str = "news/2023/bridge.md",
    kind: Kind = Kind.NEWS,
    context: SourceContext = CONTEXT,
) -> Parsed:
    """Parse a whole file."""
    return parse_document(text, path=path, kind=kind, context=context)


def document(text: str, path: str = "news/2023/bridge.md", kind: Kind = Kind.NEWS) -> Document:
    """Parse a whole file that must be sound."""
    parsed = read(text, path, kind)
    assert parsed.document is not None, parsed.problems
    return parsed.document


def body(markdown: str) -> str:
    """The HTML of a body that must be sound, on one line."""
    return document(HEAD + markdown).body.replace("\n", "")


def errors(text: str, path: str = "news/2023/bridge.md", kind: Kind = Kind.NEWS) -> list[str]:
    """The errors of a file, as editors read them, without the path."""
    parsed = read(text, path, kind)
    assert all(problem.path == f"content/{path}" for problem in parsed.problems)
    return [
        str(problem).removeprefix(f"content/{path}:")
        for problem in parsed.problems
        if problem.severity is Severity.ERROR
    ]
