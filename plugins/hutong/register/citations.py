r"""How to cite a record of the register: APA 7, GB/T 7714-2015 and BibTeX, as plain text.

All cite the record at its permalink, with those who made the agreement or policy as authors and the
site as publisher; the words are those of the edition's form.

APA (Publication Manual, 7th edition, 10.16: web pages with group authors) says nothing of Chinese.
Its pattern is written as each script's scholarship does. Traditional has full-width marks:
``甲、乙（2023年6月16日）。題名。站名。網址``. Simplified has half-width ones, as journals of the
mainland: ``甲, 乙. (2023年6月16日). 题名. 站名. 网址``. More than twenty authors are the first
nineteen, an ellipsis and the last. There are no italics in plain text.

GB/T 7714-2015 (4.6, electronic resources; 8.1, authors; 8.4, place, publisher and date; appendix B,
type codes): ``甲, 乙. 题名: 编号[Z/OL]. 站名, 2023(2023-06-16). 网址.`` Titles have no 《》. Of
more than three authors, three are named. The place of publication may be left out online; a year
that is not certain is in square brackets. The day of citing, which the standard wants, is the
reader's to add. Papers of public bodies are archives, ``A``, as a municipal notice is in the
standard's own example; reports ``R``; laws and agreements, which have no code, are others, ``Z``:
``S`` is for technical standards, and ``EB`` for bulletins, which a record is not.

BibTeX is ``@misc`` with ``year`` and ``month``, which bibtex and biber both take; only biblatex
knows ``@legislation``, and its styles print it like ``@misc``. A year that is not certain is told
in the ``note``, as ``year`` must be a number to be sorted by.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from hutong.register.dates import Vague, parse_vague
from hutong.register.records import Agreement, Policy

_CODES: Final[Mapping[str, str]] = MappingProxyType({"report": "R", "law": "Z", "regulation": "Z"})
"""The GB/T code of a policy by its type; others are ``A``."""
_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_MOST_APA: Final = 20
_MOST_GBT: Final = 3
_SPECIAL: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "$&%#_"},
    }
)
_SPACES: Final = re.compile(r"[\s\x00-\x1f\x7f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationWords:
    """The edition's words: of a date that is unknown, before one that is only about, ``等``.

    ``official`` introduces the address of the official text in BibTeX: 官方文本.
    """

    no_date: str
    about: str
    others: str
    official: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """What is cited. ``code`` is of GB/T 7714, ``official`` the official text's address, if any."""

    id: str
    title: str
    authors: tuple[str, ...]
    date: Vague | None
    number: str
    code: str
    publisher: str
    permalink: str
    official: str = ""


@dataclass(frozen=True, slots=True)
class Citations:
    """One record, cited in each style."""

    apa: str
    gbt: str
    bibtex: str


def cited_agreement(
    form: Agreement, *, parties: Sequence[str], publisher: str, permalink: str
) -> Cited:
    """An agreement in an edition's form, made by its ``parties``: their names there, in order.

    Its date is when it was signed, else announced, else when it came into force.
    """
    return Cited(
        id=form.id,
        title=form.title.text,
        authors=tuple(parties),
        date=_first_date(form.signed, form.announced, form.in_force),
        number="",
        code="Z",
        publisher=publisher,
        permalink=permalink,
        official=next((one.url for one in form.texts if one.url), ""),
    )


def cited_policy(form: Policy, *, issuers: Sequence[str], publisher: str, permalink: str) -> Cited:
    """A policy in an edition's form, by its ``issuers``, of the day it was promulgated."""
    return Cited(
        id=form.id,
        title=form.title.text,
        authors=tuple(issuers),
        date=_first_date(form.published, form.in_force),
        number=form.number.text,
        code=_CODES.get(form.type, "A"),
        publisher=publisher,
        permalink=permalink,
        official=form.url,
    )


def cite(cited: Cited, words: CitationWords, *, script: str) -> Citations:
    """All three; ``script`` is ``hant`` or ``hans``."""
    apa = _APA[script](cited, words)
    return Citations(apa, _gbt(cited, words), _bibtex(cited, words))


def _first_date(*written: str) -> Vague | None:
    return next((parse_vague(one) for one in written if one), None)


