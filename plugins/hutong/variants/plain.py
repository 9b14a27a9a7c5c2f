"""Documents in which nothing needs care: their human texts as units for the engine, and back.

Most documents have no conversion markup, no entities, no element with a say, and nothing to keep
from the engine. Their units are had by putting a break where a tag ends a unit, and cutting the
whole: the same units that :mod:`hutong.variants.layout` and :mod:`hutong.variants.chain` find
text by text, in a fraction of the time. Whatever is less plain is left to those two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from hutong.variants.chain import Hold, Steps
from hutong.variants.elements import ATTRIBUTE, HUMAN, say_of
from hutong.variants.spans import BREAK, HOLE, has_kept, unshield

_TAG: Final = re.compile("(<[^<>]*>)")
_NAME: Final = re.compile(r"<[A-Za-z][A-Za-z0-9:-]*")
_SIGNS: Final = "&<>\"'"
"""What HTML may have to escape."""
_OTHERS: Final = ("&", "-{", BREAK)
"""Signs of what is not plain."""
_VALUES: Final = "<values>"
"""Stands for a tag with attributes that readers meet."""
_NOT_PLAIN: Final = "<?>"
"""Stands for a tag that has a say in what is converted, or is none."""
_MOST_TAGS: Final = 4096

Field = tuple[str, str]
"""Kind (``text`` or ``html``) and text of a human field of a document."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A fragment of HTML: texts and tags in turn.

    ``texts`` are the texts once more, empty where there is nothing to convert; ``parted`` says
    that a unit may be made of several.
    """

    all: list[str]
    texts: list[str]
    units: list[str]
    parted: bool

    def filled(self, got: Sequence[str]) -> str | None:
        """The fragment with the converted units; None if it cannot be told what goes where."""
        pieces = list(self.all)
        if not self.parted:
            unit = iter(got)
            pieces[::2] = [
                next(unit) if text else raw
                for text, raw in zip(self.texts, pieces[::2], strict=True)
            ]
            return "".join(pieces)
        # What came back for each text is cut by length, unless that has changed.
        pairs = zip(self.units, got, strict=True)
        before = after = ""
        at = size = 0
        for number, text in enumerate(self.texts):
            if not text:
                continue
            if at == size:
                before, after = next(pairs)
                at, size = 0, len(before)
            if text == before:
                pieces[2 * number] = after
                at = size
                continue
            if size != len(after):
                return None
            stop = at + len(text)
            pieces[2 * number] = after[at:stop]
            at = stop
        return "".join(pieces)


class PlainTexts:
    """The human fields of a plain document."""

    __slots__ = ("_fields", "units", "whole")

    def __init__(self, fields: list[str | Pieces], units: list[str], whole: str) -> None:
        self._fields = fields
        self.units = units
        self.whole = whole
        """All units, one a line: what readers could meet as words."""

    def filled(self, got: Sequence[str]) -> list[str] | None:
        """The fields with the converted units; None if that has to be done with more care."""
        if len(got) != len(self.units):
            return None
        made: list[str] = []
        at = 0
        for field in self._fields:
            if isinstance(field, str):
                text: str | None = got[at]
                at += 1
            else:
                stop = at + len(field.units)
                text = field.filled(got[at:stop])
                at = stop
            if text is None:
                return None
            made.append(text)
        return made

    def is_safe(self, back: str) -> bool:
        """Whether the engine's answer has no sign that HTML escapes, but where it was before."""
        signs = [sign for sign in _SIGNS if sign in back]
        return not signs or all(
            sign in before or sign not in after
            for before, after in zip(self.units, back.split(BREAK), strict=False)
            for sign in signs
        )


def plain_texts(fields: Sequence[Field]) -> PlainTexts | None:
    """The texts of a document's human fields; None if they are not plain."""
    found: list[str | Pieces] = []
    units: list[str] = []
    for kind, text in fields:
        if kind != "html":
            found.append(text)
            units.append(text)
            continue
        pieces = _pieces(text)
        if pieces is None:
            return None
        found.append(pieces)
        units += pieces.units
    whole = "\n".join(units)
    if has_kept(whole) or any(sign in whole for sign in _OTHERS):
        return None
    return PlainTexts(found, units, whole)


