"""Pictures: their sizes, whether they are sound, and smaller WebP versions for small screens."""

from __future__ import annotations

import hashlib
import io
import warnings
from pathlib import Path
from typing import Final

from lxml import etree
from PIL import Image

from hutong.build.pictures import RASTER
from hutong.build.scan import shown
from hutong.build.svg import svg_size
from hutong.build.vault import read_whole, write_whole
from hutong.errors import ContentError
from hutong.model import Problem

_BROKEN: Final = (
    OSError,
    ValueError,
    SyntaxError,  # what Pillow raises for a broken PNG chunk
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
    etree.XMLSyntaxError,
)
_MAX_PIXELS: Final = 50_000_000
_MAGIC: Final = b"hutong picture 1\n"
_VERSION: Final = b"1"
"""Part of the cache key: raise it when the pictures made here would differ."""


def picture_size(path: str, file: Path) -> tuple[tuple[int, int] | None, Problem | None]:
    """Width and height of a picture, and what is wrong with one that cannot be opened.

    Other files have no size. A broken picture has none either, (0, 0), so that whoever shows it
    is not told that it is missing, too.
    """
    suffix = file.suffix.lower()
    if suffix not in (*RASTER, ".svg"):
        return None, None
    try:
        return (svg_size(file) if suffix == ".svg" else _raster_size(file)), None
    except _BROKEN as error:
        return (0, 0), _broken(path, error)


def _broken(path: str, error: Exception) -> Problem:
    what = f"this picture cannot be used: {error}"
    return Problem(shown(path), 0, what, "save it again, as PNG, JPEG, WebP or plain SVG")


def _raster_size(file: Path) -> tuple[int, int]:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        image = Image.open(file)
    with image:
        if image.width * image.height > _MAX_PIXELS:
            raise ValueError(f"{image.width} × {image.height} is too large")
        image.load()  # a picture that breaks off is a problem now, and not when it is made smaller
        return image.width, image.height


def scaled(path: str, data: bytes, width: int, cache: Path) -> bytes:
    """The version of a picture that is ``width`` wide, from the cache where it holds it.

    :raises ContentError: if the picture is damaged.
    :raises CannotRun: if the cache cannot be written.
    """
    try:
        return _scaled(data, width, cache)
    except _BROKEN as error:
        raise ContentError([_broken(path, error)]) from error


def _scaled(data: bytes, width: int, cache: Path) -> bytes:
    key = hashlib.sha256(b"|".join((_VERSION, str(width).encode(), data))).hexdigest()
    stored = cache / "images" / f"{key}.webp"
    made = read_whole(stored, magic=_MAGIC)
    if made is None:
        made = _scale(data, width)
        write_whole(stored, made, magic=_MAGIC)
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
