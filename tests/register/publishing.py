"""Datasets for tests: from records as editors write them, and with every field filled."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from hutong.human import human_texts, with_human_texts
from hutong.register import Record, RecordKind, Register, brief_of, make_register
from hutong.register.exports import Article, Dataset, Edition, Entry, Licence, files
from hutong.register.exports.publication import Json, term_table
from hutong.register.records import RECORDS
from hutong.register.table import Field, Shape, Words, fields_of
from hutong.variants import convert_text, fold
from tests.conftest import REPOSITORY
from tests.register.reading import FILES, TAGS, parse

ROOT: Final = "https://example.org/"
EDITIONS: Final = (
    Edition(tag=TAGS[0], hreflang="zh-Hant", name="樣本網", url=f"{ROOT}zh-hant/"),
    Edition(tag=TAGS[1], hreflang="zh-Hans", name="样本网", url=f"{ROOT}zh-hans/"),
)
LICENCE: Final = Licence(
    name="CC-BY-4.0",
    title={TAGS[0]: "署名 4.0 國際", TAGS[1]: "署名 4.0 国际"},
    url="https://creativecommons.org/licenses/by/4.0/",
)
ARTICLE: Final = Article(
    id="news/sample",
    titles={TAGS[0]: "樣本新聞", TAGS[1]: "样本新闻"},
    urls={one.tag: f"{one.url}news/sample/" for one in EDITIONS},
    date="2023-06-18",
)
Terms = Mapping[str, Mapping[str, Mapping[str, str]]]


def written(names: str, target: str) -> str:
    """Names or a text in the script of an edition."""
    return convert_text(names, target=target)


def in_editions(record: Record) -> dict[str, Record]:
    """A record in every edition: as it was written, and converted."""
    forms: dict[str, Record] = {}
    for tag in TAGS:
        made = record
        if tag != record.origin:
            texts = iter([written(text, tag) if text else "" for _, text in human_texts(record)])
            made = with_human_texts(record, lambda it=texts: next(it), variant=tag)  # type: ignore[misc]
        forms[tag] = made
    return forms


def entry_of(record: Record, *articles: Article, prose: str = "") -> Entry:
    """A record as it is published."""
    text = dict.fromkeys(TAGS, prose)
    return Entry(forms=in_editions(record), prose=text, articles=articles)


def dataset_of(*entries: Entry, terms: Terms | None = None, commit: str = "0123abc") -> Dataset:
    """A dataset of some records, sorted as it must be."""
    ordered = sorted(entries, key=lambda one: one.record.id)
    return Dataset(
        editions=EDITIONS,
        records={kind: tuple(one for one in ordered if one.record.kind is kind)
                 for kind in RecordKind},
        terms=terms or {"places": {}, "subjects": {}},
        root=ROOT,
        publisher="樣本出版者",
        licence=LICENCE,
        commit=commit,
        updated="2026-11-22",
    )  # fmt: skip


def written_files(dataset: Dataset, folder: Path) -> Path:
    """All files of a dataset in a folder; the one that holds them."""
    for path, make in files(dataset):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(make())
    return folder / "data"


# records of the demo and of tests, with ids for all that they name


def dataset_of_files(texts: Mapping[str, str]) -> Dataset:
    """The dataset of record files by their path below ``content``."""
    records: list[Record] = []
    for path, text in texts.items():
        record, problems = parse(text, path)
        assert record, problems
        records.append(record)
    register = make_register((brief_of(one, one.path, fold) for one in records), fold)
    terms: dict[str, dict[str, dict[str, str]]] = {"places": {}, "subjects": subjects()}
    linked = [_linked(one, register, terms) for one in records]
    return dataset_of(*(entry_of(one, ARTICLE, prose="<p>樣本</p>") for one in linked), terms=terms)


def demo() -> Dataset:
    """The dataset of the demo content."""
    found = {
        f"{kind}/{path.name}": path.read_text(encoding="utf-8")
        for kind in RecordKind
        for path in sorted((REPOSITORY / "content" / kind).iterdir())
    }
    return dataset_of_files(found)


def subjects() -> dict[str, dict[str, str]]:
    """The names of the demo's tags by id."""
    tags = yaml.safe_load((REPOSITORY / "content/tags.yaml").read_text(encoding="utf-8"))
    return {one["id"]: one["names"] for one in tags}


