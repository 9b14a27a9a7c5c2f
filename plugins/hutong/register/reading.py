"""One record file → a record in its own variant, or all that is wrong with it.

The field tables say what each value must be; nothing here knows a single field but ``id`` and
``variant``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from hutong.lined_yaml import Lined, Quick, load_yaml, split, unknown_keys
from hutong.model import SLUG, Problem, Severity
from hutong.near import did_you_mean
from hutong.register.kinds import NAMED, RecordKind
from hutong.register.records import RECORDS, Record
from hutong.register.table import Field, Shape, Words, fields_of, keys_of
from hutong.register.values import MEND, WANTED, WrongError, is_language, is_words, read_value

_FIXED: Final = ("id", "variant")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A record, its prose with the line on which that begins, the lines of its keys, problems.

    Of a broken one there is the ``rest``: fields that can be read, for whoever looks what else is
    wrong. It is never shown.
    """

    record: Record | None
    rest: Record | None
    body: str
    body_line: int
    lines: Mapping[str, int]
    problems: tuple[Problem, ...]


def parse_record(
    text: str,
    *,
    path: str,
    kind: RecordKind,
    tags: Sequence[str],
    shown_path: str,
    quick: Quick | None = None,
) -> Parsed:
    """Read one file; ``path`` is below ``content/``, ``tags`` are the site's variants.

    ``quick`` reads what YAML it can, as for :func:`hutong.lined_yaml.split`.
    """
    if path.endswith(".yaml"):
        loaded = (quick(text, 1) if quick else None) or load_yaml(text, path=shown_path)
        body, body_line = "", 1
    else:
        parts = split(text, shown_path, quick)
        loaded = Lined(parts.data, parts.lines, parts.problems)
        body, body_line = parts.body, parts.body_line
    reader = _Reader(loaded, shown_path, tags)
    read = None if loaded.problems else reader.record(path, kind)
    problems = (*loaded.problems, *sorted(reader.problems))
    broken = any(one.severity is Severity.ERROR for one in problems)
    record, rest = (None, read) if broken else (read, None)
    return Parsed(record, rest, body, body_line, loaded.lines, problems)


@cache
def _known(cls: Any, others: tuple[str, ...]) -> tuple[str, ...]:
    """The keys that may stand in a record or group."""
    return (*others, *keys_of(fields_of(cls)))


@cache
def _by_key(cls: Any) -> tuple[tuple[str, Field], ...]:
    """The fields of a record or group by their keys."""
    return tuple((field.key, field) for field in fields_of(cls))


