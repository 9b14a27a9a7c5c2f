"""Check what documents say of one another and of the register, and turn names into ids."""

from __future__ import annotations

import dataclasses
import functools
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from hutong.build.beside import beside
from hutong.build.digests import sha256_of
from hutong.build.ground import Ground
from hutong.build.scan import kind_of, shown
from hutong.build.soundness import Soundness
from hutong.model import Document, Problem, Provenance
from hutong.register import (
    SINGULAR,
    Around,
    Read,
    RecordKind,
    Register,
    check_between,
    check_record,
    check_rest,
    parse_record,
)
from hutong.settings import HutongSettings
from hutong.taxonomy import Taxon, Taxonomy
from hutong.views.order import Ids, Listed

_MANY: Final = 1000
"""Records that take longer to check than another process to begin."""


ReadText = tuple[Document, Mapping[str, int]]
"""A document as written, and on which line of its file each key of the front matter stands."""


def with_used(taxonomy: Taxonomy, documents: Iterable[Document]) -> Taxonomy:
    """The taxonomy with the tags and sources that are used, and nowhere declared."""
    tags: set[tuple[str, str]] = set()
    sources: set[tuple[str, str]] = set()
    for one in documents:
        tags.update((tag, one.variant) for tag in one.tags)
        if one.source:
            sources.add((one.source.name, one.variant))
    return taxonomy.plus(Taxon.TAG, tags).plus(Taxon.SOURCE, sources)


class Names:
    """Finds ids for names as written, each name once."""

    def __init__(self, taxonomy: Taxonomy, register: Register) -> None:
        self._taxonomy = taxonomy
        self._register = register
        self.term = functools.cache(self._term)
        self.organisation = functools.cache(self._organisation)

    def ids(self, document: Document) -> Ids:
        """The ids; a name that nothing answers to has its problem already."""
        tags = (self.term(Taxon.TAG, tag) for tag in document.tags)
        source = document.source
        return Ids(
            section=self.term(Taxon.SECTION, document.section) if document.section else "",
            tags=tuple(dict.fromkeys(filter(None, tags))),
            source=self.term(Taxon.SOURCE, source.name) if source else "",
            organisations=tuple(self.organisation(one.organisation) for one in document.byline),
            agreements=self._records(RecordKind.AGREEMENT, document.agreements),
            policies=self._records(RecordKind.POLICY, document.policies),
        )

    def _records(self, kind: RecordKind, names: Sequence[str]) -> tuple[str, ...]:
        found = (self._register.find(kind, name) for name in names)
        return tuple(dict.fromkeys(one.id for one in found if one))

    def _term(self, taxon: Taxon, name: str) -> str:
        found = self._taxonomy.find(taxon, name)
        return found.id if found else ""

    def _organisation(self, name: str) -> str:
        found = self._register.find(RecordKind.ORGANISATION, name) if name else None
        return found.id if found else ""


def with_ids(document: Document, ids: Ids | Listed) -> Document:
    """The document with ids for the names that it was written with."""
    source = document.source
    return dataclasses.replace(
        document,
        section=ids.section,
        tags=ids.tags,
        source=dataclasses.replace(source, key=ids.source) if source else None,
        byline=tuple(
            dataclasses.replace(credit, organisation=key)
            for credit, key in zip(document.byline, ids.organisations, strict=True)
        ),
        agreements=ids.agreements,
        policies=ids.policies,
    )


def check_register(
    records: Sequence[Read],
    ground: Ground,
    sound: Soundness,
    settings: HutongSettings,
    *,
    jobs: int = 1,
) -> Iterator[Problem]:
    """All that is wrong with records and between them, on the day of the build."""

    def mend(taxon: str, name: str) -> str:
        near = ground.taxonomy.near(Taxon(taxon), name)
        add = f"add it to content/{taxon}.yaml"
        return f"did you mean '{near}'? Otherwise {add}" if near else add

    around = Around(
        register=ground.register,
        files=ground.media.keys(),
        tags=settings.tags,
        today=settings.now.astimezone(settings.zone).date(),
        may_be_broken=lambda kind, name: sound.may_hold(kind, name, ground.register.fold),
        has_term=lambda taxon, name: (
            ground.taxonomy.find(Taxon(taxon), name) is not None
            or not sound.is_whole(f"{taxon}.yaml")
        ),
        mend_term=mend,
        sha256=lambda path: sha256_of(settings.content / path),
    )
    yield from _of_records(records, around, jobs)
    for path, text in sound.records.items():
        parsed = parse_record(
            text or "", path=path, kind=kind_of(path), tags=settings.tags, shown_path=shown(path)
        )
        if rest := parsed.record or parsed.rest:
            yield from check_rest(Read(rest, parsed.lines, shown(path)), around)


