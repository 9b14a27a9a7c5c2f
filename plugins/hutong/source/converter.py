"""Our set-up of Python-Markdown: which extensions, and what Chinese news needs of them.

One converter per process, not for threads: a process renders one text at a time. Indented code is
off, since editors indent paragraphs; code stands between lines of three backticks.
"""

from __future__ import annotations

import functools
import re
import xml.etree.ElementTree as ET

import markdown
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.attr_list import AttrListExtension, AttrListTreeprocessor
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneOListProcessor, SaneUListProcessor
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import SubstituteTagInlineProcessor
from markdown.treeprocessors import Treeprocessor

from hutong.source import blocktree, cjk, outline, shortcuts, tables
from hutong.source.blocks import NAMES
from hutong.source.page import Page
from hutong.source.sanitise import TYPED


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


class _Attributes(AttrListTreeprocessor):
    """``{#id .class key=value}`` with what editors may set; the rest is told and left out."""

    md: Converter

    def assign_attrs(self, elem: ET.Element, attrs_string: str, *, strict: bool = False) -> str:
        """Add the attributes of one list to its element."""
        before = dict(elem.attrib)
        rest = super().assign_attrs(elem, attrs_string, strict=strict)
        for key, value in list(elem.attrib.items()):
            if value == before.get(key, "") and key in before:
                continue
            kept = before.get(key, "")
            if key == "class":
                added = [name for name in value.split() if name not in kept.split()]
                names = [*kept.split(), *(name for name in added if name in NAMES)]
                if all(name in NAMES for name in added):
                    continue
                kept = " ".join(names)
            elif key in TYPED:
                continue
            self._left_out(elem, key, kept, attrs_string)
        return rest

    def _left_out(self, elem: ET.Element, key: str, kept: str, typed: str) -> None:
        if kept:
            elem.set(key, kept)
        else:
            del elem.attrib[key]
        page = self.md.page
        what = f"the {key} in {{{typed.strip()}}} is left out"
        page.warn(page.lines.of(typed), what, "delete it, and keep to {#id}")


class Converter(markdown.Markdown):
    """Markdown with our stages; ``page`` is what is being rendered."""

    page: Page

    def __init__(self, *, thorough: bool) -> None:
        """With the stages of :mod:`shortcuts`, unless ``thorough``."""
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
        self.treeprocessors.register(_Attributes(self), "attr_list", 8)
        self.treeprocessors.register(_Before(self), "hutong_blocks", 60)
        self.treeprocessors.register(_After(self), "hutong_outline", 5)
        if not thorough:
            shortcuts.lighten(self)

    def render(self, text: str, page: Page) -> str:
        """Convert one text."""
        self.page = page
        return self.reset().convert(text)


class _Before(Treeprocessor):
    """What must be done before inline Markdown is read."""

    md: Converter

    def run(self, root: ET.Element) -> None:
        if self.md.page.blocks:
            blocktree.nest(root, self.md.page)


class _After(Treeprocessor):
    """What needs the finished tree."""

    md: Converter

    def run(self, root: ET.Element) -> None:
        outline.number(root, self.md.page)
        tables.wrap_tables(root, self.md.page)


@functools.cache
def converter(*, thorough: bool = False) -> Converter:
    """The converter of this process; ``converter.cache_clear()`` drops one that has failed."""
    return Converter(thorough=thorough)
