"""The network of parties: a drawing, and the same as a table."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from hutong.register import RecordKind
from hutong.register.labels import LINE_HEIGHT, break_label, label_width
from hutong.views.edition import Edition
from hutong.views.plans import NetworkPage
from hutong.views.records import (
    EdgeView,
    EditionView,
    EntryView,
    LinkView,
    NetworkView,
    NodeView,
    PartnerView,
    TextLineView,
)
from hutong.views.register.frame import REGISTER, framed

if TYPE_CHECKING:
    from hutong.register.network import Connections, Network, Node

_WIDEST_LINE: Final = 5.0
_Parties = tuple[tuple[str, tuple[str, ...]], ...]


def network_view(edition: Edition, shared: EditionView, plan: NetworkPage) -> NetworkView:
    """Who agreed with whom."""
    frame = framed(edition, (edition.words("Network of parties"), f"{REGISTER}network/"))
    connections = _connected(plan.agreements)
    links = {one.id: _link(edition, one.id) for one in connections.standings}
    drawable = [one.id for one in connections.standings[:DRAWN]]
    names = {key: _short(edition, key) or links[key].text for key in drawable}
    drawn = _drawn(plan.agreements, _shaped(names))
    return NetworkView(
        edition=shared,
        head=frame.head,
        switch=frame.switch,
        crumbs=frame.crumbs,
        title=frame.title,
        width=drawn.width,
        height=drawn.height,
        left_out=drawn.left_out,
        edges=_edges(drawn),
        nodes=tuple([_node(one, links[one.id], names[one.id]) for one in drawn.nodes]),
        rows=_rows(connections, links),
    )


DRAWN: Final = 300
"""Organisations that the picture shows at most."""


@functools.lru_cache(2)
def _connected(agreements: _Parties) -> Connections:
    from hutong.register.network import connect  # brings networkx

    return connect(agreements)


@dataclass(frozen=True, slots=True)
class _Names:
    """Names by id, equal to others whose lines are as wide: those give the same drawing."""

    widths: tuple[tuple[int, ...], ...]
    names: Mapping[str, str] = field(compare=False)


def _shaped(names: Mapping[str, str]) -> _Names:
    labels = [break_label(name) for name in names.values()]
    return _Names(tuple([tuple(map(label_width, label)) for label in labels]), names)


@functools.lru_cache(2)
def _drawn(agreements: _Parties, names: _Names) -> Network:
    """The drawing, once for all editions in which names are as wide; its labels are of one."""
    from hutong.register.network import draw  # as above

    return draw(_connected(agreements), names.names, most=DRAWN)


def _link(edition: Edition, key: str) -> LinkView:
    found = edition.record(RecordKind.ORGANISATION, key)
    if found is None:
        return LinkView(text=key, url="")
    return LinkView(text=found.name, url=edition.url(found.path) if found.path else "")


def _short(edition: Edition, key: str) -> str:
    """The usual short name of an organisation, if it has one."""
    sheet = edition.sheet(RecordKind.ORGANISATION, key)
    short = getattr(sheet, "short", None)
    return short.text if short else ""


def _edges(drawn: Network) -> tuple[EdgeView, ...]:
    return tuple(
        [
            EdgeView(
                x1=one.x1,
                y1=one.y1,
                x2=one.x2,
                y2=one.y2,
                width=f"{min(1 + (one.weight - 1) / 3, _WIDEST_LINE):.2f}",
            )
            for one in drawn.lines
        ]
    )


def _node(node: Node, link: LinkView, name: str) -> NodeView:
    return NodeView(
        link=link,
        x=node.x,
        y=node.y,
        r=node.radius,
        count=node.agreements,
        lines=tuple(
            [
                TextLineView(text=text, y=node.label_y + LINE_HEIGHT * number)
                for number, text in enumerate(break_label(name))
            ]
        ),
    )


def _rows(connections: Connections, links: Mapping[str, LinkView]) -> tuple[PartnerView, ...]:
    """Every organisation with its partners, those of most agreements first."""
    partners: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for (one, other), weight in connections.weights.items():
        partners[one].append((-weight, other))
        partners[other].append((-weight, one))
    return tuple(
        [
            PartnerView(
                link=links[one.id],
                count=one.agreements,
                partners=tuple(
                    [
                        EntryView(link=links[other], count=-weight)
                        for weight, other in sorted(partners[one.id])
                    ]
                ),
            )
            for one in connections.standings
        ]
    )
