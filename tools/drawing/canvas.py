"""The canvas, the palette and the motifs that several scenes share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageDraw

SCALE: Final = 2

INK, NAVY, SEA, TEAL = "#102b3f", "#1d4961", "#2f7d86", "#6fb0ab"
MIST, SAND, PAPER = "#cfe3dd", "#f1e6d2", "#faf5ea"
CORAL, GOLD, BRICK = "#d8694e", "#e2ab50", "#a8483a"

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Canvas:
    """A drawing surface measured in final pixels, whatever the scale it is drawn at."""

    image: Image.Image
    draw: ImageDraw.ImageDraw
    width: int
    height: int

    def rect(self, x: float, y: float, w: float, h: float, fill: str) -> None:
        """Fill an upright rectangle."""
        box = (x * SCALE, y * SCALE, (x + w) * SCALE - 1, (y + h) * SCALE - 1)
        self.draw.rectangle(box, fill=fill)

    def disc(self, x: float, y: float, r: float, fill: str) -> None:
        """Fill a circle around a point."""
        box = ((x - r) * SCALE, (y - r) * SCALE, (x + r) * SCALE, (y + r) * SCALE)
        self.draw.ellipse(box, fill=fill)

    def shape(self, points: Sequence[Point], fill: str) -> None:
        """Fill a polygon."""
        self.draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def line(self, points: Sequence[Point], fill: str, width: float) -> None:
        """Stroke a path with round joints."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.draw.line(scaled, fill=fill, width=round(width * SCALE), joint="curve")

    def arc(self, x: float, y: float, r: float, angles: Point, fill: str, width: float) -> None:
        """Stroke part of a circle; angles in degrees, clockwise from three o'clock."""
        box = ((x - r) * SCALE, (y - r) * SCALE, (x + r) * SCALE, (y + r) * SCALE)
        self.draw.arc(box, angles[0], angles[1], fill=fill, width=round(width * SCALE))


def curve(start: Point, bend: Point, end: Point, steps: int = 48) -> list[Point]:
    """Points of a quadratic curve from ``start`` to ``end``, drawn towards ``bend``."""
    points = []
    for step in range(steps + 1):
        t = step / steps
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        points.append(
            (a * start[0] + b * bend[0] + c * end[0], a * start[1] + b * bend[1] + c * end[1])
        )
    return points


def hills(c: Canvas, base: float, height: float, phase: float, fill: str) -> None:
    """Fill soft hills from the base line down to the lower edge of the picture."""
    line = [
        (x, base - height * (0.55 + 0.3 * math.sin(x / 170 + phase) + 0.15 * math.sin(x / 61)))
        for x in range(0, c.width + 9, 8)
    ]
    c.shape([(0, c.height), *line, (c.width, c.height)], fill)


def water(c: Canvas, top: float, fill: str = SEA, crest: str = TEAL) -> None:
    """Fill water to the lower edge with a few quiet crests."""
    c.rect(0, top, c.width, c.height - top, fill)
    for row in range(4):
        y = top + 34 + row * (c.height - top - 40) / 4
        for k in range(5):
            x = (row * 137 + k * 271) % c.width - 40
            c.line([(x, y), (x + 70 + 26 * row, y)], crest, 3)


def towers(c: Canvas, x: float, base: float, sizes: Sequence[Point], fills: Sequence[str]) -> None:
    """Draw a row of towers: each (width, height), colours in turn, some windows."""
    for number, (w, h) in enumerate(sizes):
        c.rect(x, base - h, w, h, fills[number % len(fills)])
        for k in range(int(h // 46)):
            c.rect(x + w * 0.22, base - h + 18 + k * 46, w * 0.56, 6, MIST)
        x += w + 8


def crane(c: Canvas, x: float, base: float, h: float, fill: str) -> None:
    """Draw a quay crane with its boom over the water."""
    c.line([(x, base), (x + 22, base - h)], fill, 8)
    c.line([(x + 74, base), (x + 52, base - h)], fill, 8)
    c.line([(x - 40, base - h + 6), (x + 190, base - h + 6)], fill, 10)
    c.line([(x + 37, base - h - 64), (x + 176, base - h + 4)], fill, 4)
    c.line([(x + 37, base - h - 64), (x - 36, base - h + 4)], fill, 4)
    c.line([(x + 37, base - h), (x + 37, base - h - 66)], fill, 8)
    c.line([(x + 130, base - h), (x + 130, base - h + 92)], fill, 3)


def pylon(c: Canvas, x: float, deck: float, h: float, span: float, fill: str) -> None:
    """Draw one pylon of a cable-stayed bridge with its fan of stays."""
    for k in range(1, 8):
        reach = span * k / 7
        top = deck - h + 14 * (8 - k)
        c.line([(x - reach, deck), (x, top), (x + reach, deck)], fill, 2.2)
    c.shape([(x - 9, deck + 90), (x - 5, deck - h), (x + 5, deck - h), (x + 9, deck + 90)], fill)
