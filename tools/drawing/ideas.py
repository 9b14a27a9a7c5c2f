"""Scenes of things without a place: markets, law, data, meetings, plans."""

from __future__ import annotations

import math

from drawing.canvas import (
    BRICK,
    CORAL,
    GOLD,
    INK,
    MIST,
    NAVY,
    PAPER,
    SAND,
    SCALE,
    SEA,
    TEAL,
    Canvas,
    curve,
)


def money_flows(c: Canvas) -> None:
    """Bars of two markets joined by flowing lines."""
    c.rect(0, 0, c.width, c.height, INK)
    for k, h in enumerate([120, 190, 150, 260, 220, 320]):
        c.rect(60 + k * 58, 600 - h, 42, h, SEA if k % 2 else TEAL)
    for k, h in enumerate([300, 240, 280, 180, 210, 130]):
        c.rect(800 + k * 58, 600 - h, 42, h, GOLD if k % 2 else CORAL)
    for k, fill in enumerate([MIST, GOLD, TEAL, CORAL]):
        c.line(curve((60, 330 - k * 52), (600, 560 - k * 190), (1140, 330 - k * 46)), fill, 7)
        x, y = curve((60, 330 - k * 52), (600, 560 - k * 190), (1140, 330 - k * 46))[24]
        c.disc(x, y, 17, fill)
    c.rect(0, 600, c.width, 75, NAVY)


def colonnade(c: Canvas) -> None:
    """Two colonnades facing each other over a shared floor."""
    c.rect(0, 0, c.width, c.height, SAND)
    c.rect(0, 520, c.width, 155, MIST)
    c.shape([(440, 675), (570, 520), (630, 520), (760, 675)], PAPER)
    for side, fill in ((-1, NAVY), (1, BRICK)):
        for k in range(5):
            w, x = 66 - k * 9, 600 + side * (540 - k * 104)
            top, foot = 130 + k * 42, 610 - k * 20
            c.rect(x - w / 2, top, w, foot - top, fill)
            c.rect(x - w * 0.75, top - 20, w * 1.5, 20, fill)
            c.rect(x - w * 0.75, foot, w * 1.5, 18, fill)
            c.rect(x - w * 0.18, top + 14, w * 0.1, foot - top - 28, MIST)
    c.disc(600, 330, 76, GOLD)
    c.disc(600, 330, 52, SAND)


def data_streams(c: Canvas) -> None:
    """Nodes on two sides exchanging streams through one gate."""
    c.rect(0, 0, c.width, c.height, NAVY)
    for k in range(7):
        y = 70 + k * 90
        c.line(curve((80, y), (430, y), (600, 337)), SEA, 5)
        c.line(curve((600, 337), (770, y), (1120, y)), TEAL, 5)
        c.disc(80, y, 22, GOLD if k % 2 else MIST)
        c.disc(1120, y, 22, CORAL if k % 3 else MIST)
        x, at = curve((80, y), (430, y), (600, 337))[20]
        c.disc(x, at, 9, PAPER)
        x, at = curve((600, 337), (770, y), (1120, y))[30]
        c.disc(x, at, 9, PAPER)
    c.disc(600, 337, 96, INK)
    c.arc(600, 337, 96, (0, 360), GOLD, 10)
    c.shape([(600, 285), (644, 305), (636, 362), (600, 396), (564, 362), (556, 305)], PAPER)


def stadium(c: Canvas) -> None:
    """Running lanes sweeping round three discs."""
    c.rect(0, 0, c.width, c.height, CORAL)
    for k in range(8):
        c.arc(600, 760, 640 - k * 62, (180, 360), PAPER if k % 2 else GOLD, 12)
    c.disc(600, 760, 190, TEAL)
    for x, y, fill in ((250, 130, NAVY), (600, 76, INK), (950, 130, BRICK)):
        c.disc(x, y, 52, PAPER)
        c.disc(x, y, 38, fill)


def capsules(c: Canvas) -> None:
    """Capsules and discs in a quiet grid."""
    c.rect(0, 0, c.width, c.height, PAPER)
    pairs = ((CORAL, SAND), (SEA, MIST), (GOLD, SAND), (NAVY, TEAL))
    for row in range(4):
        for k in range(6):
            x, y = 120 + k * 192, 105 + row * 155
            first, second = pairs[(row + k) % 4]
            if (row * 2 + k) % 3:
                c.line([(x - 48, y + 20), (x, y)], first, 54)
                c.line([(x, y), (x + 48, y - 20)], second, 54)
                c.disc(x - 48, y + 20, 27, first)
                c.disc(x + 48, y - 20, 27, second)
            else:
                c.disc(x, y, 46, first)
                c.rect(x - 46, y - 4, 92, 8, second)


def plan_sheets(c: Canvas) -> None:
    """Five overlapping sheets, each with its own plan of blocks and lines."""
    c.rect(0, 0, c.width, c.height, NAVY)
    for k, fill in enumerate([TEAL, MIST, SAND, GOLD, PAPER]):
        x, y = 110 + k * 148, 120 + k * 74
        c.rect(x + 14, y + 14, 390, 400, INK)
        c.rect(x, y, 390, 400, fill)
        c.rect(x + 34, y + 36, 120, 14, NAVY)
        for line in range(3):
            c.rect(x + 34, y + 70 + line * 26, 250 - line * 44, 8, SEA)
        c.shape(
            [
                (x + 40, y + 360),
                (x + 130, y + 220),
                (x + 230, y + 300),
                (x + 340, y + 190),
                (x + 350, y + 360),
            ],
            CORAL,
        )
        c.disc(x + 320, y + 90, 30, BRICK)


def meeting_table(c: Canvas) -> None:
    """An oval table from above, seats in three colours around it."""
    c.rect(0, 0, c.width, c.height, MIST)
    for step in range(18):
        angle = math.tau * step / 18
        fill = (NAVY, CORAL, GOLD)[step // 6]
        c.disc(600 + 470 * math.cos(angle), 450 + 330 * math.sin(angle), 44, fill)
    c.draw.ellipse((210 * SCALE, 190 * SCALE, 990 * SCALE, 710 * SCALE), fill=SAND)
    c.draw.ellipse((330 * SCALE, 280 * SCALE, 870 * SCALE, 620 * SCALE), fill=SEA)
    c.line(curve((390, 470), (600, 320), (810, 440)), MIST, 8)
    c.line(curve((400, 510), (600, 600), (800, 480)), TEAL, 8)
    for step in range(18):
        angle = math.tau * step / 18
        x, y = 600 + 330 * math.cos(angle), 450 + 218 * math.sin(angle)
        c.rect(x - 17, y - 12, 34, 24, PAPER)
