"""Drawings (SVG): their size, and that they hold nothing but a drawing.

A published SVG can be opened by itself, from the site's own address; so scripts, links, foreign
content and addresses of other files are refused, by a list of what a drawing needs.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from lxml import etree

_SVG: Final = "{http://www.w3.org/2000/svg}"
_ELEMENT: Final = re.compile(
    "svg|g|defs|symbol|use|title|desc|metadata|style|path|rect|circle|ellipse|line|polyline|polygon"
    "|text|tspan|textPath|linearGradient|radialGradient|stop|clipPath|mask|pattern|marker|image"
    "|filter|fe[A-Z][A-Za-z]+"
)
_INSIDE: Final = re.compile(r"#|data:image/(?:png|jpeg|webp|gif);base64,", re.IGNORECASE)
_OUTSIDE: Final = re.compile(r"@import|url\(\s*['\"]?(?!#)|expression\(|\\", re.IGNORECASE)
_LENGTH: Final = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")


def svg_size(file: Path) -> tuple[int, int]:
    """Width and height in CSS pixels.

    :raises ValueError: saying what the drawing holds or lacks.
    :raises lxml.etree.XMLSyntaxError: if it is not XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    tree = etree.parse(file, parser)
    if tree.docinfo.internalDTD is not None:
        raise ValueError("it has a DOCTYPE; take that line out")
    root = tree.getroot()
    if root.tag != f"{_SVG}svg":
        raise ValueError("it is no SVG drawing")
    for node in [*root.itersiblings(preceding=True), *root.itersiblings(), *root.iter()]:
        if hasattr(node, "target"):
            raise ValueError("it has a processing instruction; take that line out")
        if not callable(node.tag):  # a comment's tag is a function
            _check_element(node)
    return _size(root)


def _check_element(node: etree._Element) -> None:
    name = str(node.tag)
    if not _ELEMENT.fullmatch(name.removeprefix(_SVG)):
        raise ValueError(f"it holds <{etree.QName(node).localname}>, which no drawing needs")
    if name == f"{_SVG}style" and _OUTSIDE.search("".join(map(str, node.itertext()))):
        raise ValueError("its style sheet fetches other files")
    for key, value in node.attrib.items():
        _check_attribute(etree.QName(key).localname.lower(), str(value).strip())


def _check_attribute(name: str, value: str) -> None:
    if name.startswith("on"):
        raise ValueError(f"it holds a script ({name})")
    if name in ("href", "src") and not _INSIDE.match(value):
        raise ValueError(f"it links to another place ({value})")
    if _OUTSIDE.search(value):
        raise ValueError(f"its attribute {name} fetches another file")


def _size(root: etree._Element) -> tuple[int, int]:
    box = [_number(part) for part in str(root.get("viewBox", "")).replace(",", " ").split()]
    given = (root.get("width", ""), root.get("height", ""))
    lengths = [float(match[1]) for one in given if (match := _LENGTH.fullmatch(str(one)))]
    width, height = lengths if len(lengths) == 2 else (box[2:] if len(box) == 4 else (0.0, 0.0))
    if round(width) < 1 or round(height) < 1:
        raise ValueError('it has no size; give it a viewBox, such as viewBox="0 0 1200 675"')
    return round(width), round(height)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise ValueError(f"its viewBox holds {text!r}, which is no number") from error
