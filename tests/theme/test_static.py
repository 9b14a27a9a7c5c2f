"""The files that readers load: small, complete, legible, and from nobody else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
from lxml import etree
from PIL import Image

from hutong.share.networks import NETWORKS

STATIC: Final = Path(__file__).resolve().parents[2] / "theme" / "static"
CSS: Final = (STATIC / "hutong.css").read_text(encoding="utf-8")
_SVG: Final = "{http://www.w3.org/2000/svg}"
_PAIRS: Final = (
    ("ink", "paper"),
    ("ink", "wash"),
    ("soft", "paper"),
    ("soft", "wash"),
    ("accent", "paper"),
    ("accent", "wash"),
    ("alert", "paper"),
    ("on-accent", "accent"),
    ("paper", "ink"),
)


def _tokens(*, dark: bool) -> dict[str, str]:
    """The colours of one scheme."""
    light = CSS[CSS.index(":root {") : CSS.index("@media (prefers-color-scheme: dark)")]
    text = CSS[CSS.index("@media (prefers-color-scheme: dark)") : CSS.index("@media (min-width")]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", text if dark else light))


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    ("name", "limit"),
    [
        ("hutong.css", 30_000),
        ("register.css", 30_000),
        ("hutong.js", 15_000),
        ("register.js", 15_000),
    ],
)
def test_readers_load_little(name: str, limit: int) -> None:
    """Style sheet and script stay below their limits, before compression."""
    assert 1_000 < (STATIC / name).stat().st_size <= limit


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("text", "ground"), _PAIRS)
def test_text_stands_out_from_its_ground(text: str, ground: str, dark: bool) -> None:  # noqa: FBT001  # a parameter of the test
    """Every pair of colours in use has the contrast of WCAG AA, 4.5 to 1."""
    colours = _tokens(dark=dark)
    high, low = sorted((_luminance(colours[text]), _luminance(colours[ground])), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= 4.5


def test_every_network_has_its_icon() -> None:
    """The sprite holds a symbol for each way to share that works, and the site's mark."""
    root = etree.parse(STATIC / "icons" / "sprite.svg").getroot()
    ids = [symbol.get("id") for symbol in root.iter(f"{_SVG}symbol")]
    assert len(ids) == len(set(ids))
    assert {row.id for row in NETWORKS if row.until is None} | {"mark", "print"} <= set(ids)


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("icon-192.png", (192, 192)),
        ("icon-512.png", (512, 512)),
        ("icon-maskable-512.png", (512, 512)),
        ("apple-touch-icon.png", (180, 180)),
        ("og-zh-hant.png", (1200, 630)),
        ("og-zh-hans.png", (1200, 630)),
    ],
)
def test_pictures_have_the_size_their_name_promises(name: str, size: tuple[int, int]) -> None:
    """Icons and previews are as large as heads and manifests say."""
    with Image.open(STATIC / "icons" / name) as picture:
        assert picture.size == size


@pytest.mark.parametrize(
    "name", ["hutong.css", "hutong.js", "register.css", "register.js", "vendor/lean-qr.js"]
)
def test_nothing_is_fetched_from_elsewhere(name: str) -> None:
    """No file for readers names another host."""
    text = (STATIC / name).read_text(encoding="utf-8")
    assert re.findall(r"(?:https?:)?//[a-z0-9-]+\.[a-z]{2,}", text) == []
    assert "url(" not in text


def test_the_vendored_library_keeps_its_licence() -> None:
    """What others wrote says so."""
    licence = (STATIC / "vendor" / "lean-qr.LICENSE.txt").read_text(encoding="utf-8")
    assert "MIT License" in licence
    assert "Copyright" in licence
