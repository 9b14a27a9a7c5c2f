"""Markdown → safe HTML: one converter per process, set up for Chinese news.

Not for threads: a process renders one text at a time. Indented code is off, since editors indent
paragraphs; code stands between lines of three backticks.
"""

from __future__ import annotations

import functools
import html
import re
import xml.etree.ElementTree as ET
from typing import Final

import markdown
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneOListProcessor, SaneUListProcessor
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import SubstituteTagInlineProcessor
from markdown.treeprocessors import Treeprocessor

from hutong.markup import find_markup
from hutong.model import Html
from hutong.source import blocks, blocktree, cjk, links, outline, tables, tokens
from hutong.source.masking import mask
from hutong.source.page import Page
from hutong.source.sanitise import check_html, sanitise

_PARAGRAPH_END: Final = re.compile(r"\n[ \t]*\n")
_NOTE_USE: Final = re.compile(r"\[\^([^\[\]\n]+)\](?!:)")
_NOTE_TEXT: Final = re.compile(r"^[ ]{0,3}\[\^([^\]\n]+)\]:", re.MULTILINE)
_ID: Final = re.compile(r'\bid="([^"]*)"')


def render(text: str, page: Page) -> Html:
    """Render one text; whatever is wrong with it goes to ``page.problems``."""
    masked = mask(text)
    check_html(masked, page.lines, page)
    _check_notes(masked, page)
    prepared = _stand_ins(text, masked, page)
    try:
        rendered = _converter().render(prepared, page)
    except Exception as error:  # noqa: BLE001  (a text must never end the run, whatever it holds)
        page.report(
            page.lines.at(0),
            f"Markdown cannot read this text ({error!r})",
            "look for very deep nesting or broken HTML, and simplify it",
        )
        return Html("")
    return _finish(rendered, page)


def _stand_ins(text: str, masked: str, page: Page) -> str:
    """Replace blocks' lines and conversion markup by stand-ins; mend Chinese in between."""
    found = blocks.scan(masked, text, page.lines, page.report)
    page.blocks = found.blocks
    cuts = sorted([*found.cuts, *_markup_cuts(masked, text, page)])
    pieces, at = [], 0
    for start, end, replacement in cuts:
        if start < at:
            continue
        pieces += [text[at:start], replacement]
        at = end
    pieces.append(text[at:])
    return _outside_code("".join(pieces))


def _outside_code(text: str) -> str:
    """Apply :func:`cjk.prepare` to all but fenced code."""
    if "```" not in text and "~~~" not in text:
        return cjk.prepare(text)
    fenced = markdown.extensions.fenced_code.FencedBlockPreprocessor.FENCED_BLOCK_RE
    pieces, at = [], 0
    for match in fenced.finditer(text):
        pieces += [cjk.prepare(text[at : match.start()]), match[0]]
        at = match.end()
    return "".join([*pieces, cjk.prepare(text[at:])])


def _markup_cuts(masked: str, text: str, page: Page) -> list[tuple[int, int, str]]:
    """Cuts for every ``-{…}-`` of the text; those left open within their paragraph are told."""
    if "-{" not in masked:
        return []
    cuts, start = [], 0
    for end in [*(match.start() for match in _PARAGRAPH_END.finditer(masked)), len(masked)]:
        spans = find_markup(masked[start:end])
        for left, right in spans.closed:
            cuts.append((start + left, start + right, tokens.markup(len(page.markups))))
            page.markups.append(text[start + left : start + right])
        if spans.unclosed is not None:
            line = page.lines.at(start + spans.unclosed)
            page.report(
                line, "-{ is never closed in its paragraph", "close it with }-, or put it in `code`"
            )
        start = end
    return cuts


def _check_notes(masked: str, page: Page) -> None:
    if "[^" not in masked:
        return
    known = {match[1] for match in _NOTE_TEXT.finditer(masked)}
    for match in _NOTE_USE.finditer(masked):
        if match[1] not in known:
            line = page.lines.at(match.start())
            page.report(
                line, f"the note [^{match[1]}] has no text", f"add a line [^{match[1]}]: text"
            )


