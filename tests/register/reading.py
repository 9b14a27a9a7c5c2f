"""Records for tests: written as editors write them."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from hutong.model import Problem
from hutong.register import (
    Agreement,
    Around,
    Read,
    Record,
    RecordKind,
    Register,
    brief_of,
    check_between,
    check_record,
    make_register,
    parse_record,
)
from hutong.register.table import Words
from hutong.variants import fold

_Part = TypeVar("_Part")
TAGS = ("zh-Hant-HK", "zh-Hans-CN")
SOURCE = "sources: [{publisher: 樣本報, url: https://example.org/}]\n"
BUREAU = (
    "names: {zh-Hant-HK: 樣本人社局, zh-Hans-CN: 样本人社局}\naliases: [樣本人社]\n"
    "kind: government\nwebsite: https://example.org/\n"
)
SOCIETY = f"names: {{zh-Hant-HK: 樣本學會, zh-Hans-CN: 样本学会}}\nkind: association\n{SOURCE}"
PERSON = f"names: {{zh-Hant-HK: 樣大文, zh-Hans-CN: 样大文}}\n{SOURCE}"
AGREEMENT = f"""---
title: 樣本協議
variant: zh-Hant-HK
type: framework
status: signed
signed: 2023-06-16
parties:
- organisation: bureau
- organisation: society
{SOURCE}---
虛構的樣本。
"""
POLICY = f"---\ntitle: 樣本方案\nvariant: zh-Hant-HK\nissuers: [bureau]\n{SOURCE}---\n"
FILES = {
    "organisations/bureau.yaml": BUREAU,
    "organisations/society.yaml": SOCIETY,
    "people/person.yaml": PERSON,
    "agreements/agreement.md": AGREEMENT,
    "policies/policy.md": POLICY,
}


def parse(text: str, path: str) -> tuple[Record | None, str]:
    """A record, and its problems as text."""
    kind = RecordKind(path.partition("/")[0])
    parsed = parse_record(text, path=path, kind=kind, tags=TAGS, shown_path=f"content/{path}")
    return parsed.record, "\n".join(map(str, parsed.problems))


def register_of(*reads: Read) -> Register:
    """The register of some records."""
    return make_register((brief_of(one.record, one.path, fold) for one in reads), fold)


def told(files: dict[str, str], *, today: date = date(2026, 11, 22)) -> list[str]:
    """Everything that is told of some files, as editors read it."""
    reads: list[Read] = []
    problems: list[Problem] = []
    for path, text in files.items():
        kind = RecordKind(path.partition("/")[0])
        parsed = parse_record(text, path=path, kind=kind, tags=TAGS, shown_path=f"content/{path}")
        problems += parsed.problems
        if parsed.record:
            reads.append(Read(parsed.record, parsed.lines, f"content/{path}"))
    around = Around(
        register=register_of(*reads),
        files={"files/text.pdf"},
        tags=TAGS,
        today=today,
        may_be_broken=lambda _, name: name == "broken",
        has_term=lambda _, name: "烏有" not in name,
        mend_term=lambda taxon, _: f"add it to content/{taxon}.yaml",
        sha256=lambda _: "a" * 64,
    )
    for read in reads:
        problems += check_record(read, around)
    return [str(one) for one in (*problems, *check_between(reads, around.register))]


def agreement_of(id_: str, **values: Any) -> Agreement:
    """A sample agreement in Traditional script, with the values that a test is about."""
    plain = {"path": f"agreements/{id_}.md", "variant": TAGS[0], "origin": TAGS[0]}
    return Agreement(**{"id": id_, "title": Words(f"樣本協議{id_}"), **plain, **values})


def part_of(cls: type[_Part], **values: Any) -> _Part:
    """A part of a record with some of its fields; its sentence is a sample where it needs one."""
    needed = {"text": Words("樣本")} if "text" in cls.__annotations__ else {}
    return cls(**{**needed, **values})
