"""All content at once, whole and in memory, for checking and reviewing it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from hutong.build.arrange import raise_errors, share_problems
from hutong.build.briefs import load_briefs
from hutong.build.editions import ConvertedEditions, convert_editions
from hutong.build.findings import unknown_decisions
from hutong.build.gather import load_ground
from hutong.build.ground import Ground, read_texts
from hutong.build.mentions import unknown_names
from hutong.build.references import (
    Names,
    check_references,
    check_register,
    with_ids,
    with_used,
)
from hutong.build.rules import unknown_topics
from hutong.build.scan import Scan, kind_of, read_text, scan_content, shown
from hutong.build.sheets import Prose, sheet_of
from hutong.build.soundness import soundness
from hutong.build.sources import Sources
from hutong.build.survey import ahead, parted
from hutong.model import Document, Kind, Note, Problem, Severity
from hutong.register import Read, Sheet, parse_record
from hutong.register.aliases import find_undeclared_aliases
from hutong.settings import HutongSettings
from hutong.source import Parsed, SourceContext, anchors, mask, parse_document, quick_yaml
from hutong.source.prose import read_prose
from hutong.taxonomy import Taxonomy


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All content, checked as far as one variant goes; ``documents`` are as written.

    ``problems`` holds errors and warnings; with an error in it nothing may be published.
    """

    documents: tuple[Document, ...]
    sheets: tuple[Sheet, ...]
    taxonomy: Taxonomy
    ground: Ground
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedContent:
    """Content without errors, with what conversion has to say about it."""

    content: Content
    unpublished: tuple[Document, ...]
    warnings: tuple[Problem, ...]
    notes: tuple[Note, ...]


def check_content(settings: HutongSettings) -> CheckedContent:
    """Load, check and convert everything, drafts too, without rendering or writing.

    :raises ContentError: with every problem found.
    :raises CannotRun: if the content folder cannot be read.
    """
    content = load_content(settings)
    problems = (
        *content.problems, *share_problems(settings), *ahead(content.documents, settings),
    )  # fmt: skip
    raise_errors(problems)
    public, unpublished = parted(content.documents, settings)
    converted = _converted([*public, *unpublished], content, settings)
    problems = (*problems, *converted.problems)
    raise_errors(problems)
    return CheckedContent(
        content=content,
        unpublished=unpublished,
        warnings=tuple(dict.fromkeys(problems)),
        notes=converted.notes,
    )


def _converted(
    documents: list[Document], content: Content, settings: HutongSettings
) -> ConvertedEditions:
    return convert_editions(documents, content.sheets, content.ground.rules, settings)


def load_content(settings: HutongSettings) -> Content:
    """Read and check the whole content folder.

    :raises CannotRun: if the folder cannot be read.
    """
    scan = scan_content(settings.content)
    sources = Sources(scan, {}, taken_at_ns=time.time_ns(), doubt=True)
    briefs = load_briefs(scan, sources, None, settings, code=b"").briefs
    ground = load_ground(scan, sources, briefs, None, settings)
    problems: list[Problem] = list(ground.problems)
    context = ground.context(settings)
    records = list(_records(scan, ground, settings.tags, context, problems))
    parsed = dict(_parsed(scan, ground, context, problems))
    written = {path: one.document for path, one in parsed.items() if one.document}
    taxonomy = with_used(ground.taxonomy, written.values())
    bodies = {path: anchors(one.body) for path, one in written.items()}
    sound = soundness(scan, problems)
    read = [(one, parsed[path].lines) for path, one in written.items()]
    links = [(one.path, one.links) for _, one in records]
    around = (taxonomy, ground.register)
    problems += check_references(read, links, around, sound, bodies.__getitem__)
    problems += check_register([one for one, _ in records], ground, sound, settings)
    paths = {*written, *(one.path for _, one in records)}
    problems += unknown_decisions(ground.rules.everything_decided, paths, settings.tags)
    names = Names(taxonomy, ground.register)
    return Content(
        documents=tuple(with_ids(one, names.ids(one)) for one in written.values()),
        sheets=tuple(sheet for _, sheet in records),
        taxonomy=taxonomy,
        ground=ground,
        problems=tuple(dict.fromkeys(problems)),
    )


def _records(
    scan: Scan,
    ground: Ground,
    tags: Sequence[str],
    context: SourceContext,
    problems: list[Problem],
) -> Iterator[tuple[Read, Sheet]]:
    """Each sound record as it was read, and as its own edition shows it."""
    for path, text in read_texts(scan.records, partial(read_text, scan.root), problems):
        parsed = parse_record(
            text, path=path, kind=kind_of(path), tags=tags, shown_path=shown(path), quick=quick_yaml
        )
        prose = read_prose(
            parsed.body, parsed.body_line, path=path, shown_path=shown(path), context=context
        )
        problems += (*parsed.problems, *prose.problems)
        if parsed.record is None or any(one.severity is Severity.ERROR for one in prose.problems):
            continue
        below = Prose(prose.html, prose.links, prose.assets)
        sheet = sheet_of(ground.resolved(parsed.record), path, below)
        yield Read(parsed.record, parsed.lines, shown(path)), sheet


def _parsed(
    scan: Scan, ground: Ground, context: SourceContext, problems: list[Problem]
) -> Iterator[tuple[str, Parsed]]:
    for path, text in read_texts(scan.documents, partial(read_text, scan.root), problems):
        kind = Kind(path.partition("/")[0])
        one = parse_document(text, path=path, kind=kind, context=context, shown_path=shown(path))
        problems += one.problems
        lines = enumerate(mask(text).split("\n"), 1)
        problems += find_undeclared_aliases(lines, ground.register, shown(path))
        if one.document:
            problems += unknown_topics(one.document, one.lines, ground.rules.topics)
            problems += unknown_names(one.document, one.lines, ground.register)
        yield path, one
