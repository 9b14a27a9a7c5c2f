"""Places for the nodes of a picture, in whole pixels: near what they hang together with, apart.

Nodes are first spread so that distances on the picture follow the steps between them in the graph
(stress majorisation: Gansner, Koren and North, "Graph drawing by stress majorization", 2004; the
idea of Kamada and Kawai). Then boxes with their labels are pushed apart until none covers another,
and components are put on shelves.

Each step gives the same pixels on every machine. Single operations on floats are the same
everywhere (IEEE 754), only the order of sums is not; so sums are of whole numbers. networkx has
layouts of its own, but those sum floats, and the one like this needs scipy.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

import numpy as np
from numpy.typing import NDArray

Point = tuple[int, int]
_Floats = NDArray[np.float64]
_STEP: Final = 1000
"""How far apart neighbours are while nodes are spread."""
_FRACTION: Final = 1024
"""What parts of that are summed as whole numbers."""
_ROUNDS: Final = 60
_PUSHES: Final = 60
_SEED: Final = 1
_MANY: Final = 30
"""From so many nodes on, a few that lie far off must not squeeze the others together."""


@dataclass(frozen=True, slots=True)
class Box:
    """What a node and its label cover, counted from the middle of the node."""

    left: int
    right: int
    up: int
    down: int

    @property
    def area(self) -> int:
        """How many pixels it covers."""
        return (self.left + self.right) * (self.up + self.down)


def spread(steps: NDArray[np.int64]) -> tuple[Point, ...]:
    """Rough places, from the number of steps between any two nodes of one component."""
    count = len(steps)
    if count == 1:
        return ((0, 0),)
    places = _first_places(steps)
    wanted = steps.astype(np.float64) * _STEP
    np.fill_diagonal(wanted, 1)
    weights = 1 / (wanted * wanted)
    np.fill_diagonal(weights, 0)
    weights = np.rint(weights * (2.0 * _STEP * _STEP * _FRACTION))
    for _ in range(_ROUNDS):
        places = _better(places, wanted, weights)
    return tuple((int(x), int(y)) for x, y in np.rint(places).T)


def _first_places(steps: NDArray[np.int64]) -> _Floats:
    """Two pairs of nodes that are far from each other are the axes; a little chance parts twins."""
    one = int(np.argmax(steps.max(axis=1)))
    two = int(np.argmax(steps[one]))
    three = int(np.argmax(np.minimum(steps[one], steps[two])))
    four = int(np.argmax(steps[three] - np.abs(steps[one] - steps[two])))
    axes = np.stack([steps[one] - steps[two], steps[three] - steps[four]], axis=1)
    random = Random(_SEED)  # noqa: S311  # a layout is no secret
    chance = [[random.randrange(_STEP), random.randrange(_STEP)] for _ in steps]
    return (axes.astype(np.float64) * _STEP + np.array(chance, dtype=np.float64)).T


def _better(places: _Floats, wanted: _Floats, weights: _Floats) -> _Floats:
    """Every node where the others would have it, each by its distance.

    Floats hold whole numbers up to 2⁵³ exactly, which these sums never come near.
    """
    apart = [row[:, None] - row[None, :] for row in places]
    distances = np.sqrt(apart[0] * apart[0] + apart[1] * apart[1])
    pushes = weights * wanted / np.maximum(distances, 1.0)
    totals = weights.sum(axis=1)
    pulls = [
        np.rint(weights * row + pushes * steps).sum(axis=1) / totals
        for row, steps in zip(places, apart, strict=True)
    ]
    return np.array(pulls)


def fit(
    places: Sequence[Point], boxes: Sequence[Box], *, widest: int, air: float
) -> tuple[tuple[Point, ...], Point]:
    """Places without overlaps, and the width and height of all; it is hardly wider than ``widest``.

    ``air`` is how many times the area of the boxes the picture has before they are pushed apart.
    """
    room = sum(box.area for box in boxes) * air
    width = min(widest, round(float(np.sqrt(room * 1.6))))
    height = round(room / max(width, 1))
    inner = max(width - max(box.left for box in boxes) - max(box.right for box in boxes), 0)
    xs = _scaled([x for x, _ in places], inner)
    ys = _scaled([y for _, y in places], height)
    if len(places) == 2:
        ys = [0, 0]
    _push_apart(xs, ys, boxes, inner)
    _let_fall(xs, ys, boxes)
    left = min(x - box.left for x, box in zip(xs, boxes, strict=True))
    top = min(y - box.up for y, box in zip(ys, boxes, strict=True))
    moved = tuple((x - left, y - top) for x, y in zip(xs, ys, strict=True))
    right = max(x + box.right for (x, _), box in zip(moved, boxes, strict=True))
    bottom = max(y + box.down for (_, y), box in zip(moved, boxes, strict=True))
    return moved, (right, bottom)


def _scaled(values: Sequence[int], length: int) -> list[int]:
    """The values from nought to ``length``; of many, half by rank, so that none is far off."""
    low, high = min(values), max(values)
    even = [(value - low) * length // max(high - low, 1) for value in values]
    if len(values) < _MANY:
        return even
    order = sorted(range(len(values)), key=lambda one: (values[one], one))
    ranks = {one: rank for rank, one in enumerate(order)}
    last = len(values) - 1
    return [(place + ranks[one] * length // last) // 2 for one, place in enumerate(even)]


def _push_apart(xs: list[int], ys: list[int], boxes: Sequence[Box], inner: int) -> None:
    """Move boxes that overlap away from each other, the short way; to the sides only so far."""
    for _ in range(_PUSHES):
        pairs = _overlapping(xs, ys, boxes)
        if not pairs:
            return
        for one, other in pairs:
            across, along = _overlap(one, other, xs, ys, boxes)
            if across <= 0 or along <= 0:
                continue
            if across < along * 2:
                back, on = (one, other) if xs[one] <= xs[other] else (other, one)
                xs[back] = max(xs[back] - (across + 1) // 2, 0)
                xs[on] = min(xs[on] + (across + 1) // 2, inner)
            else:
                back, on = (one, other) if ys[one] <= ys[other] else (other, one)
                ys[back] -= (along + 1) // 2
                ys[on] += (along + 1) // 2


def _overlap(
    one: int, other: int, xs: Sequence[int], ys: Sequence[int], boxes: Sequence[Box]
) -> Point:
    """By how much one box covers another, across and along."""
    a, b = boxes[one], boxes[other]
    across = min(xs[one] + a.right, xs[other] + b.right) - max(xs[one] - a.left, xs[other] - b.left)
    along = min(ys[one] + a.down, ys[other] + b.down) - max(ys[one] - a.up, ys[other] - b.up)
    return across, along


def _overlapping(xs: Sequence[int], ys: Sequence[int], boxes: Sequence[Box]) -> list[Point]:
    x, y = np.array(xs), np.array(ys)
    left = x - np.array([box.left for box in boxes])
    right = x + np.array([box.right for box in boxes])
    top = y - np.array([box.up for box in boxes])
    bottom = y + np.array([box.down for box in boxes])
    across = np.minimum(right[:, None], right) > np.maximum(left[:, None], left)
    along = np.minimum(bottom[:, None], bottom) > np.maximum(top[:, None], top)
    return [(int(i), int(j)) for i, j in np.argwhere(np.triu(across & along, 1))]


def _let_fall(xs: Sequence[int], ys: list[int], boxes: Sequence[Box]) -> None:
    """Move down what still lies on something, from the top on, so that nothing does."""
    if not _overlapping(xs, ys, boxes):
        return
    order = sorted(range(len(boxes)), key=lambda one: (ys[one] - boxes[one].up, xs[one], one))
    for number, one in enumerate(order):
        hit = True
        while hit:
            hit = False
            for other in order[:number]:
                across, along = _overlap(one, other, xs, ys, boxes)
                if across > 0 and along > 0:
                    ys[one] = ys[other] + boxes[other].down + boxes[one].up
                    hit = True


def shelve(sizes: Iterable[Point], *, widest: int, gap: int) -> tuple[tuple[Point, ...], Point]:
    """Left upper corners for things of these sizes, in rows from the left, and the size of all."""
    corners: list[Point] = []
    x = y = row = right = 0
    for width, height in sizes:
        if x and x + width > widest:
            x, y, row = 0, y + row + gap, 0
        corners.append((x, y))
        right = max(right, x + width)
        x, row = x + width + gap, max(row, height)
    return tuple(corners), (right, y + row)
