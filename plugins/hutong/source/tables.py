"""Makes Markdown tables accessible: scrollable wrapper with a name, header scope, captions.

A paragraph right before a table that starts with ``表：``, ``表1：`` or ``Table:`` is its caption.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET

from hutong.source.characters import CAPTION
from hutong.source.page import Page


def wrap_tables(root: ET.Element, page: Page) -> None:
    """Wrap every table of the tree."""
    for parent in list(root.iter()):
        if any(child.tag == "table" for child in parent):
            parent[:] = _wrapped(parent, page)


def _wrapped(parent: ET.Element, page: Page) -> list[ET.Element]:
    """The children of ``parent`` with every table wrapped, and captions inside their tables."""
    children: list[ET.Element] = []
    for child in parent:
        if child.tag == "table":
            caption = children[-1] if children else None
            if caption is not None and caption.tag == "p" and _take_caption(caption):
                children.pop()
            else:
                caption = None
            children.append(_wrap(child, caption, page))
        else:
            children.append(child)
    return children


def _wrap(table: ET.Element, caption: ET.Element | None, page: Page) -> ET.Element:
    name = page.fresh_id("table")
    wrapper = ET.Element("div", {"class": "table", "role": "region", "tabindex": "0"})
    wrapper.tail, table.tail = table.tail, None
    if caption is not None:
        caption.tag, caption.tail = "caption", None
        caption.set("id", name)
        table.insert(0, caption)
        wrapper.set("aria-labelledby", name)
    else:
        # The same word in both scripts; the number keeps two tables of a page apart.
        wrapper.set("aria-label", f"表格 {page.counts['table']}")
    wrapper.append(table)
    _cells(table)
    return wrapper


def _take_caption(paragraph: ET.Element) -> bool:
    match = CAPTION.match(paragraph.text or "")
    if match and not match[1]:
        paragraph.text = (paragraph.text or "")[match.end() :]
    return bool(match)


def _cells(table: ET.Element) -> None:
    for cell in table.iter():
        if cell.tag not in ("td", "th"):
            continue
        align = cell.attrib.pop("align", "")
        if align:
            cell.set("class", f"align-{align}")
        if cell.tag == "th":
            cell.set("scope", "col")
