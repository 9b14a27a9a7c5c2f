"""Texts that many pages share, written once in every language: ``content/snippets``."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from hutong.model import SLUG, Html, Problem
from hutong.near import did_you_mean
from hutong.source.body import render
from hutong.source.context import SHOWN_PREFIX, Snippet, SourceContext
from hutong.source.masking import Lines
from hutong.source.page import Page


def load_snippets(
    files: Mapping[str, str], *, context: SourceContext
) -> tuple[Mapping[str, Snippet], tuple[Problem, ...]]:
    """Render ``snippets/<name>.<tag>.md`` files, given by content path.

    Every snippet needs a text in each variant of the site; other languages may be added.
    """
    problems: list[Problem] = []
    texts: dict[str, dict[str, tuple[str, str]]] = {}
    for path in sorted(files):
        name, tag = _name(path)
        if not SLUG.fullmatch(name) or not tag:
            problems.append(
                Problem(
                    SHOWN_PREFIX + path,
                    0,
                    "the file name is not that of a snippet",
                    f"call it name.{context.default_variant}.md, with small letters a-z",
                )
            )
            continue
        texts.setdefault(name, {})[tag] = (path, files[path])
    snippets = {name: _snippet(name, parts, context, problems) for name, parts in texts.items()}
    return MappingProxyType(snippets), tuple(sorted(problems))


def _name(path: str) -> tuple[str, str]:
    stem = path.rpartition("/")[2].removesuffix(".md")
    name, _, tag = stem.partition(".")
    return name, tag


def _snippet(
    name: str,
    parts: Mapping[str, tuple[str, str]],
    context: SourceContext,
    problems: list[Problem],
) -> Snippet:
    problems += _strays(name, parts, context)
    order = [tag for tag in context.variants if tag in parts]
    order += sorted(tag for tag in parts if tag not in context.variants)
    pieces: list[str] = []
    links: set[str] = set()
    assets: set[str] = set()
    for tag in order:
        path, text = parts[tag]
        page = Page(
            context=replace(context, snippets=MappingProxyType({})),
            path=path,
            shown=SHOWN_PREFIX + path,
            lines=Lines(text, 1),
            anchor_prefix=f"{name}-{tag.lower()}-",
        )
        body = render(text, page)
        variant = f' data-variant="{html.escape(tag)}"' if tag in context.variants else ""
        pieces.append(f'<div{variant} lang="{html.escape(tag)}">{body}</div>')
        problems += page.problems
        links.update(target for target, _ in page.links)
        assets |= page.assets
    return Snippet(
        name=name,
        html=Html("\n".join(pieces)),
        links=tuple(sorted(links)),
        assets=tuple(sorted(assets)),
    )


def _strays(
    name: str, parts: Mapping[str, tuple[str, str]], context: SourceContext
) -> Iterator[Problem]:
    """Problems for variants of the site without a text, and texts in no variant of it."""
    for tag in context.variants:
        if tag not in parts:
            path = f"{SHOWN_PREFIX}snippets/{name}.{tag}.md"
            yield Problem(path, 0, f"the snippet {name} has no {tag} text", "write this file")
    for tag, (path, _) in parts.items():
        if tag.startswith("zh") and tag not in context.variants:
            mend = did_you_mean(tag, context.variants)
            yield Problem(SHOWN_PREFIX + path, 0, f"{tag} is no variant of this site", mend)
