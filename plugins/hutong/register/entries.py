"""Register entries with their names in every variant, and looking them up."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from hutong.lined_yaml import Lined, load_yaml, split, unknown_keys
from hutong.model import SLUG, Problem, Severity


class EntryKind(StrEnum):
    """The four kinds of record; the value is the folder's name."""

    AGREEMENT = "agreements"
    POLICY = "policies"
    ORGANISATION = "organisations"
    PERSON = "people"


_NAMED: Final = (EntryKind.ORGANISATION, EntryKind.PERSON)
_ADDRESS: Final = re.compile(r"https?://[^\s/?#\"'<>\\]+(?:[/?#][^\s\"'<>\\]*)?")
_DATE: Final = re.compile(r"(?:19|2\d)\d\d(?:-[01]\d(?:-[0-3]\d)?)?~?")
_MEND: Final = "write it so, or take the line out"
_KEYS: Final[Mapping[EntryKind, tuple[str, ...]]] = {
    EntryKind.ORGANISATION: ("names", "aliases", "kind", "region", "website", "sources"),
    EntryKind.PERSON: ("names", "aliases", "roles", "sources"),
    EntryKind.AGREEMENT: ("title", "titles", "variant", "date", "parties", "url", "sources"),
    EntryKind.POLICY: ("title", "titles", "variant", "date", "issuer", "url", "sources"),
}


def _is_name(value: object) -> bool:
    """Text with at least one letter, of any script, on one line."""
    return isinstance(value, str) and any(map(str.isalpha, value)) and "\n" not in value


def _is_names(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_name, value))


def _is_texts(value: object) -> bool:
    return isinstance(value, Mapping) and all(map(_is_name, filter(None, value.values())))


def _is_records(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, Mapping) for item in value)


def _is_address(value: object) -> bool:
    return isinstance(value, str) and _ADDRESS.fullmatch(value) is not None


def _is_date(value: object) -> bool:
    return isinstance(value, str) and _DATE.fullmatch(value) is not None


_SHAPES: Final[Mapping[str, tuple[Callable[[object], bool], str]]] = {
    "names": (_is_texts, "a mapping of variants to names"),
    "titles": (_is_texts, "a mapping of variants to titles"),
    "title": (_is_name, "a title"),
    "aliases": (_is_names, "a list of names"),
    "parties": (_is_names, "a list of organisations"),
    "kind": (_is_name, "one word"),
    "region": (_is_name, "one word"),
    "issuer": (_is_name, "one name"),
    "roles": (_is_records, "a list of roles, each with 'organisation:' and 'title:'"),
    "sources": (_is_records, "a list of sources, each with 'publisher:' and 'url:'"),
    "website": (_is_address, "a web address that begins with https://"),
    "url": (_is_address, "a web address that begins with https://"),
    "date": (_is_date, "a date such as 2023-06-18, 2023-06 or 2023"),
}
"""What each field must be, and how to say so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One record: its ``id`` (file name), its names by variant tag, and where it is explained."""

    kind: EntryKind
    id: str
    names: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    url: str = ""
    parties: tuple[str, ...] = ()
    path: str = ""
    lines: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """All records, found by id, name or alias in any script (``fold`` makes spellings one)."""

    fold: Callable[[str], str]
    entries: Mapping[tuple[EntryKind, str], Entry]
    keys: Mapping[tuple[EntryKind, str], str]

    def find(self, kind: EntryKind, name: str) -> Entry | None:
        """The record that ``name`` means, or None."""
        key = name if (kind, name) in self.entries else self.keys.get((kind, self.fold(name)), "")
        return self.entries.get((kind, key))

    def near(self, kind: EntryKind, name: str) -> str:
        """The id of the record that looks most like ``name``, or an empty string."""
        known = {key: entry for (of, key), entry in self.keys.items() if of is kind}
        known |= {entry.id: entry.id for entry in self.of(kind)}
        close = difflib.get_close_matches(self.fold(name), known, 1, 0.5)
        return known[close[0]] if close else ""

    def of(self, kind: EntryKind) -> tuple[Entry, ...]:
        """The records of one kind, by id."""
        return tuple(entry for (of, _), entry in sorted(self.entries.items()) if of is kind)

    def problems(self) -> Iterator[Problem]:
        """Parties that the register does not know."""
        for entry in self.entries.values():
            for number, name in enumerate(entry.parties):
                if not self.find(EntryKind.ORGANISATION, name):
                    line = (entry.lines or {}).get(f"parties.{number}", 1)
                    what = f"unknown organisation '{name}'"
                    yield Problem(entry.path, line, what, self.mend(EntryKind.ORGANISATION, name))

    def mend(self, kind: EntryKind, name: str) -> str:
        """What to tell an editor who named a record that does not exist."""
        near = self.near(kind, name)
        suffix = "yaml" if kind in _NAMED else "md"
        add = f"add content/{kind}/<id>.{suffix}"
        return f"did you mean '{near}'? Otherwise {add}" if near else add


