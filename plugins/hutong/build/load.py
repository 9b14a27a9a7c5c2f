"""Content folder → everything a build starts from, or every problem in it at once."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hutong.build.findings import unknown_decisions
from hutong.build.images import measure
from hutong.build.references import Soundness, resolve
from hutong.build.rules import site_rules, unknown_topics
from hutong.build.scan import Scan, scan_content, shown
from hutong.model import Document, Kind, Problem, Severity
from hutong.register import Entry, EntryKind, Register, make_register, parse_entry
from hutong.register.aliases import find_undeclared_aliases
from hutong.settings import HutongSettings
from hutong.source import Parsed, SourceContext, decode, load_snippets, mask, parse_document
from hutong.taxonomy import Taxon, Taxonomy, Term, make_taxonomy, parse_terms
from hutong.variants import SiteRules, fold
from hutong.variants.tags import CODES


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All content, checked as far as one variant goes; ``documents`` are as written.

    ``problems`` holds errors and warnings; with an error in it nothing may be published.
    """

    documents: tuple[Document, ...]
    taxonomy: Taxonomy
    register: Register
    rules: SiteRules
    media: Mapping[str, Path]
    sizes: Mapping[str, tuple[int, int]]
    problems: tuple[Problem, ...]


def load_content(settings: HutongSettings) -> Content:
    """Read and check the whole content folder.

    :raises CannotRun: if the folder cannot be read.
    """
    scan = scan_content(settings.content)
    problems: list[Problem] = list(scan.problems)
    texts = dict(_decoded(scan, problems))
    sizes, broken = measure(scan.media)
    problems += broken
    tags = [variant.tag for variant in settings.variants]
    taxonomy = make_taxonomy(list(_terms(texts, tags, problems)), fold)
    register = make_register(list(_entries(texts, tags, problems)), fold)
    problems += register.problems()
    problems += _undeclared_aliases(texts, register)
    rules, found = site_rules(texts, settings.variants, register, taxonomy)
    problems += found
    context = _context(settings, scan, sizes)
    context = _with_snippets(context, texts, problems)
    parsed = list(_documents(texts, context))
    problems += [problem for one in parsed for problem in one.problems]
    documents, taxonomy, found = resolve(parsed, taxonomy, register, _soundness(scan, problems))
    problems += found
    problems += unknown_topics(parsed, rules.topics)
    problems += unknown_decisions(
        rules.everything_decided, {one.document.path for one in parsed if one.document}, tags
    )
    return Content(
        documents=documents,
        taxonomy=taxonomy,
        register=register,
        rules=rules,
        media=scan.media,
        sizes=sizes,
        problems=tuple(dict.fromkeys(problems)),
    )


def _soundness(scan: Scan, problems: Iterable[Problem]) -> Soundness:
    errors = {one.path for one in problems if one.severity is Severity.ERROR}
    broken = frozenset(path for path in scan.texts if shown(path) in errors)
    return Soundness(frozenset(scan.texts), broken)


def _decoded(scan: Scan, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    for path, data in scan.texts.items():
        text, found = decode(data, shown(path))
        problems += found
        if text is not None:
            yield path, text


def _terms(
    texts: Mapping[str, str], tags: Sequence[str], problems: list[Problem]
) -> Iterator[Term]:
    for taxon in Taxon:
        path = f"{taxon}.yaml"
        if path in texts:
            terms, found = parse_terms(
                texts[path], path=shown(path), taxon=taxon, tags=tags, fold=fold
            )
            problems += found
            yield from terms


def _entries(
    texts: Mapping[str, str], tags: Sequence[str], problems: list[Problem]
) -> Iterator[Entry]:
    for kind in EntryKind:
        for path in _under(texts, kind.value):
            entry, found = parse_entry(
                texts[path], path=path, kind=kind, tags=tags, shown_path=shown(path)
            )
            problems += found
            if entry:
                yield entry


def _undeclared_aliases(texts: Mapping[str, str], register: Register) -> Iterator[Problem]:
    for kind in Kind:
        for path in _under(texts, kind.value):
            lines = enumerate(mask(texts[path]).split("\n"), 1)
            yield from find_undeclared_aliases(lines, register, shown(path))


def _under(texts: Mapping[str, str], folder: str) -> list[str]:
    return [path for path in texts if path.startswith(f"{folder}/")]


def _context(
    settings: HutongSettings, scan: Scan, sizes: Mapping[str, tuple[int, int]]
) -> SourceContext:
    return SourceContext(
        timezone=settings.timezone,
        variants=tuple(variant.tag for variant in settings.variants),
        default_variant=settings.variants[0].tag,
        written=tuple(CODES.values()),
        base_path=settings.base_path,
        images=sizes,
        files=frozenset(path for path in scan.media if path not in sizes),
    )


def _with_snippets(
    context: SourceContext, texts: Mapping[str, str], problems: list[Problem]
) -> SourceContext:
    files = {path: texts[path] for path in _under(texts, "snippets")}
    snippets, found = load_snippets(files, context=context)
    problems += found
    return dataclasses.replace(context, snippets=snippets)


def _documents(texts: Mapping[str, str], context: SourceContext) -> Iterable[Parsed]:
    for kind in Kind:
        for path in _under(texts, kind.value):
            yield parse_document(
                texts[path], path=path, kind=kind, context=context, shown_path=shown(path)
            )
