"""Scenes of places: harbours, bridges, roads, islands, from the side or from above."""

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
    SEA,
    TEAL,
    Canvas,
    crane,
    curve,
    hills,
    pylon,
    towers,
    water,
)


def nansha_harbour(c: Canvas) -> None:
    """A river mouth: cranes on one side, towers on the other, a bridge between."""
    c.rect(0, 0, c.width, c.height, SAND)
    c.disc(880, 190, 92, GOLD)
    hills(c, 470, 150, 0.4, MIST)
    pylon(c, 600, 400, 230, 270, NAVY)
    c.line([(0, 402), (c.width, 402)], NAVY, 9)
    towers(c, 884, 470, [(62, 190), (50, 262), (74, 148), (58, 214)], [NAVY, SEA, CORAL])
    water(c, 470)
    c.rect(0, 452, 400, 40, INK)
    crane(c, 70, 452, 190, CORAL)
    crane(c, 226, 452, 150, BRICK)
    c.shape([(430, 560), (760, 560), (716, 610), (476, 610)], INK)
    for k, fill in enumerate([CORAL, GOLD, MIST, CORAL, TEAL]):
        c.rect(486 + k * 46, 528, 42, 32, fill)


def interchange(c: Canvas) -> None:
    """Two shores joined by roads on several levels, with loops between them."""
    c.rect(0, 0, c.width, c.height, SAND)
    channel = [*curve((470, 0), (410, 340), (500, 675)), *curve((720, 675), (800, 320), (700, 0))]
    c.shape(channel, TEAL)
    for k in range(6):
        c.line(curve((520, 70 + k * 108), (600, 60 + k * 108), (680, 74 + k * 108)), MIST, 3)
    roads = [
        (
            [*curve((-20, 90), (420, 90), (600, 337)), *curve((600, 337), (780, 585), (1220, 585))],
            SEA,
        ),
        (
            [*curve((-20, 585), (420, 585), (600, 337)), *curve((600, 337), (780, 90), (1220, 90))],
            GOLD,
        ),
        (curve((-20, 337), (600, 337), (1220, 337)), NAVY),
    ]
    for x in (300, 900):
        c.arc(x, 337, 132, (0, 360), PAPER, 42)
        c.arc(x, 337, 126, (0, 360), CORAL, 28)
    for road, fill in roads:
        c.line(road, PAPER, 54)
        c.line(road, fill, 40)
        c.line(road, PAPER, 2.5)
    for x in (300, 900):
        c.disc(x, 337, 40, PAPER)
        c.disc(x, 337, 28, INK)


def bay_map(c: Canvas) -> None:
    """Eleven cities as dots around a funnel-shaped estuary."""
    c.rect(0, 0, c.width, c.height, MIST)
    west, east = (
        curve((570, 130), (480, 420), (250, 675)),
        curve((620, 130), (700, 420), (1000, 675)),
    )
    c.shape([*west, *reversed(east)], SEA)
    for k in range(14, 48, 7):
        (x1, y1), (x2, y2) = west[k], east[k]
        inset = (x2 - x1) * 0.2
        c.line(curve((x1 + inset, y1), ((x1 + x2) / 2, y1 - 18), (x2 - inset, y2)), TEAL, 3)
    cities = [
        (560, 150), (440, 200), (250, 140), (700, 220), (930, 190), (430, 350),
        (270, 400), (330, 500), (800, 400), (270, 590), (950, 560),
    ]  # fmt: skip
    links = (
        (0, 1), (1, 2), (0, 3), (3, 4), (3, 8), (4, 8), (8, 10),
        (1, 5), (1, 6), (5, 7), (6, 7), (7, 9), (9, 10), (5, 8),
    )  # fmt: skip
    for a, b in links:
        middle = ((cities[a][0] + cities[b][0]) / 2, (cities[a][1] + cities[b][1]) / 2 - 40)
        c.line(
            curve(cities[a], middle, cities[b]), PAPER if b in (8, 10) and a in (5, 9) else NAVY, 4
        )
    for number, (x, y) in enumerate(cities):
        main = number in (0, 8, 9, 10)
        c.disc(x, y, 27 if main else 18, PAPER)
        c.disc(x, y, 20 if main else 12, CORAL if main else NAVY)


def containers(c: Canvas) -> None:
    """Stacked containers on a quay below a crane."""
    c.rect(0, 0, c.width, c.height, MIST)
    c.disc(250, 180, 74, PAPER)
    hills(c, 520, 120, 2.0, TEAL)
    c.rect(0, 520, c.width, 155, NAVY)
    fills = [CORAL, SEA, GOLD, BRICK, INK, PAPER]
    for column, height in enumerate([2, 3, 4, 3, 1, 2]):
        for row in range(height):
            x, y = 90 + column * 128, 450 - row * 74
            c.rect(x, y, 122, 70, fills[(column * 2 + row) % 6])
            for k in range(1, 6):
                c.line([(x + k * 20, y + 8), (x + k * 20, y + 62)], NAVY, 2)
    crane(c, 930, 520, 330, BRICK)
    c.rect(0, 520, c.width, 12, GOLD)


def long_bridge(c: Canvas) -> None:
    """A long sea bridge running to the horizon over three pylons."""
    c.rect(0, 0, c.width, c.height, SAND)
    c.disc(270, 210, 104, CORAL)
    hills(c, 410, 110, 1.2, MIST)
    hills(c, 410, 60, 3.4, TEAL)
    water(c, 410, NAVY, SEA)
    for x, h in ((240, 190), (600, 250), (960, 190)):
        pylon(c, x, 430, h, 168, PAPER)
    c.line(curve((-10, 440), (600, 418), (1210, 440)), PAPER, 12)
    for k in range(16):
        c.rect(30 + k * 76, 436, 8, 70, PAPER)
    c.shape([(1010, 506), (1200, 488), (1200, 540), (980, 540)], GOLD)


