"""Which organisations are parties to agreements with each other, as a graph and as a picture of it.

How to draw a :class:`Network`: an SVG with ``viewBox="0 0 width height"`` and just that width and
height in pixels, in a box that scrolls sideways: it is up to some 1,200 px wide, which a phone is
not, and nobody could read it smaller. First the lines in a quiet colour at about half opacity, 1 px
wide and a third more for each agreement beyond the first, up to 5 px. Then the circles, filled,
with an edge of 1.5 px in the colour of the page. Then the labels: 13 px, ``text-anchor: middle`` at
``x``, the baseline of the first line at ``label_y``, of the next 16 px lower, with ``paint-order:
stroke`` and a stroke of 3 px in the colour of the page, so that lines seem to go behind. A link
around each circle and its label leads to the organisation.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import isqrt
from typing import Final

import networkx as nx  # type: ignore[import-untyped]  # it has no types of its own
import numpy as np
from numpy.typing import NDArray

from hutong.register.labels import LINE_HEIGHT, break_label, label_width
from hutong.register.placing import Box, Point, fit, shelve, spread

WIDEST: Final = 1180
MOST: Final = 300
_MARGIN: Final = 8
_GAP: Final = 6
"""Between boxes; half of it belongs to each."""
_AIR: Final = 1.8
_MORE_AIR: Final = 40.0
"""A small picture has more air: so much, divided by the number of its nodes."""
_BASELINE: Final = 12
"""How far below the top of a line of text its baseline lies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How well connected an organisation is: with how many others, in how many agreements."""

    id: str
    partners: int
    agreements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An organisation on the picture. ``label`` has one line or two, the first at ``label_y``."""

    id: str
    x: int
    y: int
    radius: int
    agreements: int
    partners: int
    label: tuple[str, ...]
    label_y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Two organisations that are parties to one agreement, or to ``weight`` of them."""

    a: str
    b: str
    x1: int
    y1: int
    x2: int
    y2: int
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The picture: everything in whole pixels. ``left_out`` organisations are not on it."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    width: int
    height: int
    components: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Connections:
    """Who is connected with whom.

    ``standings`` are of all organisations that are connected at all, the best connected first;
    ``weights`` says for two of them, the lesser id first, how many agreements they share.
    """

    standings: tuple[Standing, ...]
    weights: Mapping[tuple[str, str], int]


def connect(parties: Iterable[tuple[str, Iterable[str]]]) -> Connections:
    """Join the parties of each agreement, from its id and theirs."""
    weights: Counter[tuple[str, str]] = Counter()
    agreements: Counter[str] = Counter()
    partners: dict[str, set[str]] = defaultdict(set)
    for _, some in parties:
        ids = sorted(set(some))
        agreements.update(ids)
        weights.update(combinations(ids, 2))
    for one, other in weights:
        partners[one].add(other)
        partners[other].add(one)
    standings = (
        Standing(id=id_, partners=len(others), agreements=agreements[id_])
        for id_, others in partners.items()
    )
    best = sorted(standings, key=lambda one: (-one.partners, -one.agreements, one.id))
    return Connections(tuple(best), dict(sorted(weights.items())))


def draw(connections: Connections, names: Mapping[str, str], *, most: int = MOST) -> Network:
    """Draw the ``most`` best connected organisations, under their (short) names, or else ids.

    Some of those may only be connected with others that are not on the picture; they are left out,
    too. The largest component comes first, the others in rows below it.
    """
    graph = _graph(connections, most)
    groups = sorted(nx.connected_components(graph), key=lambda one: (-len(one), min(one)))
    standings = {one.id: one for one in connections.standings}
    parts = [_part(graph.subgraph(group).copy(), standings, names) for group in groups]
    corners, (width, height) = shelve([part.size for part in parts], widest=WIDEST, gap=3 * _MARGIN)
    nodes = sorted(
        (
            _moved(node, x + _MARGIN, y + _MARGIN)
            for part, (x, y) in zip(parts, corners, strict=True)
            for node in part.nodes
        ),
        key=lambda node: node.id,
    )
    return Network(
        nodes=tuple(nodes),
        lines=_lines(nodes, connections),
        width=width + 2 * _MARGIN,
        height=height + 2 * _MARGIN,
        components=len(parts),
        left_out=len(standings) - len(nodes),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    nodes: tuple[Node, ...]
    size: Point


def _graph(connections: Connections, most: int) -> nx.Graph[str]:
    shown = {one.id for one in connections.standings[:most]}
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from(pair for pair in connections.weights if shown.issuperset(pair))
    return graph


def _part(
    graph: nx.Graph[str], standings: Mapping[str, Standing], names: Mapping[str, str]
) -> _Part:
    """One component, by itself."""
    ids = sorted(graph)
    rough = spread(_steps(graph, ids))
    labels = [break_label(names.get(id_) or id_) for id_ in ids]
    radii = [radius_of(standings[id_].agreements) for id_ in ids]
    above = _labels_above(graph, ids, rough)
    boxes = [_box(*one) for one in zip(labels, radii, above, strict=True)]
    places, size = fit(rough, boxes, widest=WIDEST, air=_AIR + min(_MORE_AIR / len(ids), 2.5))
    nodes = (
        Node(
            id=id_,
            x=x,
            y=y,
            radius=radius,
            agreements=standings[id_].agreements,
            partners=standings[id_].partners,
            label=label,
            label_y=y + _label_top(label, radius, high) + _BASELINE,
        )
        for id_, (x, y), radius, label, high in zip(ids, places, radii, labels, above, strict=True)
    )
    return _Part(tuple(nodes), size)


def _steps(graph: nx.Graph[str], ids: Sequence[str]) -> NDArray[np.int64]:
    """How many steps it is from each node to each other; sums of noughts and ones are exact."""
    linked = nx.to_numpy_array(graph, nodelist=ids, weight=None, dtype=np.float32)
    steps = np.where(linked > 0, 1, -1)
    np.fill_diagonal(steps, 0)
    number = 1
    while (steps < 0).any():
        number += 1
        reached = (steps >= 0).astype(np.float32) @ linked > 0
        steps[reached & (steps < 0)] = number
    return steps.astype(np.int64)


def _labels_above(graph: nx.Graph[str], ids: Sequence[str], rough: Sequence[Point]) -> list[bool]:
    """Whether a label is better above its node, since most lines go down from there."""
    heights = {id_: y for id_, (_, y) in zip(ids, rough, strict=True)}
    return [sum(heights[one] - heights[id_] for one in graph[id_]) > 0 for id_ in ids]


def radius_of(agreements: int) -> int:
    """The radius of a circle whose area grows with the number of agreements."""
    return min(4 + isqrt(4 * agreements), 16)


def _label_top(label: Sequence[str], radius: int, above: bool) -> int:  # noqa: FBT001
    """Where the label begins, counted from the middle of its node."""
    return -radius - 3 - LINE_HEIGHT * len(label) if above else radius + 2


def _box(label: Sequence[str], radius: int, above: bool) -> Box:  # noqa: FBT001
    half = max(max(map(label_width, label)) // 2 + 1, radius) + _GAP // 2
    near, far = radius + _GAP // 2, radius + 3 + LINE_HEIGHT * len(label) + _GAP // 2
    return Box(half, half, far if above else near, near if above else far)


def _moved(node: Node, x: int, y: int) -> Node:
    return replace(node, x=node.x + x, y=node.y + y, label_y=node.label_y + y)


def _lines(nodes: Iterable[Node], connections: Connections) -> tuple[Line, ...]:
    at = {node.id: (node.x, node.y) for node in nodes}
    return tuple(
        Line(a=a, b=b, x1=at[a][0], y1=at[a][1], x2=at[b][0], y2=at[b][1], weight=weight)
        for (a, b), weight in connections.weights.items()
        if a in at and b in at
    )
