"""The open data: what is in its files, in every script, and how records are told apart."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.register import RecordKind
from hutong.register.exports import Dataset, Publication, files, names
from hutong.register.exports import publication as publication_module
from hutong.register.exports import schemas as schemas_module
from hutong.register.exports import tables as tables_module
from hutong.register.exports.publication import FIXED, Json
from hutong.register.exports.schemas import export_schema
from hutong.register.exports.tables import columns_of, tables
from hutong.register.records import RECORDS, Agreement, Policy, Wording
from hutong.register.table import Words, fields_of, plain, record, words
from tests.register.publishing import (
    ROOT,
    bare,
    by_id,
    dataset_of,
    dataset_of_files,
    demo,
    entry_of,
    node_of,
    sample,
)
from tests.register.reading import FILES, TAGS, agreement_of, part_of

KINDS = tuple(RecordKind)


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """The files of the demo."""
    return {path: make() for path, make in files(demo())}


def rows(data: bytes) -> list[dict[str, str]]:
    """A CSV file."""
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def listed(made: dict[str, bytes], kind: str) -> list[Json]:
    """The records of a JSON file."""
    found: list[Json] = json.loads(made[f"data/{kind}.json"])["records"]
    return found


def test_names_are_those_of_the_files() -> None:
    """Who plans a build knows the paths before there is any data."""
    assert names() == tuple(path for path, _ in files(sample()))
    assert len(set(names())) == len(names())


@pytest.mark.parametrize("dataset", [sample(), dataset_of(), dataset_of_files(FILES)])
def test_every_file_ends_its_last_line(dataset: Dataset) -> None:
    """Whatever is in it, even nothing."""
    for path, make in files(dataset):
        data = make()
        assert data.endswith(b"\n") or (not data and path.endswith(".ftm.json")), path
        assert not data.startswith("\ufeff".encode()), path
        assert b"\\u" not in data, path
        data.decode()


def test_the_same_data_give_the_same_bytes() -> None:
    """Two builds of one commit are identical, in whatever order files are made."""
    once = dict(files(sample()))
    again = dict(files(sample()))
    backwards = {path: again[path]() for path in reversed(names())}
    assert {path: make() for path, make in once.items()} == backwards


def test_each_json_file_says_what_may_be_done_with_it(made: dict[str, bytes]) -> None:
    """Licence, publisher, commit and the schema are in every one."""
    for kind in RecordKind:
        data = json.loads(made[f"data/{kind}.json"])
        assert data["licence"]["name"] == "CC-BY-4.0"
        assert data["commit"] == "0123abc"
        assert data["publisher"] == "樣本出版者"
        assert data["updated"] == "2026-11-22"
        assert data["schema"] == f"{ROOT}data/schema/{kind}.schema.json"


def test_a_converted_name_is_marked(made: dict[str, bytes]) -> None:
    """In its record, and wherever another names it; a name that was given is approved."""
    bureau = "names: {zh-Hant-HK: 樣本局, en: Sample}\nkind: government\n"
    society = "names: 樣本會\nkind: association\nparent: bureau\n"
    data = dataset_of_files({"organisations/bureau.yaml": bureau, "organisations/c.yaml": society})
    publication = Publication(data)
    first, second = publication.records[RecordKind.ORGANISATION]
    assert first["approved"] == [TAGS[0]]
    assert first["names"] == {TAGS[0]: "樣本局", TAGS[1]: "样本局", "en": "Sample"}
    assert second["approved"] == [TAGS[0]]
    assert second["parent"] == {key: first[key] for key in ("id", "uri", "names", "approved")}
    found = {path: make() for path, make in files(data)}
    row = rows(found["data/organisations.csv"])[0]
    assert (row[f"approved_{TAGS[0]}"], row[f"approved_{TAGS[1]}"]) == ("true", "false")
    assert "approved" not in by_id(listed(made, "agreements"), "nansha-hkicm-2023")


def test_what_an_editor_gave_is_not_converted() -> None:
    """A title that is another one in the other script stays as it was given."""
    text = FILES["policies/policy.md"].replace(
        "title: 樣本方案", "title: {zh-Hant-HK: 樣本方案, zh-Hans-CN: 另一样本}"
    )
    publication = Publication(dataset_of_files({**FILES, "policies/policy.md": text}))
    (one,) = publication.records[RecordKind.POLICY]
    assert one["title"] == {TAGS[0]: "樣本方案", TAGS[1]: "另一样本"}


def test_tables_say_the_same(made: dict[str, bytes]) -> None:
    """Rows of child tables lead back to their record and on to what they name."""
    organisations = {row["id"]: row for row in rows(made["data/organisations.csv"])}
    (signed,) = [
        row
        for row in rows(made["data/agreements-signatories.csv"])
        if row["agreement_id"] == "nansha-hkicm-2023" and row["for"] == "hkicm"
    ]
    assert organisations[signed["for"]][f"names_{TAGS[1]}"] == "香港营造师学会"
    assert signed[f"title_{TAGS[0]}"] == "會長"
    owners = rows(made["data/agreements-commitments-owner.csv"])
    promises = {
        (row["agreement_id"], row["position"]): row
        for row in rows(made["data/agreements-commitments.csv"])
    }
    for row in owners:
        assert (row["agreement_id"], row["commitments_position"]) in promises
        assert row["organisation"] in organisations
    subjects = {row["id"] for row in rows(made["data/subjects.csv"])}
    assert {row["subject"] for row in rows(made["data/agreements-subjects.csv"])} <= subjects


def test_tables_and_json_hold_every_word() -> None:
    """Nothing that a record says in any language is missing from either."""
    made = {path: make().decode() for path, make in files(sample())}
    for kind in RecordKind:
        one = by_id(json.loads(made[f"data/{kind}.json"])["records"], "full")
        empty = [key for key, value in one.items() if value in (None, [], {}, "")]
        assert not empty
    text = "".join(data for path, data in made.items() if path.endswith(".csv"))
    for value in ('"sample, ""words"""', "amostra", "样本词", "007", "2023-06~"):
        assert value in text
    assert f"{ROOT}files/sample.pdf" in text


