"""One text: Markdown → safe HTML, and everything that is wrong with it."""

from __future__ import annotations

import bisect
import html
import re
from typing import Final

from hutong.markup import find_markup
from hutong.model import Html
from hutong.source import blocks, cjk, links, lists, tokens
from hutong.source.anchors import check_anchors
from hutong.source.converter import converter
from hutong.source.limits import too_heavy
from hutong.source.masking import LONGEST_RUN, Code, find_code, mask
from hutong.source.page import Page
from hutong.source.sanitise import sanitise
from hutong.source.typed import Cut, check_html, check_references

_PARAGRAPH_END: Final = re.compile(r"\n[ \t]*\n")
_NOTE_USE: Final = re.compile(r"\[\^([^\[\]\n]+)\](?!:)")
_NOTE_TEXT: Final = re.compile(r"^[ ]{0,3}\[\^([^\]\n]+)\]:", re.MULTILINE)
_RUN: Final = re.compile(rf"`{{{LONGEST_RUN + 1},}}")
_LANGUAGE: Final = re.compile(r"[`~]+[ ]*[\w#.+-]*[ ]*([^\n]*)")
_FLAGS: Final = re.compile(r"-\{([A-Z;\s-]+)\|")
_ALONE: Final = re.compile("<p>((?:\ufdd2\\d+\ufdd3\\s*)+)</p>")


def by_markdown(text: str, page: Page) -> Html:
    """Render one text; whatever is wrong with it goes to ``page.problems``."""
    code = find_code(text)
    masked = mask(text, code)
    if too_heavy(masked, code, page):
        return Html("")
    cuts = [*_markup_cuts(masked, text, page), *_code_cuts(text, masked, code, page)]
    cuts += check_html(text, _without_markup(masked, cuts), code, page)
    cuts += check_references(masked, page)
    _check_notes(masked, page)
    prepared = _stand_ins(text, masked, _Patched(text, cuts), page)
    try:
        rendered = converter(thorough=page.thorough).render(prepared, page)
    except Exception as error:  # noqa: BLE001  (a text must never end the run, whatever it holds)
        converter.cache_clear()  # it stopped half-way, and would carry that into the next text
        page.report(
            page.lines.start,
            f"Markdown cannot read this text ({error!r})",
            "look for very deep nesting or broken HTML, and simplify it",
        )
        return Html("")
    return _finish(rendered, page)


class _Patched:
    """A text with its cuts made; the first of two that overlap is made."""

    def __init__(self, text: str, cuts: list[Cut]) -> None:
        self.text = text
        self.cuts: list[Cut] = []
        for cut in sorted(cuts):
            if not self.cuts or cut[0] >= self.cuts[-1][1]:
                self.cuts.append(cut)
        self.starts = [start for start, _, _ in self.cuts]

    def piece(self, start: int, end: int) -> str:
        """The text from ``start`` to ``end``; a cut belongs to where it starts."""
        pieces, at = [], start
        first = bisect.bisect_left(self.starts, start)
        if first and self.cuts[first - 1][1] > start:
            at = min(self.cuts[first - 1][1], end)
        for left, right, replacement in self.cuts[first : bisect.bisect_left(self.starts, end)]:
            pieces += [self.text[at:left], replacement]
            at = right
        return "".join([*pieces, self.text[at:end]])


def _stand_ins(text: str, masked: str, patched: _Patched, page: Page) -> str:
    """Replace blocks' lines and conversion markup by stand-ins; mend Chinese in between."""
    found = blocks.scan(masked, patched.piece, page.lines, page.report)
    page.blocks = found.blocks
    pieces, at = [], 0
    for start, end, replacement in sorted(found.cuts):
        if start < at:
            continue
        pieces += [patched.piece(at, start), replacement]
        at = end
    return _outside_code("".join([*pieces, patched.piece(at, len(text))]))


def _outside_code(text: str) -> str:
    """Mend all but fenced code."""
    pieces, at = [], 0
    for start, end in find_code(text).fenced if "```" in text or "~~~" in text else ():
        pieces += [_mended(text[at:start]), text[start:end]]
        at = end
    return "".join([*pieces, _mended(text[at:])])


