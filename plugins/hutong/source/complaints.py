"""Schema errors → problems in plain words, with their line and a did-you-mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from hutong.lined_yaml import Split
from hutong.model import Problem, Role, Status
from hutong.near import did_you_mean
from hutong.source.front import Front
from hutong.source.page import Page
from hutong.source.salvage import salvage
from hutong.source.schema import PARTS, FrontMatter, as_front, keys_of

_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "role": tuple(Role),
    "status": tuple(Status),
}
_SHAPES: Final[Mapping[str, tuple[str, str]]] = {
    "string_type": ("is not text", "write it as one piece of text on its line"),
    "tuple_type": ("is not a list", "write a list: [one, two], or a line `- one` for each"),
    "model_type": ("is not a group of keys", "put its keys below it, indented by two spaces"),
    "dict_type": ("is not a group of keys", "put its keys below it, indented by two spaces"),
    "model_attributes_type": (
        "is not a group of keys",
        "put its keys below it, indented by two spaces",
    ),
}


def complaints(error: ValidationError, path: str, lines: Mapping[str, int]) -> tuple[Problem, ...]:
    """One problem for every wrong key, in the order of the file."""
    problems = {_complaint(detail, path, lines) for detail in error.errors()}
    return tuple(sorted(problems))


def _complaint(detail: ErrorDetails, path: str, lines: Mapping[str, int]) -> Problem:
    parts = [str(part) for part in detail["loc"]]
    where = ".".join(parts)
    line = _line(where, lines)
    kind, given = detail["type"], detail["input"]
    if kind == "extra_forbidden":
        part = parts[0] if len(parts) > 1 and parts[0] in PARTS else ""
        return Problem(
            path, line, f"{where} is not a known key", did_you_mean(parts[-1], keys_of(part))
        )
    if kind == "missing":
        return Problem(
            path, line, f"{where} is missing", f"add a line `{parts[-1]}:` with its value"
        )
    if kind == "hutong":
        context = detail.get("ctx", {})
        if given is None:  # date: ~
            context = {"mend": "write it after the colon"}
        what = f"{where} is missing" if given is None else f"{where}: {context['what']}"
        return Problem(path, line, what, str(context["mend"]))
    if given is None:
        return Problem(
            path, line, f"{where} has no value", "write one after the colon, or drop the key"
        )
    if kind == "enum":
        choices = _CHOICES[parts[-1]]
        mend = did_you_mean(str(given), choices, f"use one of {', '.join(choices)}")
        return Problem(path, line, f"{where}: {given!r} is not known", mend)
    shape, mend = _SHAPES.get(kind, (f"is wrong ({detail['msg']})", "see docs/editors.md"))
    return Problem(path, line, f"{where} {shape}", mend)


def _line(where: str, lines: Mapping[str, int]) -> int:
    """The line of a key, or of the nearest key around it."""
    while where:
        if where in lines:
            return lines[where]
        where = where.rpartition(".")[0]
    return 1


def validated(parts: Split, page: Page) -> Front | None:
    """Read a front matter by the schema; what is wrong with it goes to the page's problems."""
    data, zone = parts.data or {}, page.context.zone
    try:
        return as_front(FrontMatter.model_validate(data, context={"zone": zone}))
    except ValidationError as error:
        page.problems += complaints(error, page.shown, parts.lines)
        return salvage(data, error, zone)
