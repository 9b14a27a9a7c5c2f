"""Fields of records as readers see them, by what the field tables say: lines and tables.

A field that is added to :mod:`hutong.register.records` is shown without a change here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from hutong.register.table import Field, Shape, fields_of
from hutong.views.edition import Edition
from hutong.views.records import FactView, LinkView, TableView, ValueView
from hutong.views.register.dates import date_view
from hutong.views.register.languages import language_name
from hutong.views.register.links import place_link, record_link, subject_links

_LONGEST: Final = 36
"""So many characters of an address stand in one line."""
Cells = dict[str, tuple[ValueView, ...]]
"""The values of one thing in a table, by the names of its fields."""


def facts(edition: Edition, sheet: Any, apart: frozenset[str]) -> tuple[FactView, ...]:
    """The plain fields of a record that have values; those ``apart`` are shown elsewhere."""
    return tuple(
        [
            FactView(label=edition.words(one.label), values=values)
            for one in _plain_fields(type(sheet), apart)
            if (values := field_values(edition, one, getattr(sheet, one.name)))
        ]
    )


def _plain_fields(cls: type, apart: frozenset[str]) -> tuple[Field, ...]:
    """What is no list of things, and not among those ``apart``; found out once."""
    found = _PLAIN.get((cls, apart))
    if found is None:
        plain = [one for one in fields_of(cls) if one.shape is not Shape.GROUP]
        found = _PLAIN[cls, apart] = tuple(one for one in plain if one.name not in apart)
    return found


_PLAIN: Final[dict[tuple[type, frozenset[str]], tuple[Field, ...]]] = {}


def field_values(edition: Edition, one: Field, value: Any) -> tuple[ValueView, ...]:
    """The values of a field; empty where it has none, or names what is not there."""
    if not value:
        return ()
    show = _SHOW[one.shape]
    found = [show(edition, one, item) for item in (value if one.many else (value,))]
    return tuple([shown for shown in found if shown])


def group_table(edition: Edition, field: Field, rows: Iterable[Cells]) -> TableView | None:
    """A list of things as a table, with only the columns that have values; None without rows."""
    rows = [row for row in rows if any(row.values())]
    if not rows or field.group is None:
        return None
    columns = [
        (one.name, edition.words(one.label))
        for one in fields_of(field.group)
        if any(row.get(one.name) for row in rows)
    ]
    return TableView(
        key=field.key,
        title=edition.words(field.label),
        columns=tuple([label for _, label in columns]),
        rows=tuple(
            [
                tuple([FactView(label=label, values=row.get(name, ())) for name, label in columns])
                for row in rows
            ]
        ),
    )


def cells(edition: Edition, thing: Any) -> Cells:
    """The values of one thing of a list, by the names of its fields."""
    return {
        one.name: field_values(edition, one, getattr(thing, one.name))
        for one in _plain_fields(type(thing), frozenset())
    }


def plain_value(text: str, url: str = "") -> ValueView:
    """A value of words alone, or with a link."""
    return ValueView(text=text, url=url, iso="")


def address_text(url: str) -> str:
    """An address as short as readers need it: host and path, or the host alone of a long one."""
    text = url.partition("://")[2].partition("?")[0].partition("#")[0]
    text = text.removeprefix("www.").rstrip("/")
    return text if len(text) <= _LONGEST else text.partition("/")[0]


def _words(_: Edition, __: Field, value: Any) -> ValueView | None:
    return plain_value(value.text) if value.text else None


def _plain(_: Edition, __: Field, value: Any) -> ValueView:
    return plain_value(value)


def _date(edition: Edition, _: Field, value: Any) -> ValueView | None:
    time = date_view(edition, value)
    return ValueView(text=time.text, url="", iso=time.iso) if time else None


def _choice(edition: Edition, one: Field, value: Any) -> ValueView:
    return plain_value(edition.words(one.words[value]))


def _reference(edition: Edition, one: Field, value: Any) -> ValueView | None:
    return _linked(record_link(edition, one.kind, value) if one.kind else None)


def _term(edition: Edition, one: Field, value: Any) -> ValueView | None:
    if one.name == "place":
        return _linked(place_link(edition, value))
    return _linked(next(iter(subject_links(edition, (value,))), None))


def _linked(link: LinkView | None) -> ValueView | None:
    return plain_value(link.text, link.url) if link else None


def _address(_: Edition, __: Field, value: Any) -> ValueView:
    return plain_value(address_text(value), value)


def _file(edition: Edition, _: Field, value: Any) -> ValueView:
    return plain_value(value.rpartition("/")[2], edition.site.addresses.file(value))


def _language(edition: Edition, _: Field, value: Any) -> ValueView:
    return plain_value(language_name(edition, value))


def _flag(edition: Edition, _: Field, __: Any) -> ValueView:
    return plain_value(edition.words("Yes"))


_SHOW: Final[Mapping[Shape, Callable[[Edition, Field, Any], ValueView | None]]] = {
    Shape.WORDS: _words,
    Shape.PLAIN: _plain,
    Shape.DATE: _date,
    Shape.CHOICE: _choice,
    Shape.REFERENCE: _reference,
    Shape.TERM: _term,
    Shape.ADDRESS: _address,
    Shape.FILE: _file,
    Shape.DIGEST: _plain,
    Shape.LANGUAGE: _language,
    Shape.FLAG: _flag,
}
