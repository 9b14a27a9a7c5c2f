"""The open data as FollowTheMoney judges it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from followthemoney import model

from hutong.register import RecordKind
from hutong.register.exports import Publication, money
from hutong.register.exports.linked import ORGANISATION_TYPES
from hutong.register.exports.money import ORGANISATION_SCHEMATA
from hutong.register.vocabulary import ORGANISATION_KINDS
from tests.register.judging import wrong_with
from tests.register.publishing import DATASETS, dataset_of_files, demo, load, written_files
from tests.register.reading import TAGS


@pytest.fixture(scope="module", params=list(DATASETS))
def data(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with all files of a dataset."""
    return written_files(DATASETS[request.param](), tmp_path_factory.mktemp("exports"))


def entities(folder: Path) -> list[dict[str, Any]]:
    """All entities."""
    text = (folder / "entities.ftm.json").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_followthemoney_takes_every_entity_whole(data: Path) -> None:
    """Schemata, required properties and types hold, and cleaning changes nothing."""
    assert [one for entity in entities(data) if (one := wrong_with(entity))] == []


def test_entities_are_found_by_what_names_them(data: Path) -> None:
    """Ids are distinct, and each reference leads to one of a schema that may stand there."""
    found = {one["id"]: one for one in entities(data)}
    assert len(found) == len(entities(data))
    for one in found.values():
        schema = model.get(one["schema"])
        assert schema is not None
        for name, values in one["properties"].items():
            range_ = schema.properties[name].range
            for value in values if range_ else ():
                target = model.get(found[value]["schema"])
                assert target is not None
                assert target.is_a(range_), (one, name)


def test_every_record_is_an_entity_with_its_source(data: Path) -> None:
    """And all entities say who publishes them and where."""
    found = {one["id"]: one for one in entities(data)}
    for kind in RecordKind:
        for one in load(data / f"{kind}.json")["records"]:
            entity = found[f"{kind}.{one['id']}"]
            assert set(TAGS) <= set(one.get("names") or one["title"])
            assert entity["properties"]["name"]
    for entity in found.values():
        assert entity["properties"]["publisher"]


@pytest.mark.parametrize(
    "damage",
    [
        {"schema": "Contractors"}, {"schema": "Person", "properties": {}},
        {"schema": "Person", "properties": {"name": ["樣"], "birthDate": ["2023~"]}},
        {"schema": "Person", "properties": {"name": ["樣"], "nickname": ["樣"]}},
        {"schema": "PublicBody", "properties": {"name": ["樣"], "jurisdiction": ["hong-kong"]}},
        {"schema": "UnknownLink", "properties": {"subject": ["a"]}},
    ],
)  # fmt: skip
def test_damaged_entities_are_not_taken(damage: dict[str, Any]) -> None:
    """Wrong schemata, missing, unknown and ill-formed properties are told."""
    assert wrong_with({"id": "sample", **damage})


def test_an_unapproved_name_is_a_weak_alias() -> None:
    """Investigators match by names; one that a machine made must not count."""
    text = "names: {zh-Hant-HK: 樣本局, en: Sample}\naliases: [樣局]\nregion: macao\n"
    dataset = dataset_of_files({"organisations/bureau.yaml": text})
    (one,) = money.entities(Publication(dataset))
    assert one["properties"]["name"] == ["樣本局"]
    assert one["properties"]["weakAlias"] == ["样本局"]
    assert one["properties"]["alias"] == ["Sample", "樣局"]
    assert one["properties"]["jurisdiction"] == ["mo"]


def test_who_signed_for_whom_is_a_representation(tmp_path: Path) -> None:
    """The first seed: a person, the party, the office held then in both scripts."""
    found = {one["id"]: one for one in entities(written_files(demo(), tmp_path))}
    one = found["agreements.nansha-hkicm-2023.signatory.meng-jiarong.for.hkicm"]
    assert one["schema"] == "Representation"
    assert one["properties"]["agent"] == ["people.meng-jiarong"]
    assert one["properties"]["client"] == ["organisations.hkicm"]
    assert one["properties"]["role"] == ["會長", "会长"]
    assert one["properties"]["date"] == ["2023-06-16"]


def test_maps_name_kinds_that_there_are() -> None:
    """A kind of organisation that was renamed would fall back unseen."""
    assert set(ORGANISATION_TYPES) <= set(ORGANISATION_KINDS)
    assert set(ORGANISATION_SCHEMATA) <= set(ORGANISATION_KINDS)