def make_register(entries: Sequence[Entry], fold: Callable[[str], str]) -> Register:
    """Index entries by every spelling of their names."""
    keys: dict[tuple[EntryKind, str], str] = {}
    for entry in entries:
        for name in (*entry.names.values(), *entry.aliases):
            keys.setdefault((entry.kind, fold(name)), entry.id)
    return Register(fold, {(entry.kind, entry.id): entry for entry in entries}, keys)


def parse_entry(
    text: str, *, path: str, kind: EntryKind, tags: Sequence[str], shown_path: str
) -> tuple[Entry | None, tuple[Problem, ...]]:
    """Read one record file; ``path`` is below ``content/``, ``tags`` are the site's variants."""
    id_ = path.rpartition("/")[2].rpartition(".")[0]
    named = kind in _NAMED
    loaded = load_yaml(text, path=shown_path) if named else _front_matter(text, shown_path)
    if loaded.problems:
        return None, loaded.problems
    faults = tuple(_faults(loaded, id_, kind, tags, shown_path))
    if any(fault.severity is Severity.ERROR for fault in faults):
        return None, faults
    value = loaded.value
    titles = {} if named else {**(value.get("titles") or {}), value["variant"]: value["title"]}
    entry = Entry(
        kind=kind,
        id=id_,
        names={tag: name for tag, name in (value["names"] if named else titles).items() if name},
        aliases=tuple(value.get("aliases") or ()),
        url=value.get("website" if named else "url") or "",
        parties=tuple(value.get("parties") or ()),
        path=shown_path,
        lines=loaded.lines,
    )
    return entry, faults


def _front_matter(text: str, path: str) -> Lined:
    parts = split(text, path)
    return Lined(parts.data, parts.lines, parts.problems)


def _faults(
    loaded: Lined, id_: str, kind: EntryKind, tags: Sequence[str], path: str
) -> Iterator[Problem]:
    value = loaded.value
    if not SLUG.fullmatch(id_):
        yield Problem(path, 0, f"the file name '{id_}' is no id", "use a-z, 0-9 and single hyphens")
    if not isinstance(value, Mapping):
        yield Problem(path, 1, "there are no 'key: value' lines", "write the record's fields")
        return
    yield from unknown_keys(loaded, "", _KEYS[kind], path)
    yield from _name_faults(value, loaded, kind, tags, path)
    for key, (fits, wanted) in _SHAPES.items():
        if value.get(key) is not None and not fits(value[key]):
            yield Problem(path, loaded.line(key), f"'{key}' is not {wanted}", _MEND)


def _name_faults(
    value: Mapping[str, Any], loaded: Lined, kind: EntryKind, tags: Sequence[str], path: str
) -> Iterator[Problem]:
    if kind not in _NAMED:
        if not value.get("title"):
            yield Problem(path, loaded.line("title"), "there is no title", "add 'title:'")
        if value.get("variant") not in tags:
            mend = f"add 'variant: {tags[0]}', or another of {', '.join(tags)}"
            yield Problem(path, loaded.line("variant"), "there is no known variant", mend)
        return
    names = value.get("names")
    if not isinstance(names, Mapping) or not any(names.get(tag) for tag in tags):
        mend = f"give 'names:' with {' and '.join(tags)}"
        yield Problem(path, loaded.line("names"), "there is no name", mend)
        return
    for tag in tags:
        if not names.get(tag):
            what = f"the name in {tag} is missing, so it is converted and unapproved"
            mend = f"add '{tag}:' under 'names:'"
            yield Problem(path, loaded.line("names"), what, mend, Severity.WARNING)
