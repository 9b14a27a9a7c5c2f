"""The facets of the register's table: what they hold, how they narrow it, and how little it is."""

from __future__ import annotations

import gzip
import json
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from hutong.register.facets import FACETS, counts, encode, matches
from hutong.register.records import Agreement, Party
from tests.register.reading import agreement_of, part_of


def _agreement(number: int, parties: list[str], **values: object) -> Agreement:
    some = tuple(part_of(Party, organisation=one) for one in parties)
    return agreement_of(f"agreement-{number}", parties=some, **values)


RECORDS = (
    _agreement(
        1, ["bureau", "society"], type="memorandum", status="signed", signed="2023-06-16",
        announced="2022~", place="nansha", subjects=("talent", "rules"),
    ),
    _agreement(2, ["bureau"], type="framework", status="signed", in_force="2024", place="nansha"),
    _agreement(3, []),
)  # fmt: skip


def test_rows_number_the_values() -> None:
    """In the order of the vocabulary, of years from new to old, else of ids."""
    data = encode(RECORDS)
    assert tuple(facet.name for facet in data.facets) == FACETS
    assert {facet.name: facet.values for facet in data.facets} == {
        "type": ("framework", "memorandum"),
        "status": ("signed",),
        "year": ("2024", "2023"),
        "place": ("nansha",),
        "subject": ("rules", "talent"),
        "party": ("bureau", "society"),
    }
    assert data.rows == (
        ((1,), (0,), (1,), (0,), (0, 1), (0, 1)),
        ((0,), (0,), (0,), (0,), (), (0,)),
        ((), (), (), (), (), ()),
    )


def test_values_of_a_facet_add_up_and_facets_narrow() -> None:
    """A facet's own choice does not change its counts; another's does."""
    data = encode(RECORDS)
    assert matches(data, {}) == (0, 1, 2)
    assert matches(data, {"type": {0, 1}, "party": set()}) == (0, 1)
    assert matches(data, {"type": {0, 1}, "party": {1}}) == (0,)
    found = counts(data, {"type": {0}})
    assert found["type"] == (1, 1)
    assert found["party"] == (1, 0)
    assert found["year"] == (1, 0)


_FEW = st.lists(st.sampled_from("abcd"), max_size=3, unique=True)
_AGREEMENTS = st.lists(
    st.builds(
        lambda type_, place, subjects, parties: _agreement(
            0, parties, type=type_, place=place, subjects=tuple(subjects)
        ),
        st.sampled_from(("", "memorandum", "framework")), st.sampled_from(("", "a", "b")),
        _FEW, _FEW,
    ),
    max_size=12,
)  # fmt: skip
_CHOICES = st.dictionaries(
    st.sampled_from(("type", "place", "subject", "party")),
    st.sets(st.sampled_from(("memorandum", "framework", "a", "b", "c", "d")), max_size=3),
)


def _values(agreement: Agreement, facet: str) -> set[str]:
    """The values themselves, by the plainest way."""
    plain = {
        "type": {agreement.type},
        "place": {agreement.place},
        "subject": set(agreement.subjects),
        "party": {one.organisation for one in agreement.parties},
    }
    return plain[facet] - {""}


@given(agreements=_AGREEMENTS, wanted=_CHOICES)
def test_numbers_find_what_values_would(
    agreements: list[Agreement], wanted: dict[str, set[str]]
) -> None:
    """Rows and counts are those of a computation that knows no numbers."""
    data = encode(agreements)
    values = {facet.name: facet.values for facet in data.facets}
    known = {name: some & set(values[name]) for name, some in wanted.items()}
    choice = {name: {values[name].index(one) for one in some} for name, some in known.items()}

    def fits(agreement: Agreement, but: str = "") -> bool:
        return all(
            not some or name == but or _values(agreement, name) & some
            for name, some in known.items()
        )

    assert matches(data, choice) == tuple(
        number for number, one in enumerate(agreements) if fits(one)
    )
    found = counts(data, choice)
    for name in ("type", "place", "subject", "party"):
        assert found[name] == tuple(
            sum(fits(one, name) and value in _values(one, name) for one in agreements)
            for value in values[name]
        )


def test_a_large_register_stays_small() -> None:
    """A thousand agreements of three thousand organisations are under 60 KB as they are sent."""
    random = Random(3)  # noqa: S311  # sample data
    ids = [f"sample-{random.choice(('bureau', 'society'))}-{one:04}" for one in range(3_000)]
    subjects = [f"subject-{one}" for one in range(40)]
    agreements = [
        _agreement(
            number,
            [ids[number * 3 % 3000 + at] for at in range(3)] + random.sample(ids, 2),
            type=random.choice(("framework", "memorandum", "alliance")),
            status="signed",
            signed=f"{random.randint(2003, 2026)}",
            place=f"place-{random.randint(1, 30)}",
            subjects=tuple(random.sample(subjects, 3)),
        )
        for number in range(1_000)
    ]
    data = encode(agreements)
    assert len(data.facets[-1].values) == 3_000
    text = json.dumps(data.as_json(), separators=(",", ":"))
    assert len(gzip.compress(text.encode(), 9)) < 60_000
