"""The open data of any records at all, made from the field tables."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from typing import Any

import jsonschema
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld

from hutong.register import Record, RecordKind
from hutong.register.exports import files
from hutong.register.exports.tables import tables
from hutong.register.records import RECORDS
from hutong.register.table import Shape, Words, fields_of
from tests.register.judging import OPTIONS, SCHEMA, keys_in, plain_keys, wrong_with
from tests.register.publishing import VALUES, entry_of, node_of, sample
from tests.register.reading import TAGS

WORDS = (
    Words("樣本"),
    Words("樣本", {TAGS[0]: "樣本"}),
    Words("樣本", {TAGS[0]: "樣本", TAGS[1]: "样本", "en": "Sample", "pt": "Amostra"}),
)
DATES = ("2023", "2023-06~", "2023-06-16", "2023?", "2023%")


@st.composite
def groups(draw: st.DrawFn, /, cls: type, **more: Any) -> Any:
    """A record or group with some of its fields."""
    values: dict[str, Any] = {}
    for field in fields_of(cls):
        if not field.needed and not draw(st.booleans()):
            continue
        one: st.SearchStrategy[Any] = st.just(None if field.group else VALUES[field.shape](field))
        if field.group is not None:
            one = groups(field.group)
        elif field.shape is Shape.CHOICE:
            one = st.sampled_from(sorted(field.words))
        elif field.shape is Shape.WORDS:
            one = st.sampled_from(WORDS)
        elif field.shape is Shape.DATE:
            one = st.sampled_from(DATES)
        some = st.lists(one, min_size=1, max_size=2).map(tuple)
        values[field.name] = draw(some if field.many else one)
    return cls(**values, **more)


def any_record() -> st.SearchStrategy[Record]:
    """A record of any kind."""
    own: dict[str, Any] = {"id": "any", "path": "", "variant": TAGS[0], "origin": TAGS[0]}
    return st.sampled_from(RecordKind).flatmap(lambda kind: groups(RECORDS[kind], **own))


@given(any_record())
@settings(max_examples=60)
def test_whatever_a_record_says_can_be_published(record: Record) -> None:
    """Its JSON meets the schema, its rows the header, its node and entities their judges."""
    whole = sample()
    entry = entry_of(record)
    others = [one for one in whole.records[record.kind] if one.record.id.startswith("other-")]
    records = {**whole.records, record.kind: (entry, *others)}
    dataset = dataclasses.replace(whole, records=records)
    made = {path: make() for path, make in files(dataset)}
    schema = json.loads(made[f"data/schema/{record.kind}.schema.json"])
    jsonschema.Draft202012Validator(schema).validate(json.loads(made[f"data/{record.kind}.json"]))
    for table in tables():
        text = io.StringIO(made[f"data/{table.name}.csv"].decode(), newline="")
        assert len({len(line) for line in csv.reader(text)}) == 1
    for line in made["data/entities.ftm.json"].splitlines():
        assert wrong_with(json.loads(line)) == ""
    node = node_of(dataset, record.kind, record.id)
    keys = set(keys_in(jsonld.expand(node, OPTIONS)))
    said = {key for key in plain_keys(node) if not key.startswith("@")}
    assert {key.removeprefix(SCHEMA) for key in keys if key.startswith(SCHEMA)} == said
