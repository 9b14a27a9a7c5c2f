"""The open data as others judge it: frictionless, JSON Schema, pyld, FollowTheMoney."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from followthemoney import model
from followthemoney.exc import InvalidData
from frictionless import Package
from pyld import jsonld  # type: ignore[import-untyped]

from hutong.register import RecordKind
from hutong.register.exports import Dataset, Publication, describe, money
from hutong.register.exports.linked import ORGANISATION_TYPES
from hutong.register.exports.money import ORGANISATION_SCHEMATA
from hutong.register.vocabulary import ORGANISATION_KINDS
from tests.register.publishing import (
    ROOT,
    dataset_of,
    dataset_of_files,
    demo,
    sample,
    written_files,
)
from tests.register.reading import FILES, TAGS

SCHEMA = "https://schema.org/"
DATASETS: dict[str, Callable[[], Dataset]] = {
    "demo": demo,
    "every field": sample,
    "a few": lambda: dataset_of_files(FILES),
    "nothing": dataset_of,
}


@pytest.fixture(scope="module", params=list(DATASETS))
def data(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with all files of a dataset; tests leave it as it is."""
    return written_files(DATASETS[request.param](), tmp_path_factory.mktemp("exports"))


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """A folder with every field, for tests to damage."""
    return written_files(sample(), tmp_path)


def load(path: Path) -> Any:
    """A JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


# the data package


def faults(folder: Path) -> set[str]:
    """What frictionless finds wrong, by its types of errors."""
    report = Package(str(folder / "datapackage.json")).validate()
    return {kind for (kind,) in report.flatten(["type"])}


def test_the_data_package_is_valid(data: Path) -> None:
    """Types, patterns, vocabularies, keys, sizes and hashes of all tables."""
    assert faults(data) == set()


def test_the_data_package_describes_every_table(data: Path) -> None:
    """With its licence, keys and the commit."""
    package = load(data / "datapackage.json")
    assert {one["path"] for one in package["resources"]} == {one.name for one in data.glob("*.csv")}
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["commit"] == "0123abc"
    for one in package["resources"]:
        assert one["schema"]["primaryKey"]
        assert all(field["description"] for field in one["schema"]["fields"])


@pytest.mark.parametrize(
    ("table", "old", "new", "fault"),
    [
        ("agreements", "agreement,announced", "nonsense,announced", "constraint-error"),
        ("agreements", "2023-06~", "16.6.2023", "constraint-error"),
        ("organisations", "true", "perhaps", "type-error"),
        ("agreements-parties", "other-organisations", "nobody", "foreign-key"),
        ("agreements-texts", "full,1,", "full,2,", "primary-key"),
        ("policies", "full,", "filled,", "foreign-key"),
        ("places", "sample", "simple", "hash-count"),
        ("people-roles", "position", "place", "incorrect-label"),
        ("agreements", ",", ";", "hash-count"),
    ],
)
def test_a_damaged_table_is_not(full: Path, table: str, old: str, new: str, fault: str) -> None:
    """Frictionless tells what is wrong, so that its silence above means something."""
    path = full / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert fault in faults(full)


# the JSON Schemas


@pytest.mark.parametrize("kind", RecordKind)
def test_the_json_meets_its_schema(data: Path, kind: RecordKind) -> None:
    """The schema that lies beside it, which is one itself."""
    schema = load(data / f"schema/{kind}.schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(load(data / f"{kind}.json"))


def damages(one: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A record with each of its keys taken out, or made what no field is."""
    for key in one:
        yield {name: value for name, value in one.items() if name != key}
        yield {**one, key: 7}
    yield {**one, "extra": ""}


@pytest.mark.parametrize("kind", RecordKind)
def test_damaged_json_does_not(full: Path, kind: RecordKind) -> None:
    """A key more, a key less, or a number for a value."""
    schema = load(full / f"schema/{kind}.schema.json")
    validator = jsonschema.Draft202012Validator(schema)
    document = load(full / f"{kind}.json")
    for damaged in damages(document["records"][0]):
        assert not validator.is_valid({**document, "records": [damaged]})
    for damaged in damages(document):
        assert not validator.is_valid(damaged)


def test_words_in_one_script_do_not_meet_the_schema(full: Path) -> None:
    """Every edition has its form."""
    document = load(full / "agreements.json")
    schema = load(full / "schema/agreements.schema.json")
    changed = copy.deepcopy(document)
    del changed["records"][0]["title"][TAGS[1]]
    assert not jsonschema.Draft202012Validator(schema).is_valid(changed)


# JSON-LD


def refuse(url: str, _: object) -> None:
    """A loader of contexts that loads none."""
    raise AssertionError(f"somebody wants {url}")


OPTIONS = {"documentLoader": refuse}