def _of_records(records: Sequence[Read], around: Around, jobs: int) -> Iterator[Problem]:
    """What is wrong with each record, and between them."""
    with beside(
        lambda: list(check_between(records, around.register)),
        worth=jobs > 1 and len(records) > _MANY,
        urgent=True,
    ) as between:
        for read in records:
            yield from check_record(read, around)
        yield from between()


ProseLinks = Iterable[tuple[str, Sequence[tuple[str, int]]]]
"""Paths of records with the links in their texts."""


def check_references(
    read: Sequence[ReadText],
    prose: ProseLinks,
    ground: tuple[Taxonomy, Register],
    sound: Soundness,
    anchors_of: Callable[[str], Collection[str]],
) -> Iterator[Problem]:
    """All that is wrong between texts, and between them and the ``ground`` that they stand on.

    ``anchors_of`` gives the anchors of the document at a path, where it is whole.
    """
    documents = [document for document, _ in read]
    for document, lines in read:
        yield from _unknown(document, lines, *ground, sound)
    yield from _clashes(documents)
    yield from _orphans(documents)
    links = [*((one.path, one.links) for one in documents), *prose]
    yield from _dead_links(links, {one.path for one in documents}, sound.texts, anchors_of)


def _unknown(
    document: Document,
    lines: Mapping[str, int],
    taxonomy: Taxonomy,
    register: Register,
    sound: Soundness,
) -> Iterator[Problem]:
    """Names that nothing answers to; not where the file that should is broken itself."""
    path = shown(document.path)
    unknown = document.section and not taxonomy.find(Taxon.SECTION, document.section)
    if unknown and sound.is_whole(f"{Taxon.SECTION}.yaml"):
        near = taxonomy.near(Taxon.SECTION, document.section)
        names = ", ".join(term.id for term in taxonomy.of(Taxon.SECTION))
        listed = f"use one of content/sections.yaml: {names}"
        mend = f"did you mean '{near}'? Otherwise {listed}" if near else listed
        line = lines.get("section", 1)
        yield Problem(path, line, f"unknown section '{document.section}'", mend)
    for kind, at, name in _register_names(document):
        if not register.find(kind, name) and not sound.may_hold(kind, name, register.fold):
            what = f"unknown {SINGULAR[kind]} '{name}'"
            yield Problem(path, lines.get(at, 1), what, register.mend(kind, name))


def _register_names(document: Document) -> Iterator[tuple[RecordKind, str, str]]:
    for number, credit in enumerate(document.byline):
        if credit.organisation:
            yield RecordKind.ORGANISATION, f"byline.{number}.organisation", credit.organisation
    for number, name in enumerate(document.agreements):
        yield RecordKind.AGREEMENT, f"agreements.{number}", name
    for number, name in enumerate(document.policies):
        yield RecordKind.POLICY, f"policies.{number}", name


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


_RESERVED = frozenset({
    "news", "events", "archive", "page", "register", "subjects", *Taxon, *RecordKind,
})  # fmt: skip


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


def _dead_links(
    links: Iterable[tuple[str, Sequence[tuple[str, int]]]],
    whole: Collection[str],
    known: Collection[str],
    anchors_of: Callable[[str], Collection[str]],
) -> Iterator[Problem]:
    """Links to content files that are not there, or to places that they do not have."""
    for source, some in links:
        for target, line in some:
            path, _, place = target.partition("#")
            if path not in known:
                what = f"the link leads to {shown(path)}, which does not exist"
                yield Problem(shown(source), line, what, "mend the path in the link")
            elif place and path in whole and place not in anchors_of(path):
                what = f"the link leads to #{place}, which {shown(path)} does not have"
                mend = "mend it, or give the heading there that {#id}"
                yield Problem(shown(source), line, what, mend)
