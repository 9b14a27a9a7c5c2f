"""HTML as editors type it: what is not allowed, broken or never closed is told where it stands.

What is told, and every less-than sign inside code, is cut out of the text, so Markdown and the
sanitiser only meet whole tags: nothing is dropped without a word, and nothing is read twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from hutong.lined_yaml import FORBIDDEN
from hutong.source import tokens
from hutong.source.masking import Code
from hutong.source.page import Page
from hutong.source.sanitise import ATTRIBUTES, TAGS

Cut = tuple[int, int, str]
"""Start, end, and what stands there instead."""

_TAG: Final = re.compile(
    r"<(/?)([A-Za-z][A-Za-z0-9-]*)"
    r"((?:\s+[^\s\"'<>/=]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*+)\s*(/?)>"
)
_TORN: Final = re.compile(r"\n[ \t]*>|\n[ \t]*\n")  # to Markdown, a quotation or a paragraph
_ADDRESS: Final = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]*://[^<>\s]*|[^<>\s!@]+@[^@<>\s]+)>")
_BROKEN: Final = re.compile(r"<(?:[A-Za-z]|/[A-Za-z]|[!?])")
_SHOWN: Final = re.compile(r"</?[^\s<>]{0,30}>?")
_ATTRIBUTE: Final = re.compile(
    r"\s+([^\s\"'<>/=]+)(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?"
)
_DANGEROUS: Final = re.compile(r"on|style$|src|action$|formaction$|xlink:|background$|data$")
_ATTR_LIST: Final = re.compile(
    r"\{(?:[^{}\n]{0,200}?[ :])?(on[a-z]{1,30}|style)\s*=", re.IGNORECASE
)
_REFERENCE: Final = re.compile(r"&#(?:[xX]([0-9A-Fa-f]{1,8})|([0-9]{1,8}))")
_PARAGRAPH: Final = re.compile(r"\n[ \t]*\n")
_MENDS: Final = {
    "script": "delete it; pages run no scripts of their own",
    "style": "delete it; looks are the theme's business",
    "iframe": "link to the page instead of framing it",
    "form": "link to the form's own page",
    "h1": "write a heading as ## in Markdown",
}
_OURS: Final = frozenset({"class", "role", "aria-hidden"})
"""Attributes that only our own blocks may have."""
_VOID: Final = frozenset({"br", "hr", "img", "wbr", "col"})
_ENDS_ITSELF: Final = frozenset(
    [
        "p",
        "li",
        "dt",
        "dd",
        "td",
        "th",
        "tr",
        "thead",
        "tbody",
        "tfoot",
        "colgroup",
        "caption",
        "rt",
        "rp",
    ]
)
_INLINE: Final = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
    ]
)
_DEEPEST: Final = 50
_PLAIN_SIGN: Final = "write &lt; for a plain less-than sign"


@dataclass(slots=True)
class _Open:
    """A tag that waits for its end."""

    name: str
    at: int
    paragraph: int


def check_html(text: str, masked: str, code: Code, page: Page) -> list[Cut]:
    """Report all that readers would not get, and give the cuts that take it out."""
    cuts: list[Cut] = [(start, end, "") for start, end in code.comments]
    for start, end in code.inline:
        cuts += _signs(text, start, end)
    _attribute_lists(masked, page)
    if "<" in masked:
        cuts += _Reader(masked, page).read()
    return cuts


def _signs(text: str, start: int, end: int) -> Iterator[Cut]:
    """Every less-than sign of a piece of code."""
    at = text.find("<", start, end)
    while at >= 0:
        yield (at, at + 1, tokens.LESS)
        at = text.find("<", at + 1, end)


def _attribute_lists(masked: str, page: Page) -> None:
    for match in _ATTR_LIST.finditer(masked) if "{" in masked else ():
        line = page.lines.at(match.start())
        page.report(line, f"{match[1]}= is not allowed", "delete it, and keep to {#id}")


def check_references(masked: str, page: Page) -> Iterator[Cut]:
    """Forbidden characters typed as ``&#x202e;``."""
    for match in _REFERENCE.finditer(masked) if "&#" in masked else ():
        number = int(match[1], 16) if match[1] else int(match[2])
        if number > 0x10FFFF or FORBIDDEN.match(chr(number)):
            line = page.lines.at(match.start())
            page.report(line, f"{match[0]}; stands for no character", "delete it")
            yield (match.start(), match.end(), "")


