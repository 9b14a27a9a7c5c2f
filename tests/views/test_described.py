"""What pages of records tell machines says the same as the open data does."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pyld import jsonld

from hutong.register import RecordKind
from hutong.views.register.described import record_ld
from tests.register.judging import OPTIONS, SCHEMA, keys_in, plain_keys
from tests.register.publishing import dataset_of_files, node_of
from tests.register.reading import AGREEMENT, FILES, POLICY
from tests.views.shelves import shelved

DATES = (
    "legislationDate", "legislationDateOfApplicability", "datePublished",
)  # fmt: skip
SIGNED = "status: signed\nsigned: 2023-06-16"
RECORDS = {
    **FILES,
    "agreements/announced.md": AGREEMENT.replace(SIGNED, "status: announced\nannounced: 2023-03"),
    "agreements/both.md": AGREEMENT.replace(SIGNED, f"{SIGNED}\nannounced: 2023-06-20"),
    "policies/dated.md": POLICY.replace("issuers", "published: 2019\nin_force: 2018\nissuers"),
}


def described(kind: RecordKind, id_: str) -> dict[str, Any]:
    """What the page of a record says."""
    edition, _ = shelved(RECORDS)[0]
    found: dict[str, Any] = json.loads(record_ld(edition, edition.sheet(kind, id_)))
    return found


@pytest.mark.parametrize("path", RECORDS)
def test_a_page_says_of_its_record_what_the_data_says(path: str) -> None:
    """The same type and dates, in words that schema.org has."""
    folder, name = path.split("/")
    kind, id_ = RecordKind(folder), name.partition(".")[0]
    page, data = described(kind, id_), node_of(dataset_of_files(RECORDS), kind, id_)
    assert page["@type"] == data["@type"]
    assert {key: page.get(key) for key in DATES} == {key: data.get(key) for key in DATES}
    page["@context"] = {"@vocab": SCHEMA}
    known = {key.removeprefix(SCHEMA) for key in keys_in(jsonld.expand(page, OPTIONS))}
    assert {key for key in plain_keys(page) if not key.startswith("@")} <= known


def test_what_was_only_announced_has_no_date_of_signing() -> None:
    """It was published, which is another thing."""
    page = described(RecordKind.AGREEMENT, "announced")
    assert "legislationDate" not in page
    assert page["datePublished"] == "2023-03"