def _linked(
    one: Any, register: Register, terms: dict[str, dict[str, dict[str, str]]]
) -> Any:  # a record or a group of one
    """A record with ids for the names of what it refers to; new places become terms."""
    changes: dict[str, Any] = {}

    def link(value: Any, field: Field) -> Any:
        if field.group is not None:
            return _linked(value, register, terms)
        if not value or field.shape not in {Shape.REFERENCE, Shape.TERM}:
            return value
        if field.kind is not None:
            found = register.find(field.kind, value)
            assert found, value
            return found.id
        names = {tag: written(value, tag) for tag in TAGS}
        terms[term_table(field)].setdefault(value, names)
        return value

    for field in fields_of(type(one)):
        value = getattr(one, field.name)
        many = tuple(link(item, field) for item in value) if field.many else None
        changes[field.name] = link(value, field) if many is None else many
    return dataclasses.replace(one, **changes)


# records with every field, made from the field tables

SAMPLE_TERMS: Final[Terms] = {
    name: {"sample": {TAGS[0]: "樣本地", TAGS[1]: "样本地", "en": "Sample", "pt": "Amostra"}}
    for name in ("places", "subjects")
}
_FORMS: Final = {TAGS[0]: "樣本詞", TAGS[1]: "样本词", "en": 'sample, "words"', "pt": "amostra"}
VALUES: Final[Mapping[Shape, Callable[[Field], Any]]] = {
    Shape.WORDS: lambda _: Words(_FORMS[TAGS[0]], _FORMS),
    Shape.PLAIN: lambda _: "007",
    Shape.DATE: lambda _: "2023-06~",
    Shape.CHOICE: lambda field: next(iter(field.words)),
    Shape.REFERENCE: lambda field: f"other-{field.kind}",
    Shape.TERM: lambda _: "sample",
    Shape.ADDRESS: lambda _: "https://example.org/樣本?a=1",
    Shape.FILE: lambda _: "files/sample.pdf",
    Shape.DIGEST: lambda _: "0" * 64,
    Shape.LANGUAGE: lambda _: "zh",
    Shape.FLAG: lambda _: True,
    Shape.GROUP: lambda field: full(field.group),  # type: ignore[arg-type]
}


def full(cls: type, **more: Any) -> Any:
    """A record or group with every field filled, and two of whatever there may be many of."""
    values = {}
    for field in fields_of(cls):
        one = VALUES[field.shape](field)
        values[field.name] = (one, one) if field.many else one
    return cls(**values, **more)


def bare(cls: type, **more: Any) -> Any:
    """A record with nothing but what it must have."""
    values = {field.name: VALUES[field.shape](field) for field in fields_of(cls) if field.needed}
    return cls(**values, **more)


def node_of(dataset: Dataset, kind: RecordKind, id_: str) -> Json:
    """A record as the open data has it in JSON-LD, by itself with its context."""
    whole = json.loads(dict(files(dataset))[f"data/{kind}.jsonld"]())
    uri = dataset.uri(kind, id_)
    (found,) = (one for one in whole["@graph"] if one["@id"] == uri)
    return {"@context": whole["@context"], **found}


def sample() -> Dataset:
    """Full records and bare ones of every kind; what they name is there."""
    return dataset_of(*_samples(), terms=SAMPLE_TERMS)


def _samples() -> Iterator[Entry]:
    for kind, cls in RECORDS.items():
        for id_, make in (("full", full), ("bare", bare), (f"other-{kind}", bare)):
            record = make(cls, id=id_, path=f"{kind}/{id_}.md", variant=TAGS[0], origin=TAGS[0])
            articles = (ARTICLE,) if make is full else ()
            yield entry_of(record, *articles, prose="<p>樣本</p>" if articles else "")


def by_id(records: list[Json], id_: str) -> Json:
    """The record of an id in an exported list."""
    (found,) = [one for one in records if one["id"] == id_]
    return found


def load(path: Path) -> Any:
    """A JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


DATASETS: Final[Mapping[str, Callable[[], Dataset]]] = {
    "demo": demo,
    "every field": sample,
    "a few": lambda: dataset_of_files(FILES),
    "nothing": dataset_of,
}
"""Datasets that everything must hold for."""