class _Reader:
    """Walks the less-than signs of one text."""

    def __init__(self, masked: str, page: Page) -> None:
        self.masked, self.page = masked, page
        self.cuts: list[Cut] = []
        self.stack: list[_Open] = []
        self.told: set[str] = set()
        self.ends = [match.start() for match in _PARAGRAPH.finditer(masked)]
        self.paragraph = 0

    def read(self) -> list[Cut]:
        """Take in every tag, then tell which are still open."""
        at = self.masked.find("<")
        while at >= 0:
            at = self.masked.find("<", self._sign(at))
        for tag in self.stack:
            self._unclosed(tag, "is never closed")
        return self.cuts

    def _sign(self, at: int) -> int:
        """Take in one less-than sign; returns where to go on."""
        while self.paragraph < len(self.ends) and self.ends[self.paragraph] < at:
            self.paragraph += 1
        if self.masked.startswith("](<", at - 2):
            return at + 1  # [text](<path with spaces.png>)
        match = _TAG.match(self.masked, at)
        if match and not _TORN.search(match[0]):
            self._tag(match)
            return match.end()
        address = _ADDRESS.match(self.masked, at)
        if address:
            return address.end()
        if _BROKEN.match(self.masked, at):
            self._broken(at)
        return at + 1

    def _broken(self, at: int) -> None:
        shown = _SHOWN.match(self.masked, at)
        name = shown[0] if shown else "<"
        if name.startswith("<!--"):
            what, mend = "a comment <!-- is never closed", "add --> where it ends"
        elif name.endswith(">"):
            what, mend = f"{name} is neither HTML nor a web address", f"delete it, or {_PLAIN_SIGN}"
        else:
            what, mend = f"the HTML tag {name} has no >", f"add >, or {_PLAIN_SIGN}"
        self.page.report(self.page.lines.at(at), what, mend)
        self.cuts.append((at, at + 1, tokens.LESS))

    def _tag(self, match: re.Match[str]) -> None:
        name = match[2].lower()
        if name not in TAGS:
            self._forbidden(match, name)
            return
        self._leave_paragraph()
        if match[1]:
            self._close(match, name)
            return
        self._attributes(match, name)
        if name in _VOID:
            return
        if len(self.stack) < _DEEPEST:
            self.stack.append(_Open(name, match.start(), self.paragraph))
        else:
            self._cut(match, "HTML is nested too deep", "close each element after its text")

    def _forbidden(self, match: re.Match[str], name: str) -> None:
        mend = _MENDS.get(name, f"delete it, or {_PLAIN_SIGN}")
        if match[1] and name in self.told:
            self.cuts.append((match.start(), match.start() + 1, tokens.LESS))
            return
        self.told.add(name)
        self._cut(match, f"the HTML element <{match[1]}{name}> is not allowed", mend)

    def _cut(self, match: re.Match[str], what: str, mend: str) -> None:
        self.page.report(self.page.lines.at(match.start()), what, mend)
        self.cuts.append((match.start(), match.start() + 1, tokens.LESS))

    def _leave_paragraph(self) -> None:
        """An inline element ends with its paragraph, unless it is part of raw HTML."""
        if any(tag.name not in _INLINE for tag in self.stack):
            return
        while self.stack and self.stack[-1].paragraph != self.paragraph:
            self._unclosed(self.stack.pop(), "is never closed in its paragraph")

    def _close(self, match: re.Match[str], name: str) -> None:
        if not any(tag.name == name for tag in self.stack):
            self._cut(match, f"</{name}> closes nothing", "delete it, or add its beginning")
            return
        while self.stack[-1].name != name:
            tag = self.stack.pop()
            if tag.name not in _ENDS_ITSELF:
                self._unclosed(tag, f"is never closed before </{name}>")
        self.stack.pop()

    def _unclosed(self, tag: _Open, what: str) -> None:
        line = self.page.lines.at(tag.at)
        self.page.report(line, f"<{tag.name}> {what}", f"add </{tag.name}> after its text")
        self.cuts.append((tag.at, tag.at + 1, tokens.LESS))

    def _attributes(self, match: re.Match[str], name: str) -> None:
        allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(name, set())
        line = self.page.lines.at(match.start())
        for found in _ATTRIBUTE.finditer(self.masked, match.start(3), match.end(3)):
            key = found[1].lower()
            if key in allowed and key not in _OURS and not _jumps(key, found[0]):
                continue
            if _DANGEROUS.match(key):
                what = f"the attribute {key} of <{name}> is not allowed"
                self.page.report(line, what, "delete it")
            else:
                what = f"the attribute {key} of <{name}> is left out"
                self.page.warn(line, what, "delete it")
            self.cuts.append((found.start(), found.end(), ""))


def _jumps(key: str, typed: str) -> bool:
    """Whether a tabindex takes readers out of the order of the page."""
    return key == "tabindex" and typed.partition("=")[2].strip(" \n\t\"'") not in ("0", "-1")