def keys_in(value: Any) -> Iterator[str]:
    """Every key of an expanded document."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_in(inner)


def plain_keys(value: Any) -> set[str]:
    """The keys of a document as it is written, without its context."""
    inner = {key: one for key, one in value.items() if key != "@context"}
    return set(keys_in(inner))


@pytest.mark.parametrize("kind", RecordKind)
def test_json_ld_expands_without_the_network(data: Path, kind: RecordKind) -> None:
    """All keys become words of schema.org, and none gets lost."""
    document = load(data / f"{kind}.jsonld")
    expanded = jsonld.expand(document, OPTIONS)
    keywords = {"@id", "@type", "@value", "@language", "@graph"}
    found = set(keys_in(expanded)) - keywords
    assert all(key.startswith(SCHEMA) for key in found)
    assert {key.removeprefix(SCHEMA) for key in found} == plain_keys(document) - keywords
    nodes = {one["@id"] for one in expanded}
    records = load(data / f"{kind}.json")["records"]
    assert nodes == {one["uri"] for one in records} | {f"{ROOT}data/{kind}.jsonld"}


@pytest.mark.parametrize("kind", RecordKind)
def test_json_ld_comes_back_from_its_other_forms(data: Path, kind: RecordKind) -> None:
    """Compacted, flattened and as RDF, with its languages and dates."""
    document = load(data / f"{kind}.jsonld")
    compact = jsonld.compact(document, document["@context"], OPTIONS)
    assert jsonld.expand(compact, OPTIONS) == jsonld.expand(document, OPTIONS)
    flat = jsonld.flatten(document, None, OPTIONS)
    quads = jsonld.to_rdf(document, {**OPTIONS, "format": "application/n-quads"})
    for one in load(data / f"{kind}.json")["records"]:
        assert any(node.get("@id") == one["uri"] for node in flat)
        assert f"<{one['uri']}> <{SCHEMA}name>" in quads


def test_names_have_their_languages_in_json_ld(full: Path) -> None:
    """Both scripts, English and others; dates that are only about are EDTF."""
    quads = jsonld.to_rdf(
        load(full / "people.jsonld"), {**OPTIONS, "format": "application/n-quads"}
    )
    for said in ('"樣本詞"@zh-hant', '"样本词"@zh-hans', '"amostra"@pt'):
        assert said.lower() in quads.lower()
    assert '"2023-06~"^^<http://id.loc.gov/datatypes/edtf>' in quads


def test_an_agreement_is_legislation_with_its_signing() -> None:
    """Date, force, parties, commitments and event of the first seed."""
    dataset = demo()
    (entry,) = [
        one for one in dataset.records[RecordKind.AGREEMENT] if one.record.id == "nansha-hkicm-2023"
    ]
    (node,) = jsonld.expand(describe(entry, Publication(dataset)), OPTIONS)
    assert node["@type"] == [f"{SCHEMA}Legislation"]
    assert node[f"{SCHEMA}legislationDate"] == [{"@type": f"{SCHEMA}Date", "@value": "2023-06-16"}]
    passed = {one["@id"] for one in node[f"{SCHEMA}legislationPassedBy"]}
    assert passed == {f"{ROOT}id/organisations/{id_}" for id_ in ("nansha-talent-bureau", "hkicm")}
    events = [one for one in node[f"{SCHEMA}subjectOf"] if one["@type"] == [f"{SCHEMA}Event"]]
    assert events[0][f"{SCHEMA}performer"]
    assert len(node[f"{SCHEMA}isBasedOn"]) >= 4


def test_a_context_from_elsewhere_would_be_noticed(full: Path) -> None:
    """The loader above refuses."""
    document = load(full / "people.jsonld")
    document["@context"] = "https://schema.org/"
    with pytest.raises(Exception, match=r"somebody wants|loading remote context"):
        jsonld.expand(document, OPTIONS)


# FollowTheMoney


def entities(folder: Path) -> list[dict[str, Any]]:
    """All entities."""
    text = (folder / "entities.ftm.json").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def wrong_with(entity: dict[str, Any]) -> str:
    """What FollowTheMoney says of one entity, or would not keep of it."""
    schema = model.get(entity["schema"])
    if schema is None:
        return "no schema"
    try:
        schema.validate(entity)  # type: ignore[arg-type]  # from JSON
    except InvalidData as error:
        return f"{error}: {error.errors}"
    missing = [name for name in schema.required if not entity["properties"].get(name)]
    if missing:
        return f"no {missing}"
    kept = model.get_proxy(entity, cleaned=False).to_dict()["properties"]
    lost = {
        name: sorted(set(values) ^ set(kept.get(name, ())))
        for name, values in entity["properties"].items()
        if set(values) != set(kept.get(name, ()))
    }
    return f"lost {lost}" if lost else ""


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
    assert one["properties"]["role"] == ["會長", "会长"]
    assert one["properties"]["date"] == ["2023-06-16"]


def test_maps_name_kinds_that_there_are() -> None:
    """A kind of organisation that was renamed would fall back unseen."""
    assert set(ORGANISATION_TYPES) <= set(ORGANISATION_KINDS)
    assert set(ORGANISATION_SCHEMATA) <= set(ORGANISATION_KINDS)