def test_columns_are_distinct_and_stand_for_their_cells() -> None:
    """Every row has as many cells as the header, under names of their own."""
    made = {path: make() for path, make in files(sample())}
    languages = (*TAGS, "en", "pt")
    for table in tables():
        header = [one.name for one in columns_of(table, TAGS, languages)]
        assert len(set(header)) == len(header), table.name
        lines = list(csv.reader(io.StringIO(made[f"data/{table.name}.csv"].decode(), newline="")))
        assert lines[0] == header
        assert {len(line) for line in lines} == {len(header)}
        assert len(lines) > 1, f"nothing in {table.name}"


def test_no_field_has_a_key_of_the_data() -> None:
    """A field called ``uri`` would hide what identifies its record."""
    for cls in RECORDS.values():
        assert not {field.key for field in fields_of(cls)} & set(FIXED)


def test_a_new_field_is_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line in the field table brings it into JSON, CSV and schema."""

    @record
    class Extended(Agreement):
        motto: Any = words("Motto", "a sample")
        docket: str = plain("Docket", "a sample")

    changed = {**RECORDS, RecordKind.AGREEMENT: Extended}
    for module in (publication_module, tables_module, schemas_module):
        monkeypatch.setattr(module, "RECORDS", changed)
    one = bare(Extended, id="one", path="agreements/one.md", variant=TAGS[0], origin=TAGS[0])
    one = dataclasses.replace(one, docket="樣本 7")
    made = {path: make() for path, make in files(dataset_of(entry_of(one)))}
    assert json.loads(made["data/agreements.json"])["records"][0]["docket"] == "樣本 7"
    assert rows(made["data/agreements.csv"])[0]["docket"] == "樣本 7"
    assert f"motto_{TAGS[0]}" in rows(made["data/agreements.csv"])[0]
    properties = export_schema(RecordKind.AGREEMENT, TAGS, ROOT)["$defs"]["record"]["properties"]
    assert {"motto", "docket"} <= set(properties)


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1).filter(
        lambda text: any(map(str.isalnum, text))
    )
)
def test_any_text_comes_through(text: str) -> None:
    """Quotes, line ends and signs beyond the basic plane come out as they went in."""
    dataset = dataset_of_files(FILES)
    (entry,) = dataset.records[RecordKind.POLICY]
    record = entry.record
    assert isinstance(record, Policy)
    titled = dataclasses.replace(record, title=Words(text))
    changed = dataclasses.replace(entry, forms=dict.fromkeys(TAGS, titled))
    dataset = dataclasses.replace(
        dataset, records={**dataset.records, RecordKind.POLICY: (changed,)}
    )
    made = dict(files(dataset))
    (found,) = json.loads(made["data/policies.json"]())["records"]
    assert found["title"] == dict.fromkeys(TAGS, text)
    (row,) = rows(made["data/policies.csv"]())
    assert row[f"title_{TAGS[0]}"] == text


def test_a_text_of_which_only_the_script_is_known_is_chinese() -> None:
    """A script alone is no language; a language needs none."""
    texts = (
        part_of(Wording, script="hant", url="https://example.org/a"),
        part_of(Wording, language="pt", url="https://example.org/b"),
        part_of(Wording, url="https://example.org/c"),
    )
    dataset = dataset_of(entry_of(agreement_of("one", texts=texts)))
    found = node_of(dataset, RecordKind.AGREEMENT, "one")["encoding"]
    assert [one.get("inLanguage") for one in found] == ["zh-Hant", "pt", None]
