"""Build the whole site: content in, a checked tree out; nothing is written if anything is wrong."""

from __future__ import annotations

import functools
import time
from collections.abc import Iterable
from dataclasses import dataclass

from hutong.build.assets import theme_files
from hutong.build.editions import convert_editions, is_public
from hutong.build.images import shrink
from hutong.build.load import Content, load_content
from hutong.build.pages import site_output
from hutong.build.render import Renderer
from hutong.build.scan import shown
from hutong.build.tree import TreeReport, write_tree
from hutong.errors import ContentError
from hutong.model import Document, Note, OutputFile, Problem, Provenance, Severity
from hutong.settings import HutongSettings
from hutong.share import check_networks
from hutong.variants import Converter
from hutong.views.edition import Convert, Edition, PictureFile, Site, ThemeFiles, make_edition
from hutong.views.urls import Addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did. ``seconds`` is wall time; ``warnings`` and ``notes`` are for editors."""

    tree: TreeReport
    articles: int
    editions: int
    unpublished: tuple[Document, ...]
    warnings: tuple[Problem, ...]
    notes: tuple[Note, ...]
    conversions: tuple[int, int]
    """How many documents were converted anew, and how many taken from an earlier build."""
    seconds: float
    hidden_paths: frozenset[str]
    """Paths below an edition that only texts which are not public now would have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSite:
    """A site without errors, ready to be rendered."""

    content: Content
    editions: tuple[Edition, ...]
    files: tuple[OutputFile, ...]
    unpublished: tuple[Document, ...]
    warnings: tuple[Problem, ...]
    notes: tuple[Note, ...]
    conversions: tuple[int, int]
    """How many documents were converted anew, and how many taken from an earlier build."""


def build_site(settings: HutongSettings) -> BuildReport:
    """Build ``settings.output``.

    :raises ContentError: with every problem; the output folder is as it was.
    :raises CannotRun: if settings, theme or disk do not allow it.
    """
    begun = time.perf_counter()
    renderer = Renderer(settings.theme, settings.jinja_filters, settings.jinja_globals)
    site = check_site(settings, renderer)
    files = [*site.files, *site_output(site.editions, renderer)]
    tree = write_tree(settings.output, files, keep=settings.keep)
    return BuildReport(
        tree=tree,
        articles=len(site.editions[0].articles),
        editions=len(site.editions),
        unpublished=site.unpublished,
        warnings=site.warnings,
        notes=site.notes,
        conversions=site.conversions,
        seconds=time.perf_counter() - begun,
        hidden_paths=_hidden_paths(site),
    )


def _hidden_paths(site: CheckedSite) -> frozenset[str]:
    edition = site.editions[0]
    public = {one.url_path for one in (*edition.articles, *edition.pages)}
    return frozenset(str(one.url_path) for one in site.unpublished) - public


def check_site(
    settings: HutongSettings, renderer: Renderer, *, doubts: bool = False, drafts: bool = False
) -> CheckedSite:
    """Load, check and convert everything, without rendering or writing.

    With ``doubts`` the notes hold what the conversion is unsure of; with ``drafts`` there are
    notes and warnings about texts that are not public now, too.

    :raises ContentError: with every problem found.
    """
    content = load_content(settings)
    problems = [*content.problems, *_share_problems(settings), *_ahead(content, settings)]
    _raise_errors(problems)
    public, unpublished = _parted(content.documents, settings)
    judged = [*public, *unpublished] if drafts else public
    converted = convert_editions(judged, content.rules, settings, doubts=doubts)
    problems += converted.problems
    _raise_errors(problems)
    theme, files = theme_files(settings.theme, settings.variants)
    pictures, media = _media(content, settings, _hidden_files(public, unpublished))
    shared = _site(settings, content, theme, pictures)
    ids = {document.id for document in public}
    editions = [
        make_edition(
            shared,
            variant,
            renderer.words(variant.locale),
            _namer(converted.converter, variant.tag),
            tuple(document for document in one.documents if document.id in ids),
        )
        for variant, one in zip(settings.variants, converted.editions, strict=True)
    ]
    return CheckedSite(
        content=content,
        editions=tuple(editions),
        files=(*files, *media),
        unpublished=unpublished,
        warnings=tuple(dict.fromkeys(problems)),
        notes=converted.notes,
        conversions=converted.counts,
    )


def _raise_errors(problems: Iterable[Problem]) -> None:
    everything = tuple(dict.fromkeys(problems))
    if any(problem.severity is Severity.ERROR for problem in everything):
        raise ContentError(everything)


def _share_problems(settings: HutongSettings) -> tuple[Problem, ...]:
    return check_networks(settings.share, today=settings.now.date(), path="pelicanconf.py")


def _ahead(content: Content, settings: HutongSettings) -> list[Problem]:
    """Changes and corrections that have not happened yet: a slip of the pen."""
    now, today = settings.now, settings.now.astimezone(settings.zone).date()
    return [
        Problem(shown(one.path), 1, what, "mend the date", Severity.WARNING)
        for one in content.documents
        for what, wrong in (
            ("'modified' lies in the future", one.modified and one.modified.at > now),
            ("a correction lies in the future", any(c.date > today for c in one.corrections)),
        )
        if wrong
    ]


def _parted(
    documents: Iterable[Document], settings: HutongSettings
) -> tuple[list[Document], tuple[Document, ...]]:
    """Public documents, and those that readers may not see now.

    A counterpart is public only if its original is.
    """
    everything = list(documents)
    ids = {
        one.id
        for one in everything
        if one.provenance is Provenance.ORIGINAL and is_public(one, settings.now)
    }
    kept: list[Document] = []
    hidden: list[Document] = []
    for one in everything:
        (kept if one.id in ids and is_public(one, settings.now) else hidden).append(one)
    return kept, tuple(hidden)


def _namer(converter: Converter, target: str) -> Convert:
    @functools.cache
    def convert(text: str, source: str) -> str:
        return converter.text(text, source=source, target=target)

    return convert


def _hidden_files(public: Iterable[Document], unpublished: Iterable[Document]) -> frozenset[str]:
    """Pictures and attachments that only texts which are not public use."""
    shown = {path for document in public for path in document.assets}
    return frozenset(path for one in unpublished for path in one.assets) - shown


def _media(
    content: Content, settings: HutongSettings, hidden: frozenset[str]
) -> tuple[dict[str, PictureFile], list[OutputFile]]:
    """Attachments as they are, pictures also in smaller versions."""
    pictures: dict[str, PictureFile] = {}
    files: list[OutputFile] = []
    for path, file in content.media.items():
        if path in hidden:
            continue
        files.append(OutputFile(path=path, data=file.read_bytes()))
        if path in content.sizes:
            picture, smaller = shrink(path, file, content.sizes[path], settings.cache)
            pictures[path] = picture
            files += smaller
    return pictures, files


def _site(
    settings: HutongSettings, content: Content, theme: ThemeFiles, pictures: dict[str, PictureFile]
) -> Site:
    return Site(
        variants=settings.variants,
        addresses=Addresses(settings.site_url, settings.base_path),
        zone=settings.zone,
        now=settings.now,
        publisher=settings.publisher,
        share=settings.share,
        share_via=settings.share_via,
        page_size=settings.page_size,
        feed_size=settings.feed_size,
        taxonomy=content.taxonomy,
        register=content.register,
        pictures=pictures,
        theme=theme,
    )
