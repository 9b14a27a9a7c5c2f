"""Texts of the marks that most news needs, written as HTML without Markdown: same bytes, sooner.

Paragraphs, headings, lists without nesting, quotations, tables, rules, pictures, links, bold and
emphasis. Each rule takes only what can mean one thing; for any other text :func:`write` gives None,
and Markdown reads it. All tags here are ours and no text may hold ``<`` or an entity, so what
comes out needs no sanitising.
"""

from __future__ import annotations

import re
from typing import Final

from hutong.source.characters import CAPTION, STRANGE
from hutong.source.outline import Numbers, Trail

_LONGEST: Final = 20_000
"""No limit of :mod:`limits` can be reached below it."""
_MOST_LINES: Final = 1_000
_OTHERS: Final = (*"<`\\{}", "~~~", "\n ", " \n", "]:", "[^", ":::", "：：：", "&#", " " * 100)
"""Signs of what is left to Markdown."""
_START: Final = r"(?!\d{1,3}\.(?!\d))(?:[^\n \u3000#)*+\-:=>\]^_|]|\*\*?(?=[^\s*\[]))"
"""How a line starts that is no heading, list, quotation, table, rule or definition."""
_NEXT: Final = "(?![\\d一二三四五六七八九十百（\u2460-\u24ff])[^\\x00-@\\[-`{-\\x7f]"
"""How a line goes on that is no such thing either, nor counted."""
_PARAGRAPH: Final = re.compile(rf"{_START}(?:[^\n]*|[^\n|]*(?:\n{_NEXT}[^\n|]*)+)")
_HEADING: Final = re.compile(r"(#{1,6})[ ]*([^#\n ][^#\n]*)")
_BULLET: Final = re.compile(rf"[-*+][ ]+({_START}[^\n|]*)")
_NUMBERED: Final = re.compile(
    rf"(\d{{1,3}})(?:\.[ ]+|(?<!\d\d\d)\.(?=[\u4e00-\u9fff]|[「『《〈“‘（【〔]))({_START}[^\n|]*)"
)
_INDENT: Final = re.compile(r"^[ ]*\u3000[ \u3000]*", re.MULTILINE)
_RULE: Final = re.compile(r"-{3,20}|\*{3,20}|_{3,20}")
_SEPARATOR: Final = re.compile(r"[ ]*(:?)-+(:?)[ ]*")
_ALIGN: Final = {("", ""): "", (":", ""): "left", ("", ":"): "right", (":", ":"): "center"}
_SPECIAL: Final = re.compile(r"[*_\[\]>]")
_LINK: Final = re.compile(r"(!?)\[([^\[\]*_>\"'\n]+)\]\(([!#-&+-=?-Z^-~]+)\)")
_STRONG: Final = re.compile(r"(?<!\*)\*\*(?=[^\s*])([^*]*)(?<=[^\s*])\*\*(?!\*)")
_EMPHASIS: Final = re.compile(r"\*(?=[^\s*])([^*]*)(?<=[^\s*])\*")


class _OtherError(Exception):
    """Something that Markdown should read."""


def write(text: str, prefix: str = "") -> str | None:
    """The HTML that Markdown gives for a text, or None; ``prefix`` starts each anchor."""
    if "\u3000" in text:
        text = _INDENT.sub("", text)
    text = text.strip("\n")
    if not text or _is_other(text):
        return None
    if "&" in text:
        if ";" in text:
            return None  # there may be an entity
        text = text.replace("&", "&amp;")
    writer = _Writer(prefix)
    try:
        for block in text.split("\n\n"):
            if block := block.strip("\n"):
                writer.block(block)
    except _OtherError:
        return None
    return "\n".join(writer.pieces)


def _is_other(text: str) -> bool:
    """Whether a text holds what no rule here takes, by signs that are fast to look for."""
    if len(text) > _LONGEST or text[0] == " " or text[-1] == " ":
        return True
    if text.count("\n") > _MOST_LINES or any(sign in text for sign in _OTHERS):
        return True
    return STRANGE.search(text) is not None