def _is_vague(date: Vague) -> bool:
    return date.about or date.doubtful


def _apa_full(cited: Cited, words: CitationWords) -> str:
    date = f"（{_apa_date(cited.date, words)}）"
    authors = "、".join(_apa_authors(cited.authors, "……"))
    title = f"{cited.title}（{cited.number}）" if cited.number else cited.title
    head = f"{authors}{date}。{title}" if authors else f"{title}{date}"
    return f"{head}。{cited.publisher}。{cited.permalink}"


def _apa_half(cited: Cited, words: CitationWords) -> str:
    date = f"({_apa_date(cited.date, words)})"
    authors = ", ".join(_apa_authors(cited.authors, "..."))
    title = f"{cited.title} ({cited.number})" if cited.number else cited.title
    head = f"{authors}. {date}. {title}" if authors else f"{title}. {date}"
    return f"{head}. {cited.publisher}. {cited.permalink}"


_APA: Final[Mapping[str, Callable[[Cited, CitationWords], str]]] = MappingProxyType(
    {"hant": _apa_full, "hans": _apa_half}
)


def _apa_authors(authors: Sequence[str], left_out: str) -> Sequence[str]:
    if len(authors) <= _MOST_APA:
        return authors
    return (*authors[: _MOST_APA - 1], f"{left_out}{authors[-1]}")


def _apa_date(date: Vague | None, words: CitationWords) -> str:
    if date is None:
        return words.no_date
    about = words.about if _is_vague(date) else ""
    month = f"{date.month}月" if date.month else ""
    day = f"{date.day}日" if date.day else ""
    return f"{about}{date.year}年{month}{day}" if month else f"{about}{date.year}"


def _gbt(cited: Cited, words: CitationWords) -> str:
    authors = list(cited.authors[:_MOST_GBT])
    if len(cited.authors) > _MOST_GBT:
        authors.append(words.others)
    by = f"{', '.join(authors)}. " if authors else ""
    number = f": {cited.number}" if cited.number else ""
    date = _gbt_date(cited.date, words)
    title = f"{cited.title}{number}[{cited.code}/OL]"
    return f"{by}{title}. {cited.publisher}, {date}. {cited.permalink}."


def _gbt_date(date: Vague | None, words: CitationWords) -> str:
    if date is None:
        return f"[{words.no_date}]"
    year = f"[{date.year}]" if _is_vague(date) else f"{date.year}"
    return f"{year}({date.iso})" if date.month else year


def _bibtex(cited: Cited, words: CitationWords) -> str:
    lines = [f"  {name} = {value}" for name, value in _entries(cited, words)]
    return f"@misc{{{cited.id},\n" + ",\n".join(lines) + "\n}\n"


def _entries(cited: Cited, words: CitationWords) -> Iterator[tuple[str, str]]:
    """The fields; a name in braces of its own is one name, however many words it has."""
    if cited.authors:
        authors = " and ".join(f"{{{escape_bibtex(one)}}}" for one in cited.authors)
        yield "author", f"{{{authors}}}"
    yield "title", f"{{{{{escape_bibtex(cited.title)}}}}}"
    if cited.date:
        yield "year", f"{{{cited.date.year}}}"
        if cited.date.month:
            yield "month", _MONTHS[cited.date.month - 1]
    else:
        yield "year", f"{{{escape_bibtex(words.no_date)}}}"
    yield "howpublished", f"{{{escape_bibtex(cited.publisher)}}}"
    official = f"{words.official}: {cited.official}" if cited.official else ""
    about = _apa_date(cited.date, words) if cited.date and _is_vague(cited.date) else ""
    note = "; ".join(one for one in (cited.number, about, official) if one)
    if note:
        yield "note", f"{{{escape_bibtex(note)}}}"
    yield "url", f"{{{_address(cited.permalink)}}}"


def escape_bibtex(text: str) -> str:
    """Text as LaTeX prints it, on one line; braces are named, since BibTeX would count them."""
    plain = _SPACES.sub(" ", text).strip()
    return plain.translate(_SPECIAL)


def _address(url: str) -> str:
    """An address as it is, but for what BibTeX would count or LaTeX obey."""
    return url.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")
