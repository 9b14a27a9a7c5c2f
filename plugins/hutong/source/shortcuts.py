"""Stages of Python-Markdown that step over what they cannot change; the outcome is the same.

Most text of an article holds none of the characters that start inline Markdown, no HTML and no
braces; the library tries every pattern on it nevertheless.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Final, cast

from markdown.blockprocessors import BlockProcessor
from markdown.preprocessors import HtmlBlockPreprocessor, Preprocessor
from markdown.treeprocessors import InlineProcessor, Treeprocessor, UnescapeTreeprocessor
from markdown.util import AtomicString

if TYPE_CHECKING:
    from collections.abc import Iterator

    import markdown
    from markdown.inlinepatterns import Pattern
    from markdown.util import Registry

_NEEDS: Final = {
    "backtick": "`",
    "backslash_br": "\\",
    "escape": "\\",
    "footnote": "[",
    "reference": "[",
    "link": "[",
    "image_link": "[",
    "image_reference": "[",
    "short_reference": "[",
    "short_image_ref": "[",
    "autolink": "<",
    "automail": "<",
    "linebreak": "  \n",
    "html": "<",
    "entity": "&",
}
"""What a text must hold for each inline pattern to find anything; any other is always tried."""
_MARKS: Final = re.compile(r"[`\\\[<&*_]|  \n")
"""What one of the patterns may begin with."""
_PLAIN_BLOCK: Final = re.compile(r"[A-Za-z\u3400-\u9fff“‘「『《〈（—…][^\n]*")
"""One line that begins nothing but a paragraph."""


class PlainParagraph(BlockProcessor):
    """A paragraph on one line, known by its first character; asked before all other kinds."""

    def test(self, parent: ET.Element, block: str) -> bool:  # noqa: ARG002  (the library asks so)
        """Whether the block can be nothing else, wherever it stands."""
        state = self.parser.state
        return (not state or state.isstate("blockquote")) and bool(_PLAIN_BLOCK.fullmatch(block))

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        """Take the block in as the library's own paragraphs do."""
        ET.SubElement(parent, "p").text = blocks.pop(0)


class LightHtmlBlocks(HtmlBlockPreprocessor):
    """Finds raw HTML, where a sign of it is."""

    def run(self, lines: list[str]) -> list[str]:
        """Take HTML out of the lines."""
        if not any("<" in line or "&" in line for line in lines):
            return lines
        return super().run(lines)


class OnlyWith(Preprocessor):
    """Runs another preprocessor only on a text that holds one of its signs."""

    def __init__(self, stage: Preprocessor, *signs: str) -> None:
        super().__init__(stage.md)
        self.stage, self.signs = stage, signs

    def run(self, lines: list[str]) -> list[str]:
        """Change the lines, where there is reason to."""
        needed = any(sign in line for line in lines for sign in self.signs)
        return self.stage.run(lines) if needed else lines


class LightInline(InlineProcessor):
    """Reads inline Markdown with the patterns that can match, in the texts where they can."""

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        self.seen = ""

    def run(self, tree: ET.Element, ancestors: list[str] | None = None) -> ET.Element:
        """Change the tree; ``seen`` keeps all of its text for the stages that follow."""
        self.seen = "\0".join(_texts(tree))
        self.inlinePatterns = cast("Registry[Pattern]", self._possible())  # type: ignore[assignment]  # only counted and indexed
        plain = [(one, one.text) for one in tree.iter() if one.text and _is_plain(one.text)]
        for element, text in plain:
            element.text = AtomicString(text)  # which the library leaves alone
        tree = super().run(tree, ancestors)
        for element, text in plain:
            element.text = text
        return tree

    def _possible(self) -> list[Pattern]:
        known = self.md.inlinePatterns
        needs = {known[name]: sign for name, sign in _NEEDS.items() if name in known}
        return [one for one in known if needs.get(one, "") in self.seen]


def _texts(tree: ET.Element) -> Iterator[str]:
    for element in tree.iter():
        if element.text:
            yield element.text
        if element.tail:
            yield element.tail


def _is_plain(text: str) -> bool:
    return not isinstance(text, AtomicString) and not _MARKS.search(text)


class LightAttributes(Treeprocessor):
    """Reads ``{#id}`` and the like, where the tree's text had a brace."""

    def __init__(self, stage: Treeprocessor, inline: LightInline) -> None:
        super().__init__(stage.md)
        self.stage, self.inline = stage, inline

    def run(self, root: ET.Element) -> ET.Element | None:
        """Change the tree, where there is reason to."""
        return self.stage.run(root) if "{" in self.inline.seen else None


class LightUnescape(UnescapeTreeprocessor):
    """Gives escaped characters back, where the tree's text had a backslash."""

    def __init__(self, inline: LightInline) -> None:
        super().__init__(inline.md)
        self.inline = inline

    def run(self, root: ET.Element) -> None:
        """Change the tree, where there is reason to."""
        if "\\" in self.inline.seen:
            super().run(root)


def lighten(md: markdown.Markdown) -> None:
    """Put the light stages in the place of the library's own."""
    inline = LightInline(md)
    md.treeprocessors.register(inline, "inline", 20)
    attributes = LightAttributes(md.treeprocessors["attr_list"], inline)
    md.treeprocessors.register(attributes, "attr_list", 8)
    md.treeprocessors.register(LightUnescape(inline), "unescape", 0)
    md.preprocessors.register(LightHtmlBlocks(md), "html_block", 20)
    fences = OnlyWith(md.preprocessors["fenced_code_block"], "```", "~~~")
    md.preprocessors.register(fences, "fenced_code_block", 25)
    md.parser.blockprocessors.register(PlainParagraph(md.parser), "plain", 200)
