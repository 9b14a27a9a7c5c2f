"""Finds ``:::`` blocks in a body, checks them, and puts stand-ins where they open and close.

``::: name argument`` opens a block and a line of as many colons closes it; a block that holds
others has more colons than they have. Names: figure, newslink, notes, facts, quote.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from hutong.near import did_you_mean
from hutong.source import tokens
from hutong.source.masking import Lines

NAMES: Final = ("figure", "newslink", "notes", "facts", "quote")
FIGURE_KEYS: Final = ("alt", "caption", "credit")
_FENCE: Final = re.compile(
    r"^[ ]{0,3}(?P<colons>:{3,})[ \t]*(?P<rest>[^\n]*?)[ \t]*$", re.MULTILINE
)
_ELSEWHERE: Final = re.compile(
    r"^(?P<before>[ \t>*+\-0-9.)、]*)(?P<colons>[:：]{3,})[ \t]*(?P<rest>[^\n]*)$", re.MULTILINE
)
_DEEPEST: Final = 6
_PAIR: Final = re.compile(r"\s*([A-Za-z-]+)\s*[:：]\s*(.*?)\s*$")

Report = Callable[[int, str, str], None]
"""Takes in one problem: line, what is wrong, how to mend it."""
Fragment = Callable[[int, int], str]
"""Gives the text between two offsets, with stand-ins for what Markdown must not see."""


@dataclass(slots=True)
class Block:
    """One block of the text, in the order of opening; ``texts`` are a figure's lines."""

    number: int
    name: str
    argument: str
    line: int
    colons: int
    texts: dict[str, str] = field(default_factory=dict)
    opened_at: int = 0


@dataclass(slots=True)
class Scan:
    """The blocks of a body, and the cuts to make in it: (start, end, replacement)."""

    blocks: list[Block] = field(default_factory=list)
    cuts: list[tuple[int, int, str]] = field(default_factory=list)


def scan(masked: str, fragment: Fragment, lines: Lines, report: Report) -> Scan:
    """Find every block of a text; ``masked`` is the text without its code."""
    result = Scan()
    if ":::" not in masked and "：：：" not in masked:
        return result
    finder = _Finder(masked, fragment, lines, report, result)
    for match in _FENCE.finditer(masked):
        if match["rest"]:
            finder.open(match, fragment(match.start("rest"), match.end("rest")))
        else:
            finder.close(match)
    finder.finish()
    _elsewhere(masked, lines, report)
    return result


def _elsewhere(masked: str, lines: Lines, report: Report) -> None:
    """Report blocks where none can be: in lists and quotations, or with full-width colons."""
    for match in _ELSEWHERE.finditer(masked):
        line = lines.at(match.start("colons"))
        if "：" in match["colons"]:
            report(line, "the colons of a block are full-width", "type ::: with half-width colons")
        elif match["before"].strip() or len(match["before"].expandtabs(4)) > 3:
            what = "a block cannot stand in a list, in a quotation or indented"
            report(line, what, "start its lines with the colons, after an empty line")


class _Finder:
    """Keeps the blocks that are open."""

    def __init__(
        self, masked: str, fragment: Fragment, lines: Lines, report: Report, result: Scan
    ) -> None:
        self.masked, self.fragment = masked, fragment
        self.lines, self.report, self.result = lines, report, result
        self.stack: list[Block] = []

    def open(self, match: re.Match[str], rest: str) -> None:
        """Take in an opening line."""
        line = self.lines.at(match.start())
        name, _, argument = rest.partition(" ")
        if len(self.stack) >= _DEEPEST:
            self.report(line, "blocks are nested too deep", "close each block after its text")
            self.result.cuts.append((match.start(), match.end(), ""))
            return
        if name not in NAMES:
            self.report(line, f"{name!r} is no kind of block", did_you_mean(name, NAMES))
        block = Block(len(self.result.blocks), name, argument.strip(), line, len(match["colons"]))
        block.opened_at = match.end()
        if self.stack and self.stack[-1].colons <= block.colons:
            outer = self.stack[-1]
            self.report(
                line,
                f"the block {name} opens inside {outer.name} (line {outer.line}),"
                " which has no more colons",
                f"close {outer.name} first, or give it more colons than {name} has",
            )
        self.result.blocks.append(block)
        self.stack.append(block)
        self._cut(match.start(), match.end(), "o", block)

    def close(self, match: re.Match[str]) -> None:
        """Take in a line of colons only."""
        line, colons = self.lines.at(match.start()), len(match["colons"])
        if not any(block.colons == colons for block in self.stack):
            self._stray(line, colons)
            self.result.cuts.append((match.start(), match.end(), ""))
            return
        while self.stack[-1].colons != colons:
            self._unclosed(self.stack[-1])
            self._end(self.stack.pop(), match.start(), match.start())
        self._end(self.stack.pop(), match.start(), match.end())

    def finish(self) -> None:
        """Report what is still open at the end of the text."""
        while self.stack:
            self._unclosed(self.stack[-1])
            self._end(self.stack.pop(), len(self.masked), len(self.masked))

    def _stray(self, line: int, colons: int) -> None:
        what = f"a line of {colons} colons closes no block"
        if self.stack:
            inner = self.stack[-1]
            mend = f"use {inner.colons} colons, as {inner.name} on line {inner.line} has"
        else:
            mend = "take it out"
        self.report(line, what, mend)

    def _unclosed(self, block: Block) -> None:
        mend = f"add a line {':' * block.colons} after its text"
        self.report(block.line, f"the block {block.name} is never closed", mend)

    def _end(self, block: Block, start: int, end: int) -> None:
        if block.name == "figure":
            self._figure(block, start)
        self._cut(start, end, "c", block)

    def _figure(self, block: Block, end: int) -> None:
        """Read a figure's lines, and cut them out of the text."""
        offset = block.opened_at
        for raw in self.masked[block.opened_at : end].split("\n"):
            text = self.fragment(offset, offset + len(raw))
            if text.strip():
                self._figure_line(block, text, self.lines.at(offset))
            offset += len(raw) + 1
        self.result.cuts.append((block.opened_at, end, ""))

    def _figure_line(self, block: Block, raw: str, line: int) -> None:
        pair = _PAIR.match(raw)
        if not pair:
            self.report(
                line,
                f"a figure holds no text such as {raw.strip()[:20]!r}",
                "write alt:, caption: or credit: before it, or move it below the block",
            )
        elif pair[1] not in FIGURE_KEYS:
            self.report(
                line, f"{pair[1]} is no key of a figure", did_you_mean(pair[1], FIGURE_KEYS)
            )
        elif pair[1] in block.texts:
            self.report(line, f"the figure has {pair[1]}: twice", "keep one of them")
        elif pair[2]:
            block.texts[pair[1]] = pair[2]

    def _cut(self, start: int, end: int, side: str, block: Block) -> None:
        self.result.cuts.append((start, end, f"\n\n{tokens.block(side, block.number)}\n\n"))