class _Writer:
    """Writes one block after the other; ``last`` is what kind the one before was."""

    def __init__(self, prefix: str) -> None:
        self.pieces: list[str] = []
        self.last = ""
        self.numbers = Numbers(prefix)
        self.trail: Trail = []
        self.tables = 0

    def block(self, block: str) -> None:
        """Write one block."""
        sign = block[0]
        if sign == "#":
            self._heading(block)
        elif sign == ">":
            self._quote(block)
        elif sign == "|":
            self._table(block)
        elif _PARAGRAPH.fullmatch(block):
            self.last = "caption" if CAPTION.match(block) else "paragraph"
            self.pieces.append(_paragraph(block))
        elif _RULE.fullmatch(block):
            self._add("rule", "<hr>")
        else:
            self._list(block)

    def _add(self, kind: str, html: str) -> None:
        self.last = kind
        self.pieces.append(html)

    def _heading(self, block: str) -> None:
        """A heading, and what follows it without an empty line."""
        line, _, rest = block.partition("\n")
        match = _HEADING.fullmatch(line)
        title = match[2].strip() if match else ""
        if not match or not title or (rest and "|" in block):
            raise _OtherError
        level, anchor = self.numbers.place(len(match[1]), self.trail)
        self._add("heading", f'<h{level} id="{anchor}">{_inline(title)}</h{level}>')
        if rest:
            self.block(rest)

    def _quote(self, block: str) -> None:
        """A quotation of paragraphs; one after another is the same."""
        inner = "\n".join([_unquoted(line) for line in block.split("\n")])
        if not inner or inner != inner.strip("\n"):
            raise _OtherError
        paragraphs = []
        for part in inner.split("\n\n"):
            if part := part.strip("\n"):
                if not _PARAGRAPH.fullmatch(part):
                    raise _OtherError
                paragraphs.append(_paragraph(part) + "\n")
        before = "<blockquote>\n"
        if self.last == "quote":
            before = self.pieces.pop().removesuffix("</blockquote>")
        self._add("quote", before + "".join(paragraphs) + "</blockquote>")

    def _list(self, block: str) -> None:
        if self.last == "list":
            raise _OtherError  # one list with the list before
        lines = block.split("\n")
        name = "ol" if lines[0][0] == "1" else "ul"
        items = [
            _numbered(line, index) if name == "ol" else _bullet(line)
            for index, line in enumerate(lines)
        ]
        inner = "".join([f"<li>{_inline(item)}</li>\n" for item in items])
        self._add("list", f"<{name}>\n{inner}</{name}>")

    def _table(self, block: str) -> None:
        rows = [_cells(line) for line in block.split("\n")]
        if len(rows) < 3 or len(rows[0]) < 2 or self.last == "caption":
            raise _OtherError
        aligns = _aligns(rows[1], len(rows[0]))
        self.tables += 1
        head = _row("th", rows[0], [f'{align} scope="col"' for align in aligns])
        body = "".join([_row("td", row, aligns) for row in rows[2:]])
        self._add(
            "table",
            f'<div aria-label="表格 {self.tables}" class="table" role="region" tabindex="0">'
            f"<table>\n<thead>\n{head}</thead>\n<tbody>\n{body}</tbody>\n</table></div>",
        )


def _paragraph(block: str) -> str:
    written = f"<p>{_inline(block)}</p>"
    if "\n" in block:
        from hutong.source import cjk  # has much to compile

        written = cjk.join_lines(written)
    return written


def _unquoted(line: str) -> str:
    if line[0] != ">":
        raise _OtherError
    return line[2:] if line[1:2] == " " else line[1:]


def _bullet(line: str) -> str:
    match = _BULLET.fullmatch(line)
    if match is None:
        raise _OtherError
    return match[1]


def _numbered(line: str, index: int) -> str:
    match = _NUMBERED.fullmatch(line)
    if match is None or (match[1] == "1") != (index == 0):
        raise _OtherError
    return match[2]


def _cells(line: str) -> list[str]:
    if line[0] != "|" or line[-1] != "|":
        raise _OtherError
    return line[1:-1].split("|")


def _aligns(cells: list[str], columns: int) -> list[str]:
    """The attribute that aligns each column, if any."""
    found = []
    for cell in cells:
        match = _SEPARATOR.fullmatch(cell)
        if match is None:
            raise _OtherError
        align = _ALIGN[match[1], match[2]]
        found.append(f' class="align-{align}"' if align else "")
    if len(found) != columns:
        raise _OtherError
    return found


def _row(tag: str, cells: list[str], attributes: list[str]) -> str:
    """As many cells as the head has."""
    cells = cells + [""] * (len(attributes) - len(cells))
    written = [
        f"<{tag}{attribute}>{_inline(cell.strip(' '))}</{tag}>\n"
        for attribute, cell in zip(attributes, cells, strict=False)
    ]
    return f"<tr>\n{''.join(written)}</tr>\n"


def _inline(text: str) -> str:
    """Links, pictures, bold and emphasis; nothing of them may be left over."""
    if not _SPECIAL.search(text):
        return text
    if "[" in text:
        if _unlinked(text):
            raise _OtherError
        text = _LINK.sub(_link, text)
    elif "]" in text or "_" in text or ">" in text:
        raise _OtherError
    if "**" in text:
        text = _STRONG.sub(r"<strong>\1</strong>", text)
    elif "*" in text:
        text = _EMPHASIS.sub(r"<em>\1</em>", text)
    if "*" in text:
        raise _OtherError
    return text


def _unlinked(text: str) -> bool:
    rest = _LINK.sub("", text)
    return any(sign in rest for sign in "[]_>")


def _link(match: re.Match[str]) -> str:
    if match[1]:
        return f'<img alt="{match[2]}" src="{match[3]}">'
    return f'<a href="{match[3]}">{match[2]}</a>'
