"""Lists that editors type without an empty line before them.

- ``1.`` and ``2.`` in a row, or two bullets in a row, start a list right after a line of text.
- A first item of the other kind starts a new list right after a list.
- Any other line that begins with a number, ``一、`` or ``（一）`` keeps its line break.
"""

from __future__ import annotations

import re
from typing import Final

from hutong.source.cjk import ITEM

_QUOTED: Final = re.compile(r"(?:[ ]{0,3}>[ ]?)*")
_NUMBERED: Final = re.compile(rf"[ ]{{0,3}}(?={ITEM})(\d+)\.")
_BULLET: Final = re.compile(r"[ ]{0,3}[-*+][ ]+(?![-*+ ]+$)\S")
_COUNTED: Final = re.compile(
    r"[ ]{0,3}(?:[（(](?:[一二三四五六七八九十百]{1,4}|\d{1,2})[）)]"
    r"|[一二三四五六七八九十百]{1,4}[、．）)]|\d{1,2}[、．）)]|[①-⑳㈠-㈩])"
)
_RULE: Final = re.compile(r"[ ]{0,3}(?:[-*_=][ ]*){2,}$")
_WORTH: Final = re.compile(rf"\n[ >]*(?:{ITEM}|[-*+][ ]|{_COUNTED.pattern})")
_NO_TEXT: Final = ("#", "|", "<", "[", ":", "\ufdd0", "*[")
_PRE: Final = re.compile(r"</?pre\b", re.IGNORECASE)


def part_lists(text: str) -> str:
    """Put the empty lines and line breaks in that editors left out."""
    if not _WORTH.search(text):
        return text
    parts = _Parts(text.split("\n"))
    return "\n".join(parts.run())


class _Parts:
    """Goes through the lines; ``kind`` is what the line before belongs to.

    It is ``text``, ``ol`` or ``ul``, ``other`` where nothing may be changed, and empty where the
    next line begins something new.
    """

    def __init__(self, lines: list[str]) -> None:
        self.quotes = [_quote(line) for line in lines]
        self.lines = [line[len(quote) :] for line, quote in zip(lines, self.quotes, strict=True)]
        self.kind, self.quote, self.raw, self.numbered = "", "", False, False
        self.result: list[str] = []

    def run(self) -> list[str]:
        """Every line, and those to put in between."""
        for index, line in enumerate(self.lines):
            if self.quotes[index].strip() != self.quote:
                self.kind, self.quote = "", self.quotes[index].strip()
            self._line(index, line)
            self.numbered = self.kind == "ol" or (self.numbered and self.kind == "ul")
            self.result.append(self.quotes[index] + line)
        return self.result

    def _line(self, index: int, line: str) -> None:
        marks = _PRE.findall(line)
        if self.raw or marks:
            self.raw = not marks[-1].startswith("</") if marks else True
            self.kind = "other"
        elif not line.strip():
            self.kind = ""
        elif not self.kind:
            self.kind = _first(line)
        elif self.kind != "other" and line[:4].strip():
            self._later(index, line)

    def _later(self, index: int, line: str) -> None:
        """A line after others of its paragraph or list."""
        if _RULE.match(line) or line.lstrip()[0] in "#|\ufdd0":
            self.kind = _first(line)
            return
        found = _list(line)
        if found == self.kind:
            return
        if found and self._starts(index, found):
            self.result.append(self.quotes[index].rstrip())
            self.kind = found
        elif found or _COUNTED.match(line):
            self.result[-1] = self.result[-1].rstrip(" \\") + "<br>"

    def _starts(self, index: int, found: str) -> bool:
        """Whether the item begins a list."""
        number = _NUMBERED.match(self.lines[index])
        if number and int(number[1]) != 1:
            return self.numbered and self.kind == "ul"  # goes on with the list before the bullets
        if self.kind != "text":
            return True
        following = self.lines[index + 1] if index + 1 < len(self.lines) else ""
        second = _NUMBERED.match(following)
        return _list(following) == found and (second is None or int(second[1]) == 2)


def _quote(line: str) -> str:
    match = _QUOTED.match(line)
    return match[0] if match else ""


def _plain_start(line: str) -> bool:
    return line.lstrip().startswith(_NO_TEXT)


def _list(line: str) -> str:
    """``ol`` or ``ul`` for an item, else nothing."""
    if _NUMBERED.match(line):
        return "ol"
    return "ul" if _BULLET.match(line) and not _RULE.match(line) else ""


def _first(line: str) -> str:
    """What the first line of a paragraph begins."""
    if line.lstrip().startswith("#") or _RULE.match(line):
        return ""
    if not line[:4].strip() or _plain_start(line):
        return "other"
    return _list(line) or "text"