def _mended(text: str) -> str:
    return lists.part_lists(cjk.prepare(text))


def _code_cuts(text: str, masked: str, code: Code, page: Page) -> list[Cut]:
    """Report code that is never closed, and leave out what only looks like marks of code."""
    cuts: list[Cut] = []
    for start in code.open_fences:
        end = text.find("\n", start)
        shown = text[start : start + 3]
        what, mend = f"the code that {shown} opens is never closed", f"add a line {shown} after it"
        page.report(page.lines.at(start), what, mend)
        cuts.append((start, end if end >= 0 else len(text), ""))
    for match in _RUN.finditer(masked):
        line = page.lines.at(match.start())
        page.report(line, f"{len(match[0])} backticks in a row mark no code", "use three")
        cuts.append((match.start(), match.end(), ""))
    for start, _ in code.fenced:
        opening = _LANGUAGE.match(text, start)
        if opening and opening[1]:
            line = page.lines.at(start)
            page.warn(line, f"{opening[1].strip()} of the code is left out", "delete it")
            cuts.append((opening.start(1), opening.end(1), ""))
    return cuts


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


def _without_markup(masked: str, cuts: list[Cut]) -> str:
    """Blank out conversion markup: all of it is text, even what looks like HTML."""
    pieces, at = [], 0
    for start, end, _ in sorted(cut for cut in cuts if cut[2]):
        pieces += [masked[at:start], re.sub(r"[^\n]", " ", masked[start:end])]
        at = end
    return "".join([*pieces, masked[at:]])


def _check_notes(masked: str, page: Page) -> None:
    if "[^" not in masked:
        return
    known: set[str] = set()
    for match in _NOTE_TEXT.finditer(masked):
        if match[1] in known:
            what = f"the note [^{match[1]}] has two texts"
            page.report(page.lines.at(match.start()), what, "give one of them another mark")
        known.add(match[1])
    for match in _NOTE_USE.finditer(masked):
        if match[1] not in known:
            line = page.lines.at(match.start())
            page.report(
                line, f"the note [^{match[1]}] has no text", f"add a line [^{match[1]}]: text"
            )


def _finish(rendered: str, page: Page) -> Html:
    rendered = links.rewrite(cjk.join_lines(rendered.replace(tokens.LESS, "&lt;")), page)
    if "\ufdd0" in rendered:
        rendered = tokens.BLOCK.sub(lambda match: _lost_block(match, page), rendered)
    if page.markups:
        rendered = _ALONE.sub(lambda match: _unwrapped(match, page), rendered)
        rendered = tokens.MARKUP.sub(
            lambda match: html.escape(html.unescape(page.markups[int(match[1])])), rendered
        )
    body = sanitise(rendered)
    check_anchors(body, page)
    if page.snippets:
        known = page.context.snippets
        body = Html(tokens.SNIPPET.sub(lambda match: known[match[1]].html, body))
        for name, line in page.snippets:
            page.assets.update(known[name].assets)
            page.links += [(target, line) for target in known[name].links]
    return body


def _unwrapped(match: re.Match[str], page: Page) -> str:
    """Markup that shows nothing, alone on its line, is no paragraph: it would be an empty one."""
    numbers = tokens.MARKUP.findall(match[1])
    return match[1] if all(_silent(page.markups[int(one)]) for one in numbers) else match[0]


def _silent(markup: str) -> bool:
    """Whether a piece of conversion markup only gives a rule or a title."""
    match = _FLAGS.match(markup)
    flags = {flag.strip() for flag in match[1].split(";")} if match else set()
    return bool(flags & {"H", "-"}) or ("T" in flags and not flags & {"A", "S"})


def _lost_block(match: re.Match[str], page: Page) -> str:
    block = page.blocks[int(match[2])]
    if match[1] == "o":
        page.report(block.line, f"the block {block.name} stands inside HTML", "take the HTML away")
    return ""
