"""Check what documents say of one another and of the register, and turn names into ids."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from hutong.build.scan import shown
from hutong.model import Document, Problem, Provenance
from hutong.register import EntryKind, Register
from hutong.source import Parsed, anchors
from hutong.taxonomy import Taxon, Taxonomy


@dataclass(frozen=True, slots=True)
class Soundness:
    """What the content folder holds, whole or not, so that one fault is not told twice.

    ``texts`` are all content texts; ``broken`` those of them with an error.
    """

    texts: frozenset[str]
    broken: frozenset[str]

    def is_whole(self, folder_or_file: str) -> bool:
        """Whether nothing at or below a content path is broken."""
        return not any(path.startswith(folder_or_file) for path in self.broken)


Resolved = tuple[tuple[Document, ...], Taxonomy, tuple[Problem, ...]]


def resolve(
    parsed: Sequence[Parsed], taxonomy: Taxonomy, register: Register, sound: Soundness
) -> Resolved:
    """The documents with ids for names, the taxonomy with undeclared names, and problems."""
    whole = [one for one in parsed if one.document]
    taxonomy = taxonomy.plus(Taxon.TAG, _used_tags(whole)).plus(Taxon.SOURCE, _used_sources(whole))
    problems: list[Problem] = []
    documents = []
    for one in whole:
        problems += _unknown(one, taxonomy, register, sound)
        if one.document:
            documents.append(_with_ids(one.document, taxonomy, register))
    problems += _clashes(documents)
    problems += _orphans(documents)
    problems += _dead_links(documents, sound.texts)
    return tuple(documents), taxonomy, tuple(problems)


def _used_tags(parsed: Iterable[Parsed]) -> list[tuple[str, str]]:
    documents = (one.document for one in parsed if one.document)
    return [(tag, document.variant) for document in documents for tag in document.tags]


def _used_sources(parsed: Iterable[Parsed]) -> list[tuple[str, str]]:
    documents = (one.document for one in parsed if one.document)
    return [(one.source.name, one.variant) for one in documents if one.source]


def _unknown(
    one: Parsed, taxonomy: Taxonomy, register: Register, sound: Soundness
) -> Iterator[Problem]:
    """Names that nothing answers to; not where the file that should is broken itself."""
    document = one.document
    if document is None:
        return
    path = shown(document.path)
    unknown = document.section and not taxonomy.find(Taxon.SECTION, document.section)
    if unknown and sound.is_whole(f"{Taxon.SECTION}.yaml"):
        near = taxonomy.near(Taxon.SECTION, document.section)
        names = ", ".join(term.id for term in taxonomy.of(Taxon.SECTION))
        listed = f"use one of content/sections.yaml: {names}"
        mend = f"did you mean '{near}'? Otherwise {listed}" if near else listed
        line = one.lines.get("section", 1)
        yield Problem(path, line, f"unknown section '{document.section}'", mend)
    for kind, at, name in _register_names(document):
        if not register.find(kind, name) and sound.is_whole(f"{kind}/"):
            what = f"unknown {_SINGULAR[kind]} '{name}'"
            yield Problem(path, one.lines.get(at, 1), what, register.mend(kind, name))


_SINGULAR = {
    EntryKind.AGREEMENT: "agreement",
    EntryKind.POLICY: "policy",
    EntryKind.ORGANISATION: "organisation",
    EntryKind.PERSON: "person",
}


def _register_names(document: Document) -> Iterator[tuple[EntryKind, str, str]]:
    for number, credit in enumerate(document.byline):
        if credit.organisation:
            yield EntryKind.ORGANISATION, f"byline.{number}.organisation", credit.organisation
    for number, name in enumerate(document.agreements):
        yield EntryKind.AGREEMENT, f"agreements.{number}", name
    for number, name in enumerate(document.policies):
        yield EntryKind.POLICY, f"policies.{number}", name


def _with_ids(document: Document, taxonomy: Taxonomy, register: Register) -> Document:
    """Names as written → ids; a name that nothing answers to has its problem already."""
    section = taxonomy.find(Taxon.SECTION, document.section)
    tags = (taxonomy.find(Taxon.TAG, tag) for tag in document.tags)
    source = document.source
    if source:
        term = taxonomy.find(Taxon.SOURCE, source.name)
        source = dataclasses.replace(source, key=term.id if term else "")
    byline = []
    for credit in document.byline:
        entry = register.find(EntryKind.ORGANISATION, credit.organisation)
        byline.append(dataclasses.replace(credit, organisation=entry.id if entry else ""))
    return dataclasses.replace(
        document,
        section=section.id if section else "",
        tags=tuple(dict.fromkeys(tag.id for tag in tags if tag)),
        source=source,
        byline=tuple(byline),
    )


def _clashes(documents: Iterable[Document]) -> Iterator[Problem]:
    """Two texts for one address."""
    owners: dict[tuple[str, str], Document] = {}
    for document in sorted(documents, key=lambda one: (one.provenance.value, one.path)):
        counterpart = document.provenance is Provenance.COUNTERPART
        owner = owners.setdefault((document.id, document.variant if counterpart else ""), document)
        if owner is not document:
            what = f"the slug '{document.slug}' is also that of {shown(owner.path)}"
            yield Problem(shown(document.path), 1, what, "give one of them another 'slug:'")
    taken = {document.url_path: document for document in documents}
    for document in taken.values():
        head = document.url_path.split("/")[0]
        if document.kind.value == "pages" and head in _RESERVED:
            what = f"the slug '{document.slug}' is taken by the site itself"
            yield Problem(shown(document.path), 1, what, "give it another 'slug:'")


_RESERVED = frozenset({"news", "events", "archive", "page", *(taxon.value for taxon in Taxon)})


def _orphans(documents: Sequence[Document]) -> Iterator[Problem]:
    """Counterparts without their original, or in its very variant."""
    by_id: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        by_id[document.id].append(document)
    for group in by_id.values():
        originals = [one for one in group if one.provenance is Provenance.ORIGINAL]
        for document in group:
            if document.provenance is not Provenance.COUNTERPART:
                continue
            folder, _, name = document.path.rpartition("/")
            stem = name.partition(".")[0]
            if not originals or originals[0].path.rpartition("/")[0] != folder:
                what = f"there is no {stem}.md beside this counterpart"
                yield Problem(shown(document.path), 0, what, f"add {stem}.md, or rename this file")
            elif originals[0].variant == document.variant:
                what = f"{stem}.md is written in {document.variant} already"
                mend = "give this file the other variant's ending, or delete it"
                yield Problem(shown(document.path), 0, what, mend)


def _dead_links(documents: Sequence[Document], known: Collection[str]) -> Iterator[Problem]:
    """Links to content files that are not there, or to places that they do not have."""
    places: dict[str, frozenset[str]] = {}
    bodies = {one.path: one.body for one in documents}
    for document in documents:
        for target, line in document.links:
            path, _, place = target.partition("#")
            if path not in known:
                what = f"the link leads to {shown(path)}, which does not exist"
                yield Problem(shown(document.path), line, what, "mend the path in the link")
            elif place and path in bodies:
                found = places.setdefault(path, anchors(bodies[path]))
                if place not in found:
                    what = f"the link leads to #{place}, which {shown(path)} does not have"
                    mend = "mend it, or give the heading there that {#id}"
                    yield Problem(shown(document.path), line, what, mend)