def bridge_and_tunnel(c: Canvas) -> None:
    """A crossing that dives from bridge into tunnel at an island."""
    c.rect(0, 0, c.width, c.height, PAPER)
    hills(c, 330, 150, 0.0, MIST)
    c.rect(0, 320, c.width, 355, SEA)
    c.rect(0, 430, c.width, 245, NAVY)
    c.shape([(0, 610), *curve((0, 610), (600, 540), (1200, 620)), (1200, 675), (0, 675)], INK)
    road = [
        (0, 290),
        *curve((560, 290), (700, 300), (780, 420)),
        *curve((780, 420), (900, 560), (1200, 560)),
    ]
    c.line(road, INK, 34)
    c.line(road, GOLD, 16)
    pylon(c, 190, 290, 200, 150, CORAL)
    pylon(c, 440, 290, 200, 120, CORAL)
    c.shape([(540, 320), (590, 296), (800, 296), (850, 320), (820, 350), (570, 350)], SAND)
    for k in range(7):
        c.disc(860 + k * 52, 486 + k * 9, 8, TEAL)


def harbour_skyline(c: Canvas) -> None:
    """A harbour skyline with a ferry, hills behind."""
    c.rect(0, 0, c.width, c.height, MIST)
    c.disc(960, 170, 80, PAPER)
    hills(c, 480, 250, 2.6, TEAL)
    sizes = [(70, 180), (52, 260), (84, 210), (48, 330), (66, 240), (90, 170), (46, 390), (70, 290)]
    towers(
        c,
        60,
        490,
        [*sizes, (84, 200), (56, 310), (80, 180), (50, 250), (66, 140)],
        [NAVY, SEA, INK, CORAL],
    )
    water(c, 490, NAVY, SEA)
    c.shape([(470, 580), (760, 580), (720, 622), (510, 622)], PAPER)
    c.rect(530, 546, 170, 34, CORAL)
    c.rect(590, 520, 30, 26, GOLD)


def river_parks(c: Canvas) -> None:
    """A bend of a river between two campuses, from above."""
    c.rect(0, 0, c.width, c.height, SAND)
    bank = [*curve((0, 330), (420, 120), (640, 340)), *curve((640, 340), (840, 540), (1200, 330))]
    c.shape([(0, c.height), *bank, (1200, c.height)], MIST)
    c.line(bank, SEA, 92)
    c.line(bank, TEAL, 6)
    for row in range(3):
        for k in range(7):
            x, y = 620 + k * 82, 40 + row * 76
            c.rect(x, y, 60, 50, (CORAL, GOLD, NAVY)[(k + row) % 3])
    for row in range(3):
        for k in range(7):
            x, y = 70 + k * 74, 450 + row * 74
            c.rect(x, y, 52, 46, (NAVY, SEA, BRICK)[(k * 2 + row) % 3])
    c.line([(640, 250), (640, 430)], PAPER, 26)
    c.line([(640, 250), (640, 430)], INK, 10)


def island_contours(c: Canvas) -> None:
    """An island drawn with contour lines, a bridge to the next shore."""
    c.rect(0, 0, c.width, c.height, SEA)
    for k, fill in enumerate([TEAL, MIST, SAND, GOLD, CORAL, BRICK]):
        shrink = 1 - k * 0.155
        points = []
        for step in range(120):
            angle = math.tau * step / 120
            wave = 1 + 0.13 * math.sin(3 * angle + 0.6) + 0.06 * math.sin(5 * angle + k * 0.35)
            points.append(
                (520 + k * 12 + 400 * shrink * wave * math.cos(angle),
                 360 - k * 10 + 262 * shrink * wave * math.sin(angle))
            )  # fmt: skip
        c.shape(points, fill)
    c.shape([(1080, 0), *curve((1080, 0), (1000, 330), (1120, 675)), (1200, 675), (1200, 0)], NAVY)
    for y in (250, 400):
        c.line([(840, y + 20), (1090, y)], INK, 16)
        c.line([(840, y + 20), (1090, y)], PAPER, 6)


def open_road(c: Canvas) -> None:
    """A road winding from a harbour city towards green hills, with small cars."""
    c.rect(0, 0, c.width, c.height, MIST)
    c.disc(930, 150, 70, GOLD)
    hills(c, 380, 190, 1.9, TEAL)
    hills(c, 460, 130, 0.2, SEA)
    c.shape([(0, 470), *curve((0, 470), (600, 400), (1200, 480)), (1200, 675), (0, 675)], SAND)
    road = [*curve((380, 700), (900, 610), (640, 510)), *curve((640, 510), (470, 450), (780, 424))]
    for k in range(len(road) - 1):
        width = 104 - 86 * k / (len(road) - 1)
        c.line([road[k], road[k + 1]], INK, width)
        c.disc(*road[k], width / 2, INK)
    for k in range(4, len(road) - 8, 8):
        c.line([road[k], road[k + 3]], PAPER, max(6 - k / 14, 1.5))
    for x, y, size, fill in ((640, 618, 62, CORAL), (668, 528, 38, PAPER), (586, 478, 22, GOLD)):
        c.rect(x - size / 2, y - size * 0.5, size, size * 0.42, fill)
        c.rect(x - size * 0.3, y - size * 0.8, size * 0.6, size * 0.34, NAVY)
