"""Draw the demo site's pictures into content/images: flat abstract scenes, no text, no photographs.

Run it with ``python tools/draw_images.py``; the same Pillow gives the same bytes every time. Every
scene is drawn at twice its size on a small palette and scaled down, so that edges are smooth and
the files stay small. Add a picture by writing a scene in ``drawing`` and naming it in ``SCENES``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from drawing import ideas, places
from drawing.canvas import PAPER, SCALE, Canvas
from PIL import Image, ImageDraw

LIMIT: Final = 60_000
COLOURS: Final = 48
FOLDER: Final = Path(__file__).resolve().parent.parent / "content" / "images"

SCENES: Final[dict[str, tuple[Callable[[Canvas], None], int]]] = {
    "nansha-harbour.png": (places.nansha_harbour, 675),
    "zhuhai-macao-skills.png": (places.interchange, 675),
    "gba-map.png": (places.bay_map, 675),
    "containers.png": (places.containers, 675),
    "long-bridge.png": (places.long_bridge, 675),
    "bridge-and-tunnel.png": (places.bridge_and_tunnel, 675),
    "harbour-skyline.png": (places.harbour_skyline, 675),
    "money-flows.png": (ideas.money_flows, 675),
    "colonnade.png": (ideas.colonnade, 675),
    "data-streams.png": (ideas.data_streams, 675),
    "river-parks.png": (places.river_parks, 675),
    "island-contours.png": (places.island_contours, 675),
    "open-road.png": (places.open_road, 675),
    "stadium.png": (ideas.stadium, 675),
    "capsules.png": (ideas.capsules, 675),
    "plan-sheets.png": (ideas.plan_sheets, 900),
    "meeting-table.png": (ideas.meeting_table, 900),
}


def render(scene: Callable[[Canvas], None], height: int) -> Image.Image:
    """Draw one scene and reduce it to its final size and palette."""
    width = 1200
    large = Image.new("RGB", (width * SCALE, height * SCALE), PAPER)
    scene(Canvas(large, ImageDraw.Draw(large), width, height))
    small = large.resize((width, height), Image.Resampling.LANCZOS)
    return small.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def main() -> int:
    """Draw every scene; fail when a file is too heavy for a page."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    heavy = []
    for name, (scene, height) in SCENES.items():
        path = FOLDER / name
        render(scene, height).save(path, optimize=True)
        if path.stat().st_size > LIMIT:
            heavy.append(f"{name}: {path.stat().st_size} bytes, over {LIMIT}; simplify the scene")
    sys.stderr.writelines(f"{line}\n" for line in heavy)
    return 1 if heavy else 0


if __name__ == "__main__":
    raise SystemExit(main())
