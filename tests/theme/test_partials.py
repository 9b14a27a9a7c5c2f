"""Parts of pages are kept under their values, never under others, and not for ever."""

from __future__ import annotations

import dataclasses
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from hutong.build.theming.partials import Partials
from hutong.views.records import LinkView
from tests.theme.parts import SCRIPTS, card_view, edition

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(0, 2),
    st.sampled_from(["", "0", "1", "a"]),
    st.sampled_from([Markup("a"), Markup("1")]),
    st.builds(LinkView, text=st.sampled_from("ab"), url=st.sampled_from("ab")),
    st.tuples(st.sampled_from("ab")),
    st.lists(st.integers(0, 1), max_size=1),
)


class Maker:
    """Renders a part as its values' types and texts, and counts."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, template: str, values: dict[str, Any]) -> str:
        self.count += 1
        return repr((template, [(name, type(one), one) for name, one in values.items()]))


@given(st.lists(st.tuples(st.sampled_from("xy"), VALUES), max_size=60))
def test_a_part_is_that_of_its_values(calls: list[tuple[str, Any]]) -> None:
    """However few parts are kept, each answer is what rendering would give."""
    maker = Maker()
    partials = Partials(maker, kept=3)
    for name, value in calls:
        assert partials.get("t", (name,), (value,)) == Maker()("t", {name: value})
        assert len(partials) <= 2 * 3


def test_equal_cards_share_a_part_and_editions_do_not() -> None:
    """Cards are records made again and again; an edition is one object."""
    maker = Maker()
    partials = Partials(maker, kept=100)
    one = card_view(SCRIPTS[0], 1)
    for card in (one, one, dataclasses.replace(one), dataclasses.replace(one)):
        partials.get("card.html", ("card",), (card,))
    assert maker.count == 1
    partials.get("card.html", ("card",), (dataclasses.replace(one, title="別題"),))
    assert maker.count == 2
    same = edition(SCRIPTS[0])
    for view in (same, same, edition(SCRIPTS[0])):
        partials.get("footer.html", ("edition",), (view,))
    assert maker.count == 4


def test_ids_are_not_mistaken() -> None:
    """Objects that come and go at the same place in memory do not answer for one another."""
    maker = Maker()
    partials = Partials(maker, kept=50)
    for number in range(500):
        link = LinkView(text=str(number), url="")
        assert str(number) in partials.get("t", ("link",), (link,))
        del link
    assert maker.count == 500


def test_what_is_asked_for_again_and_again_stays() -> None:
    """A part in use survives any number of others."""
    maker = Maker()
    partials = Partials(maker, kept=10)
    footer = LinkView(text="footer", url="")
    for number in range(200):
        partials.get("t", ("link",), (footer,))
        partials.get("t", ("number",), (number,))
    assert maker.count == 201
