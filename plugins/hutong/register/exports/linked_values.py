"""Parts of a JSON-LD description: words in their languages, dates, references."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from hutong.register.dates import parse_vague
from hutong.register.exports.publication import Json

_DATES: Final = (
    "dateModified", "datePublished", "dissolutionDate", "endDate", "expires", "foundingDate",
    "legislationDate", "legislationDateOfApplicability", "startDate",
)  # fmt: skip
_ADDRESSES: Final = ("archivedAt", "contentUrl", "license", "sameAs", "url")
_WORDS_OF_SCHEMA: Final = ("legislationLegalForce", "legislationLegalValue")
_EDTF: Final = "http://id.loc.gov/datatypes/edtf"
CONTEXT: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "@vocab": "https://schema.org/",
        **{key: {"@type": "@id"} for key in _ADDRESSES},
        **{key: {"@type": "@vocab"} for key in _WORDS_OF_SCHEMA},
        **{key: {"@type": "Date"} for key in _DATES},
    }
)
"""Says in the document itself what its keys mean, so that nobody has to fetch it."""


def node(type_: str, **properties: Any) -> Json:
    """A node without what is not known; ``id`` is its IRI."""
    id_ = properties.pop("id", "")
    known = {key: value for key, value in properties.items() if value}
    return {**({"@id": id_} if id_ else {}), "@type": type_, **known}


def date(given: str | None) -> str | Json | None:
    """A date: as it is if it is sure, and as EDTF if it is not."""
    if not given:
        return None
    return given if parse_vague(given).iso == given else {"@value": given, "@type": _EDTF}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says words in their languages; ``languages`` are those of the editions by tag."""

    languages: Mapping[str, str]
    _named: dict[tuple[str, str], Json] = field(default_factory=dict)

    def words(self, given: Mapping[str, str] | None) -> list[Json]:
        """Words with their languages, the same twice where two scripts write them alike."""
        return [
            {"@value": text, "@language": self.languages.get(tag, tag)}
            for tag, text in (given or {}).items()
        ]

    def other_names(self, one: Json) -> list[Any]:
        """Its short name, and those that belong to no edition."""
        return [*self.words(one.get("short")), *one["aliases"]]

    def named(self, reference: Json | None, type_: str) -> Json | None:
        """Another record, with its name so that nobody has to look it up."""
        if reference is None:
            return None
        uri = reference["uri"]
        found = self._named.get((uri, type_))
        if found is None:
            found = node(type_, id=uri, name=self.words(reference["names"]))
            self._named[uri, type_] = found
        return found

    def all_named(self, references: Sequence[Json], type_: str) -> list[Json]:
        """Several of them."""
        return [found for one in references if (found := self.named(one, type_))]

    def source(self, one: Json) -> Json:
        """What says so."""
        publisher = node("Organization", name=self.words(one["publisher"]))
        return node(
            "CreativeWork",
            name=self.words(one["title"]),
            publisher=publisher,
            url=one["url"],
            datePublished=date(one["published"]),
            archivedAt=one["archived"],
        )

    def articles(self, one: Json) -> list[Json]:
        """News about it."""
        return [
            node(
                "NewsArticle",
                headline=self.words(article["titles"]),
                url=list(article["urls"].values()),
                datePublished=article["date"],
            )
            for article in one["articles"]
        ]

    def subjects(self, one: Json) -> list[Json]:
        """What it is about."""
        return [
            node("DefinedTerm", termCode=term["id"], name=self.words(term["names"]))
            for term in one["subjects"]
        ]
