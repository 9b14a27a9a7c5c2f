"""The open data as others judge it: frictionless, JSON Schema, pyld."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from frictionless import Package
from pyld import jsonld

from hutong.register import RecordKind
from tests.register.judging import OPTIONS, SCHEMA, keys_in, plain_keys
from tests.register.publishing import DATASETS, ROOT, demo, load, node_of, sample, written_files
from tests.register.reading import TAGS


@pytest.fixture(scope="module", params=list(DATASETS))
def data(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with all files of a dataset; tests leave it as it is."""
    return written_files(DATASETS[request.param](), tmp_path_factory.mktemp("exports"))


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """A folder with every field, for tests to damage."""
    return written_files(sample(), tmp_path)


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
    described = node_of(demo(), RecordKind.AGREEMENT, "nansha-hkicm-2023")
    (node,) = jsonld.expand(described, OPTIONS)
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