class _Reader:
    """Makes typed values of one file, and collects what is wrong with it."""

    def __init__(self, loaded: Lined, path: str, tags: Sequence[str]) -> None:
        self._loaded = loaded
        self._path = path
        self._tags = tags
        self._variant = tags[0]
        self.problems: list[Problem] = []

    def record(self, path: str, kind: RecordKind) -> Record | None:
        """The record, or None where the file holds none."""
        data = self._loaded.value
        if not isinstance(data, dict):
            self._report("", "there are no 'key: value' lines", "write the record's fields")
            return None
        id_ = path.rpartition("/")[2].rpartition(".")[0]
        self._check_id(id_, data)
        cls = RECORDS[kind]
        self._variant = self._variant_of(data, kind)
        values = self._values(data, "", cls, _FIXED)
        return cls(id=id_, path=path, variant=self._variant, origin=self._variant, **values)

    def _check_id(self, id_: str, data: Mapping[str, Any]) -> None:
        if not SLUG.fullmatch(id_):
            mend = "use a-z, 0-9 and single hyphens"
            self._report("", f"the file name '{id_}' is no id", mend, line=0)
        given = data.get("id")
        if given is not None and given != id_:
            mend = "the file's name is the id: rename the file, or take the line out"
            self._report("id", f"'id' is {given!r}, but the file is called {id_}", mend)

    def _variant_of(self, data: Mapping[str, Any], kind: RecordKind) -> str:
        """The variant that the words are in: as said, or as the names are."""
        given = data.get("variant")
        if given in self._tags:
            return str(given)
        if given is not None:
            mend = did_you_mean(str(given), self._tags)
            self._report("variant", f"'variant' is {given!r}, which this site has not", mend)
        elif kind not in NAMED:
            mend = f"add 'variant: {self._tags[0]}', or another of {', '.join(self._tags)}"
            self._report("", "there is no variant", mend)
        names = data.get("names")
        named = [tag for tag in self._tags if isinstance(names, dict) and names.get(tag)]
        return (*named, *self._tags)[0]

    def _values(
        self, data: Mapping[str, Any], at: str, cls: type, others: Sequence[str] = ()
    ) -> dict[str, Any]:
        """Typed values of all fields of a record or group that are given."""
        known = _known(cls, tuple(others))
        self.problems += unknown_keys(self._loaded, at, known, self._path)
        values: dict[str, Any] = {}
        for key, field in _by_key(cls):
            given = data.get(key)
            if given is None and not field.needed:
                continue
            where = f"{at}.{key}" if at else key
            if given is None or given in ([], {}):
                if field.needed:
                    self._report(where, f"'{where}' is missing", f"add it: {field.help}")
                continue
            found = self._field(given, where, field)
            if found is not None:
                values[field.name] = found
        return values

    def _field(self, given: object, at: str, field: Field) -> Any:
        """A value or, where there may be many, all of them; None where one is unsound."""
        if not field.many:
            return self._value(given, at, field)
        if not isinstance(given, list):
            given = [given] if isinstance(given, str) else given
        if not isinstance(given, list):
            self._report(at, f"'{at}' is no list", "begin each line below it with '- '")
            return None
        found = [self._value(one, f"{at}.{number}", field) for number, one in enumerate(given)]
        return None if None in found else tuple(found)

    def _value(self, given: object, at: str, field: Field) -> Any:
        if field.shape is Shape.GROUP:
            return self._group(given, at, field)
        if field.shape is Shape.WORDS and isinstance(given, dict):
            return self._forms(given, at)
        if not isinstance(given, str) or not given:
            self._report(at, f"'{at}' is not {WANTED[field.shape]}", MEND)
            return None
        try:
            return read_value(given, field)
        except WrongError as wrong:
            self._report(at, f"'{at}' is not {wrong.wanted}", wrong.mend)
            return None

    def _group(self, given: object, at: str, field: Field) -> Any:
        cls = field.group
        if cls is None:
            raise TypeError(f"{field.name} is a group of nothing")
        if isinstance(given, str) and field.short:
            (only,) = [one for one in fields_of(cls) if one.key == field.short]
            found = self._value(given, at, only)
            return None if found is None else cls(**{only.name: found})
        if not isinstance(given, dict):
            keys = ", ".join(f"{key}:" for key in keys_of(fields_of(cls)))
            self._report(at, f"'{at}' is no group of keys", f"write some of {keys}")
            return None
        before = len(self.problems)
        values = self._values(given, at, cls)
        if any(one.severity is Severity.ERROR for one in self.problems[before:]):
            return None
        return cls(**values)

    def _forms(self, given: Mapping[str, object], at: str) -> Words | None:
        """Words that are given for several variants and languages."""
        forms: dict[str, str] = {}
        for tag, text in given.items():
            where = f"{at}.{tag}"
            if tag.startswith("zh") and tag not in self._tags:
                self._report(where, f"unknown variant '{tag}'", did_you_mean(tag, self._tags))
            elif not is_language(tag):
                self._report(where, f"'{tag}' is no language", "write it like zh-Hant-HK or en")
            elif not isinstance(text, str) or not is_words(text):
                self._report(where, f"'{where}' is not {WANTED[Shape.WORDS]}", MEND)
            elif "-{" in text:
                mend = "each variant has words of its own here: write them without -{ and }-"
                self._report(where, f"'{where}' has markup for conversion", mend)
            else:
                forms[tag] = text
        own = forms.get(self._variant)
        if own is None:
            if len(forms) == len(given):
                mend = f"add '{self._variant}:', which this record is written in"
                self._report(at, f"'{at}' has no form in {self._variant}", mend)
            return None
        return Words(own, forms)

    def _report(self, at: str, what: str, mend: str, line: int | None = None) -> None:
        found = self._loaded.line(at) if line is None else line
        self.problems.append(Problem(self._path, found, what, mend))
