"""Makes Markdown tables accessible: scrollable wrapper with a name, header scope, captions.

A paragraph right before a table that starts with ``表：``, ``表1：`` or ``Table:`` is its caption.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Final

from hutong.source.page import Page

_CAPTION: Final = re.compile(r"(?:表|Table)[ ]*(\d*)[ ]*[：:][ ]*")


def wrap_tables(root: ET.Element, page: Page) -> None:
    """Wrap every table of the tree."""
    for parent in list(root.iter()):
        for table in [child for child in parent if child.tag == "table"]:
            _wrap(parent, table, page)


def _wrap(parent: ET.Element, table: ET.Element, page: Page) -> None:
    name = page.fresh_id("table")
    index = list(parent).index(table)
    wrapper = ET.Element("div", {"class": "table", "role": "region", "tabindex": "0"})
    wrapper.tail, table.tail = table.tail, None
    caption = parent[index - 1] if index else None
    if caption is not None and caption.tag == "p" and _take_caption(caption):
        parent.remove(caption)
        caption.tag, caption.tail = "caption", None
        caption.set("id", name)
        table.insert(0, caption)
        wrapper.set("aria-labelledby", name)
    else:
        # The same word in both scripts; the number keeps two tables of a page apart.
        wrapper.set("aria-label", f"表格 {page.counts['table']}")
    parent[list(parent).index(table)] = wrapper
    wrapper.append(table)
    _cells(table)


def _take_caption(paragraph: ET.Element) -> bool:
    match = _CAPTION.match(paragraph.text or "")
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
