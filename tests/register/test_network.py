"""The picture of the network: right, readable, and the same on every machine."""

from __future__ import annotations

import time
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hutong.register.labels import break_label, label_width
from hutong.register.network import WIDEST, Network, Node, Standing, connect, draw
from hutong.register.placing import shelve

PARTIES = (
    ("one", ("bureau", "society")),
    ("two", ("society", "bureau", "school")),
    ("three", ("far", "away")),
    ("four", ("alone",)),
    ("five", ("school", "school")),
)
NAMES = {"bureau": "樣本市人力資源和社會保障局", "society": "樣本學會", "school": "樣本大學"}


def _many(count: int, agreements: int) -> list[tuple[str, tuple[str, ...]]]:
    """Sample agreements with a few organisations that are in many of them."""
    random = Random(7)  # noqa: S311  # sample data
    ids = [f"sample-{number:04}" for number in range(count)]

    def some() -> tuple[str, ...]:
        often = ids[min(int(random.paretovariate(0.6)), count) - 1]
        return (often, *random.sample(ids, random.randint(1, 4)))

    return [(f"agreement-{number}", some()) for number in range(agreements)]


def _boxes(node: Node) -> list[tuple[int, int, int, int]]:
    """The circle of a node and its label: left, top, right, bottom."""
    half = max(map(label_width, node.label)) // 2
    top = node.label_y - 12
    return [
        (
            node.x - node.radius, node.y - node.radius,
            node.x + node.radius, node.y + node.radius,
        ),
        (node.x - half, top, node.x + half, top + 16 * len(node.label)),
    ]  # fmt: skip


def _check_readable(network: Network) -> None:
    """Nothing covers anything else, and all is on the picture."""
    boxes = [(node.id, box) for node in network.nodes for box in _boxes(node)]
    for _, (left, top, right, bottom) in boxes:
        assert left >= 0
        assert top >= 0
        assert right <= network.width
        assert bottom <= network.height
    for (one, a), (other, b) in combinations(boxes, 2):
        clear = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert clear, (one, other)


def test_parties_of_one_agreement_are_connected() -> None:
    """Each pair once, with the number of agreements they share; who is alone is not there."""
    found = connect(PARTIES)
    assert found.weights == {
        ("away", "far"): 1, ("bureau", "school"): 1, ("bureau", "society"): 2,
        ("school", "society"): 1,
    }  # fmt: skip
    assert found.standings == (
        Standing(id="bureau", partners=2, agreements=2),
        Standing(id="school", partners=2, agreements=2),
        Standing(id="society", partners=2, agreements=2),
        Standing(id="away", partners=1, agreements=1),
        Standing(id="far", partners=1, agreements=1),
    )


def test_the_picture_shows_all_of_it() -> None:
    """Lines end in the middle of circles; names stand for ids; components are counted."""
    network = draw(connect(PARTIES), NAMES)
    at = {node.id: (node.x, node.y) for node in network.nodes}
    assert list(at) == ["away", "bureau", "far", "school", "society"]
    assert [(line.a, line.b, line.weight) for line in network.lines] == [
        ("away", "far", 1), ("bureau", "school", 1), ("bureau", "society", 2),
        ("school", "society", 1),
    ]  # fmt: skip
    for line in network.lines:
        assert ((line.x1, line.y1), (line.x2, line.y2)) == (at[line.a], at[line.b])
    labels = {node.id: node.label for node in network.nodes}
    assert labels["bureau"] == ("樣本市人力資源", "和社會保障局")
    assert labels["far"] == ("far",)
    assert (network.components, network.left_out) == (2, 0)
    _check_readable(network)


def test_nobody_gives_an_empty_picture() -> None:
    """A register without agreements is none that breaks."""
    network = draw(connect([]), {})
    assert (network.nodes, network.lines, network.components) == ((), (), 0)


def test_places_are_those_of_every_machine() -> None:
    """A layout once looked at; another machine or library that moves a pixel fails here."""
    network = draw(connect(_many(12, 9)), {})
    places = [(node.id[-2:], node.x, node.y) for node in network.nodes]
    assert places == [
        ("00", 203, 162), ("01", 75, 293), ("03", 48, 199), ("04", 347, 256),
        ("05", 90, 36), ("06", 380, 137), ("09", 198, 292), ("10", 300, 37),
    ]  # fmt: skip


@settings(deadline=None, max_examples=40)
@given(
    groups=st.lists(st.lists(st.sampled_from("abcdefghijklmnop"), max_size=6), max_size=14),
    order=st.randoms(use_true_random=False),
)
def test_every_small_network_is_readable(groups: list[list[str]], order: Random) -> None:
    """Whatever its shape; and the order of files or of parties does not show."""
    parties = [(f"a{number}", tuple(some)) for number, some in enumerate(groups)]
    shuffled = [(id_, tuple(order.sample(some, len(some)))) for id_, some in parties]
    order.shuffle(shuffled)
    names = {id_: f"樣本機構{id_}" * (ord(id_) % 4 + 1) for id_ in "abcdefghijklmnop"}
    network = draw(connect(parties), names)
    assert draw(connect(shuffled), names) == network
    _check_readable(network)


def test_a_large_network_is_capped_and_readable() -> None:
    """Three thousand organisations: the best connected are shown, quickly, in one column."""
    parties = _many(3_000, 1_000)
    names = {f"sample-{number:04}": f"樣本灣區專業服務聯盟{number}" for number in range(3_000)}
    started = time.perf_counter()
    found = connect(parties)
    network = draw(found, names)
    took = time.perf_counter() - started
    shown = {node.id for node in network.nodes}
    assert shown <= {one.id for one in found.standings[:300]}
    assert len(shown) > 250
    assert network.left_out == len(found.standings) - len(shown)
    assert network.width <= WIDEST + 100
    assert took < 2.5, "the time meant is half a second; slow machines have five times that"
    _check_readable(network)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("樣本學會", ("樣本學會",)),
        ("樣本機構樣本機構樣本", ("樣本機構樣本機構樣本",)),
        ("廣東省樣本市人力資源局", ("廣東省樣本市", "人力資源局")),
        ("Sample Institute of Builders", ("Sample Institute", "of Builders")),
        ("樣" * 30, ("樣" * 10, "樣" * 9 + "…")),
    ],
)
def test_long_labels_have_two_lines(text: str, label: tuple[str, ...]) -> None:
    """Broken near the middle, rather after a place or body than in a word."""
    assert break_label(text) == label


@given(text=st.text("樣本省局 abc", min_size=1, max_size=60))
def test_no_label_is_too_wide(text: str) -> None:
    """At most ten Han characters wide, and two lines."""
    label = break_label(text)
    assert 1 <= len(label) <= 2
    assert max(map(label_width, label)) <= 133


def test_shelves_are_filled_from_the_left() -> None:
    """What has no room begins the next row, below the highest of the row before."""
    corners, size = shelve([(60, 10), (30, 20), (50, 5)], widest=100, gap=5)
    assert corners == ((0, 0), (65, 0), (0, 25))
    assert size == (95, 30)
