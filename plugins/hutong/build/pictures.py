"""Pictures as pages speak of them: which smaller versions one has, by its name and size alone."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

from hutong.views.library import PictureFile

RASTER: Final = (".png", ".jpg", ".jpeg", ".webp", ".gif")
"""Endings of pictures made of pixels."""
WIDTHS: Final = (480, 960)
"""Smaller versions, in pixels; of all but the last kind, which may be animated."""


def picture_file(path: str, size: tuple[int, int]) -> PictureFile:
    """A picture as pages speak of it, with the smaller versions that it will have."""
    small = PurePosixPath(path).suffix.lower() in RASTER[:4]
    widths = [width for width in WIDTHS if small and width < size[0]]
    versions = tuple((width, f"{path}.{width}.webp") for width in widths)
    return PictureFile(path=path, width=size[0], height=size[1], versions=versions)
