"""Turns the stand-ins of ``:::`` blocks into elements that hold what stands between them."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from typing import Final

from hutong.near import did_you_mean
from hutong.source import tokens
from hutong.source.blocks import Block
from hutong.source.page import LABELS, Page

_Built = tuple[ET.Element, ET.Element]
"""A block's element, and the element inside it that takes its contents."""


def nest(root: ET.Element, page: Page) -> None:
    """Rebuild the children of ``root`` with every block around its contents."""
    children = list(root)
    del root[:]
    stack: list[tuple[int, ET.Element]] = [(-1, root)]
    for child in children:
        side, number = _stand_in(child)
        if not side:
            stack[-1][1].append(child)
        elif side == "o":
            element, inner = _build(page.blocks[number], page, len(stack) - 1)
            stack[-1][1].append(element)
            stack.append((number, inner))
        else:
            while any(open_number == number for open_number, _ in stack):
                stack.pop()


def _stand_in(element: ET.Element) -> tuple[str, int]:
    match = tokens.BLOCK.fullmatch((element.text or "").strip()) if element.tag == "p" else None
    return (match[1], int(match[2])) if match and not len(element) else ("", -1)


def _build(block: Block, page: Page, depth: int) -> _Built:
    build = _BUILDERS.get(block.name, _unknown)
    return build(block, page, depth)


def _unknown(_block: Block, _page: Page, _depth: int) -> _Built:
    element = ET.Element("div")
    return element, element


def _figure(block: Block, page: Page, _depth: int) -> _Built:
    element = ET.Element("figure", {"class": "figure"})
    if not block.argument:
        page.report(block.line, "the figure names no picture", "write ::: figure images/name.png")
        return element, element
    alt = block.texts.get("alt", "")
    ET.SubElement(element, "img", {"src": block.argument, "alt": alt})
    caption = {name: block.texts[name] for name in ("caption", "credit") if name in block.texts}
    if caption:
        holder = ET.SubElement(element, "figcaption")
        for name, text in caption.items():
            part = ET.SubElement(holder, "span", {"class": f"figure-{name}"})
            part.text, part.tail = text, " "
    return element, element


def _newslink(block: Block, page: Page, depth: int) -> _Built:
    element, name = _aside("newslink", page, depth)
    label = _label("newslink", page)
    element.append(label)
    if block.argument:
        title = ET.SubElement(element, "h2", {"class": "newslink-title", "id": name})
        title.text = block.argument
    else:
        label.set("id", name)
    return element, element


def _notes(block: Block, page: Page, depth: int) -> _Built:
    element, name = _aside("notes", page, depth)
    label = _label("notes", page)
    label.set("id", name)
    element.append(label)
    if block.argument:
        element.extend(_snippet(block, page))
    return element, element


def _snippet(block: Block, page: Page) -> list[ET.Element]:
    known = page.context.snippets
    if block.argument not in known:
        page.report(
            block.line,
            f"there is no snippet {block.argument!r}",
            did_you_mean(block.argument, known, "add it under content/snippets"),
        )
        return []
    page.snippets.append((block.argument, block.line))
    place = ET.Element("div", {"class": "snippet"})
    place.text = tokens.snippet(block.argument)
    return [place]


def _facts(block: Block, page: Page, _depth: int) -> _Built:
    name = page.fresh_id("facts")
    attributes = {"class": "facts", "role": "group", "aria-labelledby": name}
    element = ET.Element("div", attributes)
    label = _label("facts", page)
    if block.argument:
        label = ET.Element("p", {"class": "facts-label"})
        label.text = block.argument
    label.set("id", name)
    element.append(label)
    return element, element


def _quote(block: Block, _page: Page, _depth: int) -> _Built:
    element = ET.Element("figure", {"class": "quote"})
    inner = ET.SubElement(element, "blockquote")
    if block.argument:
        ET.SubElement(element, "figcaption").text = block.argument
    return element, inner


def _aside(kind: str, page: Page, depth: int) -> tuple[ET.Element, str]:
    """An aside, or inside another block a group, since landmarks must not be nested."""
    name = page.fresh_id(kind)
    element = ET.Element("div" if depth else "aside", {"class": kind})
    if depth:
        element.set("role", "group")
    element.set("aria-labelledby", name)
    return element, name


def _label(kind: str, page: Page) -> ET.Element:
    """A block's label, in the words of each edition; each keeps its own."""
    element = ET.Element("p", {"class": f"{kind}-label"})
    for tag in page.context.variants:
        span = ET.SubElement(element, "span", {"data-variant": tag})
        span.text = LABELS[kind]["Hans" if "-Hans" in tag else "Hant"]
    return element


_BUILDERS: Final[Mapping[str, Callable[[Block, Page, int], _Built]]] = {
    "figure": _figure,
    "newslink": _newslink,
    "notes": _notes,
    "facts": _facts,
    "quote": _quote,
}
