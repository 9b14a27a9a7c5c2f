"""What came before an agreement and what after it, also where the records go round in circles."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hutong.register.lineage import INVERSE, INVERSE_WORDS, Tie, make_lineage
from hutong.register.records import Agreement, Related
from hutong.register.vocabulary import LINEAGE, RELATIONS
from tests.register.reading import agreement_of, part_of


def _agreement(id_: str, *related: tuple[str, str], signed: str = "") -> Agreement:
    ties = tuple(part_of(Related, id=to, relation=relation) for relation, to in related)
    return agreement_of(id_, related=ties, signed=signed)


MANY = (
    _agreement("second", ("amends", "first"), ("mentions", "aside"), signed="2019"),
    _agreement("first", signed="2003-06-29"),
    _agreement("third", ("renews", "second"), ("amends", "first"), signed="2024"),
    _agreement("adds", ("supplements", "first"), signed="2015"),
    _agreement("aside", ("implements", "first"), signed="2010"),
    _agreement("lost", ("amends", "nowhere"), ("mentions", "lost")),
)


def test_relations_go_both_ways() -> None:
    """What others say of an agreement comes after what it says itself, under the other name."""
    lineage = make_lineage(MANY)
    assert lineage.of("second") == (
        Tie("first", "amends"), Tie("aside", "mentions"), Tie("third", "renewed-by"),
    )  # fmt: skip
    assert lineage.of("first") == (
        Tie("second", "amended-by"), Tie("third", "amended-by"), Tie("aside", "implemented-by"),
        Tie("adds", "supplemented-by"),
    )  # fmt: skip
    assert lineage.of("lost") == ()


def test_every_relation_has_an_inverse_with_words() -> None:
    """A relation more needs its inverse and the words for it."""
    assert set(INVERSE) == set(RELATIONS)
    assert set(INVERSE.values()) == set(INVERSE_WORDS)


def test_the_chain_is_from_old_to_new() -> None:
    """Only amending, renewing and supplementing lead on; the same agreement comes once."""
    lineage = make_lineage(MANY)
    assert lineage.chain("third").before == ("first", "second")
    assert lineage.chain("first").after == ("adds", "second", "third")
    assert lineage.chain("aside") == lineage.chain("nowhere")


def test_what_is_amended_comes_first_whatever_its_date() -> None:
    """A date that is missing or wrong does not turn the chain round."""
    records = (
        _agreement("a", ("amends", "b"), signed="2001"),
        _agreement("b", ("amends", "c")),
        _agreement("c", signed="2020"),
    )
    assert make_lineage(records).chain("a").before == ("c", "b")
    assert make_lineage(records).chain("c").after == ("b", "a")


def test_a_circle_ends() -> None:
    """Each of its members once on both sides, the oldest first."""
    records = (
        _agreement("a", ("amends", "b"), signed="2003"),
        _agreement("b", ("amends", "c"), signed="2002"),
        _agreement("c", ("amends", "a"), signed="2001"),
    )
    chain = make_lineage(records).chain("a")
    assert set(chain.before) == set(chain.after) == {"b", "c"}


def test_what_builds_on_a_circle_stays_after_what_it_builds_on() -> None:
    """A circle spoils the order of its own members only, whatever is older."""
    records = (
        _agreement("a", ("amends", "b"), signed="2001"),
        _agreement("b", ("amends", "c"), signed="2002"),
        _agreement("c", ("amends", "d"), signed="2003"),
        _agreement("d", ("amends", "c"), signed="2004"),
    )
    assert make_lineage(records).chain("a").before == ("c", "b", "d")


_IDS = "abcdef"


@given(
    ties=st.lists(
        st.tuples(st.sampled_from(_IDS), st.sampled_from(sorted(RELATIONS)), st.sampled_from(_IDS)),
        max_size=12,
    ),
)
def test_chains_agree_with_the_relations(ties: list[tuple[str, str, str]]) -> None:
    """Before and after mirror each other, hold what can be reached, and need no order of files."""
    records = [
        _agreement(id_, *((relation, to) for of, relation, to in ties if of == id_)) for id_ in _IDS
    ]
    lineage = make_lineage(records)
    again = make_lineage(records[::-1])
    direct = {(of, to) for of, relation, to in ties if relation in LINEAGE and of != to}
    reached = set(direct)
    for middle in _IDS:
        reached |= {(a, b) for a in _IDS for b in _IDS if {(a, middle), (middle, b)} <= reached}
    for id_ in _IDS:
        chain = lineage.chain(id_)
        assert chain == again.chain(id_)
        assert sorted(chain.before) == sorted({b for a, b in reached if a == id_} - {id_})
        assert sorted(chain.after) == sorted({a for a, b in reached if b == id_} - {id_})
        places = {one: number for number, one in enumerate(chain.before)}
        for of, to in direct:
            if of in places and to in places and (to, of) not in reached:
                assert places[to] < places[of]