class Changed(NamedTuple):
    """The fields of a document, converted; ``seen`` is what the engine got and gave."""

    fields: list[str]
    seen: tuple[str, str]


def convert_plain(texts: PlainTexts, steps: Steps) -> Changed | None:
    """Convert the texts in one engine call; None where that takes more care.

    ``steps`` settle nothing.
    """
    given, shown = texts.units, list[str]()
    holds = steps.hold(given) if steps.hold else ()
    if holds:
        given, shown = _with_holes(given, holds)
    whole = BREAK.join(given)
    back = steps.engine.convert(whole)
    if not texts.is_safe(back):
        return None
    fields = texts.filled(unshield(back, tuple(shown)).split(BREAK))
    return None if fields is None else Changed(fields, (whole, back))


def _with_holes(
    units: Sequence[str], holds: Sequence[Sequence[Hold]]
) -> tuple[list[str], list[str]]:
    """The units with a hole for each stretch that is held, and what is shown there, in order."""
    made: list[str] = []
    shown: list[str] = []
    for unit, spans in zip(units, holds, strict=True):
        parts: list[str] = []
        at = 0
        for start, stop, form in spans:
            parts += (unit[at:start], HOLE)
            shown.append(form)
            at = stop
        made.append("".join((*parts, unit[at:])) if spans else unit)
    return made, shown


def _pieces(html: str) -> Pieces | None:
    """A fragment, cut; None if it is not plain."""
    if BREAK in html or "-{" in html:
        return None
    pieces = _TAG.split(html)
    if html.count("<") * 2 + 1 != len(pieces):
        return None
    joints = [_JOINTS[tag] for tag in pieces[1::2]]
    if _VALUES in joints:
        pieces, joints = _with_values(pieces, joints)
    if _NOT_PLAIN in joints:
        return None
    texts = ["" if text.isspace() else text for text in pieces[::2]]
    woven = list(pieces)
    woven[::2], woven[1::2] = texts, joints
    units = [unit for unit in "".join(woven).split(BREAK) if unit]
    return Pieces(pieces, texts, units, "" in joints)


class _Joints(dict[str, str]):
    """What stands for a tag between the texts on its sides, each told once."""

    def __missing__(self, tag: str) -> str:
        say = say_of(tag)
        if say is None:
            joint = _NOT_PLAIN
        elif say.values is not None:
            joint = _VALUES
        else:
            joint = BREAK if say.units else ""
        if len(self) < _MOST_TAGS:
            self[tag] = joint
        return joint


_JOINTS: Final = _Joints()


def _with_values(pieces: list[str], joints: list[str]) -> tuple[list[str], list[str]]:
    """The attributes that readers meet as texts of their own, a break on both sides."""
    made, between = [pieces[0]], list[str]()
    for tag, joint, text in zip(pieces[1::2], joints, pieces[2::2], strict=True):
        if joint != _VALUES:
            made += (tag, text)
            between.append(joint)
            continue
        parts = _around_values(tag)
        made += (*parts, text)
        if len(parts) == 1:  # they are empty
            say = say_of(tag)
            between.append(BREAK if say and say.units else "")
        elif any(value.isspace() for value in parts[1::2]):
            between.append(_NOT_PLAIN)
        else:
            between += [BREAK] * (len(parts) // 2 + 1)
    return made, between


def _around_values(tag: str) -> list[str]:
    """A tag, cut around its values that readers meet: other parts and values in turn."""
    parts: list[str] = []
    at = 0
    name_of = _NAME.match(tag)
    for match in ATTRIBUTE.finditer(tag, name_of.end() if name_of else 0):
        name, value = match[1].lower(), match[3]
        if name not in HUMAN or value is None:
            continue
        quoted = value[0] in "\"'"
        start, stop = match.start(3) + quoted, match.end(3) - quoted
        if start < stop:
            parts += (tag[at:start], tag[start:stop])
            at = stop
    return [*parts, tag[at:]]