def _finish(rendered: str, page: Page) -> Html:
    rendered = links.rewrite(cjk.join_lines(rendered), page)
    if "\ufdd0" in rendered:
        rendered = tokens.BLOCK.sub(lambda match: _lost_block(match, page), rendered)
    if page.markups:
        rendered = tokens.MARKUP.sub(
            lambda match: html.escape(page.markups[int(match[1])]), rendered
        )
    body = sanitise(rendered)
    _check_anchors(body, page)
    if page.snippets:
        known = page.context.snippets
        body = Html(tokens.SNIPPET.sub(lambda match: known[match[1]].html, body))
        for name, line in page.snippets:
            page.assets.update(known[name].assets)
            page.links += [(target, line) for target in known[name].links]
    return body


def _lost_block(match: re.Match[str], page: Page) -> str:
    block = page.blocks[int(match[2])]
    if match[1] == "o":
        page.report(block.line, f"the block {block.name} stands inside HTML", "take the HTML away")
    return ""


def _check_anchors(body: str, page: Page) -> None:
    ids = _ID.findall(body)
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        line = page.lines.of(f"#{name}")
        page.report(line, f"the anchor {name} is used twice", "give each heading its own {#id}")
    for name, line in page.anchors:
        if name not in ids:
            page.report(
                line,
                f"the link #{name} leads to no heading here",
                "give the heading {#" + name + "}",
            )


class _Footnotes(FootnoteExtension):
    """Footnotes whose ids are fit for addresses."""

    def makeFootnoteId(self, id: str) -> str:  # noqa: A002, N802  (the library's names)
        return super().makeFootnoteId(_fit(id))

    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:  # noqa: A002, FBT001, FBT002, N802
        return super().makeFootnoteRefId(_fit(id), found)


def _fit(label: str) -> str:
    return "-".join(label.split())


class _Numbered(SaneOListProcessor):
    """Numbered lists as Chinese editors type them; a year is no list."""

    def __init__(self, parser: markdown.blockparser.BlockParser) -> None:
        super().__init__(parser)
        self.RE = re.compile(rf"^[ ]{{0,3}}{cjk.ITEM}(.*)")
        self.CHILD_RE = re.compile(rf"^[ ]{{0,3}}(({cjk.ITEM}))(.*)")
        self.INDENT_RE = re.compile(rf"^[ ]{{4,7}}(({cjk.ITEM})|[*+-][ ]+).*")


class _Bulleted(SaneUListProcessor):
    """Bulleted lists that know what starts a numbered one inside them."""

    def __init__(self, parser: markdown.blockparser.BlockParser) -> None:
        super().__init__(parser)
        self.INDENT_RE = re.compile(rf"^[ ]{{4,7}}(({cjk.ITEM})|[*+-][ ]+).*")


class _Converter(markdown.Markdown):
    """Markdown with our stages; ``page`` is what is being rendered."""

    page: Page

    def __init__(self) -> None:
        super().__init__(
            output_format="html",
            extensions=[
                TableExtension(use_align_attribute=True),
                # Words that are the same in both scripts: nothing to convert, nothing in English.
                _Footnotes(SEPARATOR="-", BACKLINK_TITLE="返回正文 {}", BACKLINK_TEXT="↩\ufe0e"),
                AttrListExtension(),
                DefListExtension(),
                FencedCodeExtension(),
                AbbrExtension(),
            ],
        )
        self.parser.blockprocessors.deregister("code")
        self.parser.blockprocessors.register(_Numbered(self.parser), "olist", 40)
        self.parser.blockprocessors.register(_Bulleted(self.parser), "ulist", 30)
        self.inlinePatterns.register(
            SubstituteTagInlineProcessor(r"\\\n", "br"), "backslash_br", 185
        )
        if self.delimiters is not None:
            self.delimiters.delimiters["_"].boundary = cjk.UNDERSCORE
        self.treeprocessors.register(_Before(self), "hutong_blocks", 60)
        self.treeprocessors.register(_After(self), "hutong_outline", 5)

    def render(self, text: str, page: Page) -> str:
        """Convert one text."""
        self.page = page
        return self.reset().convert(text)


class _Before(Treeprocessor):
    """What must be done before inline Markdown is read."""

    md: _Converter

    def run(self, root: ET.Element) -> None:
        if self.md.page.blocks:
            blocktree.nest(root, self.md.page)


class _After(Treeprocessor):
    """What needs the finished tree."""

    md: _Converter

    def run(self, root: ET.Element) -> None:
        outline.number(root, self.md.page)
        tables.wrap_tables(root, self.md.page)


@functools.cache
def _converter() -> _Converter:
    return _Converter()
