"""Pictures: their sizes, whether they are sound, and smaller WebP versions for small screens."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from lxml import etree
from PIL import Image, UnidentifiedImageError

from hutong.build.scan import shown
from hutong.model import OutputFile, Problem
from hutong.views.edition import PictureFile

RASTER: Final = (".png", ".jpg", ".jpeg", ".webp", ".gif")
_WIDTHS: Final = (480, 960)
_MAX_PIXELS: Final = 50_000_000
_VERSION: Final = b"1"
"""Part of the cache key: raise it when the pictures made here would differ."""


def measure(media: Mapping[str, Path]) -> tuple[dict[str, tuple[int, int]], list[Problem]]:
    """Width and height of every picture that can be opened, and problems for the others."""
    sizes: dict[str, tuple[int, int]] = {}
    problems: list[Problem] = []
    for path, file in media.items():
        suffix = file.suffix.lower()
        if suffix not in (*RASTER, ".svg"):
            continue
        try:
            sizes[path] = _svg_size(file) if suffix == ".svg" else _raster_size(file)
        except (OSError, ValueError, UnidentifiedImageError, etree.XMLSyntaxError) as error:
            what = f"this picture cannot be opened ({error})"
            problems.append(Problem(shown(path), 0, what, "save it again as PNG, JPEG or WebP"))
    return sizes, problems


def _raster_size(file: Path) -> tuple[int, int]:
    with Image.open(file) as image:
        if image.width * image.height > _MAX_PIXELS:
            message = f"{image.width} × {image.height} is too large"
            raise ValueError(message)
        return image.width, image.height


def _svg_size(file: Path) -> tuple[int, int]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.parse(file, parser).getroot()
    active = "{http://www.w3.org/2000/svg}script"
    if any(node.tag == active or _has_handler(node) for node in root.iter(etree.Element)):
        message = "it contains a script"
        raise ValueError(message)
    box = [float(part) for part in root.get("viewBox", "").replace(",", " ").split()]
    if len(box) == 4:  # min-x, min-y, width, height
        return round(box[2]), round(box[3])
    return round(float(root.get("width", "0"))), round(float(root.get("height", "0")))


def _has_handler(node: etree._Element) -> bool:
    return any(str(name).lower().startswith("on") for name in node.attrib)


def shrink(
    path: str, file: Path, size: tuple[int, int], cache: Path
) -> tuple[PictureFile, list[OutputFile]]:
    """Make the smaller versions of one picture, from the cache where it holds them."""
    if file.suffix.lower() not in RASTER[:4]:
        return PictureFile(path=path, width=size[0], height=size[1]), []
    data = file.read_bytes()
    versions: list[tuple[int, str]] = []
    files: list[OutputFile] = []
    for width in (wide for wide in _WIDTHS if wide < size[0]):
        name = f"{path}.{width}.webp"
        files.append(OutputFile(path=name, data=_scaled(data, width, cache)))
        versions.append((width, name))
    return PictureFile(path=path, width=size[0], height=size[1], versions=tuple(versions)), files


def _scaled(data: bytes, width: int, cache: Path) -> bytes:
    key = hashlib.sha256(b"|".join((_VERSION, str(width).encode(), data))).hexdigest()
    stored = cache / "images" / f"{key}.webp"
    try:
        kept = stored.read_bytes()
    except OSError:
        kept = b""
    digest, _, made = kept.partition(b"\n")
    if digest == hashlib.sha256(made).hexdigest().encode():
        return made
    made = _scale(data, width)
    stored.parent.mkdir(parents=True, exist_ok=True)
    fresh = stored.with_suffix(".new")
    fresh.write_bytes(hashlib.sha256(made).hexdigest().encode() + b"\n" + made)
    fresh.replace(stored)
    return made


def _scale(data: bytes, width: int) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        mode = "RGBA" if "A" in image.getbands() or "transparency" in image.info else "RGB"
        height = max(1, round(image.height * width / image.width))
        small = image.convert(mode).resize((width, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "WEBP", quality=80, method=4)
    return out.getvalue()
