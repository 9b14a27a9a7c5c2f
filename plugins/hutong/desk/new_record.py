"""Start a record of the register: ask for what is needed, and write its file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from hutong.desk.asking import Ask
from hutong.errors import CannotRun
from hutong.model import SLUG
from hutong.register import NAMED, SINGULAR, SUFFIXES, RecordKind
from hutong.register.reading import parse_record
from hutong.register.records import RECORDS
from hutong.register.table import Field, Shape, fields_of
from hutong.register.values import check_value
from hutong.settings import HutongSettings

KINDS: Final = {name: kind for kind, name in SINGULAR.items()}
"""What the command line calls them."""
_LATIN: Final = "en"


def new_record(
    settings: HutongSettings, *, kind: RecordKind, id_: str, variant: str | None, ask: Ask
) -> Path:
    """Write a file below ``content/<kind>`` and return its path; never over a file.

    :raises CannotRun: for an unusable id or variant, a file in the way, or where nobody answers.
    """
    tags = [one.tag for one in settings.variants]
    tag = variant or tags[0]
    if tag not in tags:
        message = f"{tag!r} is no variant of this site; use {' or '.join(tags)}"
        raise CannotRun(message)
    if id_ and not SLUG.fullmatch(id_):
        message = f"the id {id_!r} must be like 'nansha-hkicm-2023': a-z, 0-9 and single hyphens"
        raise CannotRun(message)
    id_ = id_ or ask("id (a-z, 0-9 and single hyphens)", _id)
    path = settings.content / kind / f"{id_}{SUFFIXES[kind][0]}"
    text = "".join(f"{line}\n" for line in _lines(kind, tags, tag, ask))
    if path.suffix == ".md":
        text = f"---\n{text}---\n\n"
    parsed = parse_record(
        text, path=f"{kind}/{path.name}", kind=kind, tags=tags, shown_path=str(path)
    )
    if parsed.record is None:
        raise CannotRun("\n".join(map(str, parsed.problems)))
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        message = f"{path} is there already; choose another id"
        raise CannotRun(message) from error
    return path


def _id(answer: str) -> str:
    if not SLUG.fullmatch(answer):
        raise ValueError("use a-z, 0-9 and single hyphens, such as nansha-hkicm-2023")
    return answer


def _lines(kind: RecordKind, tags: Sequence[str], tag: str, ask: Ask) -> Iterator[str]:
    """The front matter, from the answers."""
    if kind not in NAMED:
        yield f"variant: {tag}"
    for field in fields_of(RECORDS[kind]):
        if not field.asked and not field.needed:
            continue
        if field.shape is Shape.WORDS and kind in NAMED:
            yield from _forms(field, tags, ask)
        elif field.group is not None and not field.short:
            yield from _group(field, ask)
        else:
            yield from _single(field, ask)


def _single(field: Field, ask: Ask) -> Iterator[str]:
    """One value, or several with commas between."""
    one = field
    if field.group is not None:
        (one,) = [each for each in fields_of(field.group) if each.key == field.short]
    question = f"{field.key} ({field.help}{_choices(one)}{', with commas between' * field.many})"
    told = ask(question, _checked(one, needed=field.needed, many=field.many))
    if told and field.many:
        yield f"{field.key}: [{', '.join(map(_quoted, _parts(told)))}]"
    elif told:
        yield f"{field.key}: {_quoted(told)}"


def _forms(field: Field, tags: Sequence[str], ask: Ask) -> Iterator[str]:
    """Words in every variant, and in English; the first is needed."""
    yield f"{field.key}:"
    for number, tag in enumerate((*tags, _LATIN)):
        told = ask(f"{field.key} in {tag}", _checked(field, needed=not number, many=False))
        if told:
            yield f"  {tag}: {_quoted(told)}"


def _group(field: Field, ask: Ask) -> Iterator[str]:
    """The needed and the usual fields of one group, if anything is said of it."""
    told: list[str] = []
    for one in fields_of(field.group) if field.group is not None else ():
        if one.needed or one.asked:
            check = _checked(one, needed=bool(told) and one.needed, many=False)
            answer = ask(f"{field.key}: {one.key} ({one.help}{_choices(one)})", check)
            told += [f"{one.key}: {_quoted(answer)}"] if answer else []
        if not told:
            return
    yield f"{field.key}:"
    for number, line in enumerate(told):
        yield f"{'  ' if number else '- '}{line}"


def _checked(field: Field, *, needed: bool, many: bool) -> Callable[[str], str]:
    """What takes an answer, or says what it must be."""

    def check(answer: str) -> str:
        if not answer and needed:
            raise ValueError("this one is needed")
        for part in _parts(answer) if many else [answer] * bool(answer):
            check_value(part, field)
        return answer

    return check


def _parts(answer: str) -> list[str]:
    return [part.strip() for part in answer.replace("，", ",").split(",") if part.strip()]


def _choices(field: Field) -> str:
    return f": {', '.join(field.words)}" if field.words else ""


def _quoted(text: str) -> str:
    """A YAML scalar that means just this text."""
    return json.dumps(text, ensure_ascii=False)
