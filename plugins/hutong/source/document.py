"""One content file → a Document in its own variant, or all that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from hutong.lined_yaml import Split, split
from hutong.model import (
    SLUG,
    Correction,
    Credit,
    Document,
    Event,
    GlossaryTerm,
    Html,
    Image,
    Kind,
    Provenance,
    Question,
    Severity,
    SourceCredit,
    UrlPath,
)
from hutong.near import did_you_mean
from hutong.source import outline, summary
from hutong.source.body import read_body, render
from hutong.source.checks import check_keys, check_texts
from hutong.source.context import SHOWN_PREFIX, Parsed, SourceContext
from hutong.source.front import EventPart, Front, ImagePart, read_front
from hutong.source.links import locate
from hutong.source.masking import Lines, mask
from hutong.source.page import Page
from hutong.source.quick_yaml import quick_yaml
from hutong.source.sanitise import sanitise
from hutong.source.script import detect_variant
from hutong.source.values import LONGEST_SLUG

_SAMPLE: Final = 4000
"""Characters that are enough to tell the script of a text."""


@dataclass(frozen=True, slots=True)
class _Name:
    """What a file name says: the slug, and the variant of a hand-written counterpart."""

    stem: str
    suffix: str

    @classmethod
    def of(cls, path: str) -> _Name:
        stem, _, suffix = path.rpartition("/")[2].removesuffix(".md").partition(".")
        return cls(stem, suffix)


def parse_document(
    text: str,
    *,
    path: str,
    kind: Kind,
    context: SourceContext,
    shown_path: str = "",
    thorough: bool = False,
) -> Parsed:
    """Read one file; ``path`` is below ``content/``, ``shown_path`` as editors know it.

    A ``thorough`` reading takes no short cut: slower, and the same in every case.
    """
    shown = shown_path or SHOWN_PREFIX + path
    parts = split(text, shown, None if thorough else quick_yaml)
    page = Page(
        context=context,
        path=path,
        shown=shown,
        lines=Lines(parts.body, parts.body_line),
        thorough=thorough,
    )
    page.problems += parts.problems
    body = read_body(parts.body, page)
    front = _front_matter(parts, page)
    name = _Name.of(path)
    variant = _variant(parts, name, page)
    slug = _slug(front, name, parts.lines, page)
    document = None
    if front is not None:
        check_keys(front, kind, parts.lines, page)
        document = _document(front, parts, _Identity(kind, variant, slug, name), body, page)
    problems = tuple(sorted(set(page.problems), key=lambda one: (one.line, one.what)))
    sound = all(problem.severity is Severity.WARNING for problem in problems)
    return Parsed(document=document if sound else None, problems=problems, lines=parts.lines)


@dataclass(frozen=True, slots=True)
class _Identity:
    """What a document is called and where it belongs."""

    kind: Kind
    variant: str
    slug: str
    name: _Name


def _front_matter(parts: Split, page: Page) -> Front | None:
    if parts.data is None:
        return None
    check_texts(parts.data, parts.lines, page)
    front = None if page.thorough else read_front(parts.data, page.context.zone)
    if front is None:
        from hutong.source.complaints import validated  # loads the schema, which takes its time

        front = validated(parts, page)
    return front


def _variant(parts: Split, name: _Name, page: Page) -> str:
    """The variant by file name or front matter, else the one that the text looks like."""
    known, given = page.context.variants, _given_variant(parts)
    allowed = tuple(dict.fromkeys((*known, *page.context.written)))
    line = parts.lines.get("variant", 1)
    if name.suffix and name.suffix not in known:
        what = f"the file name ends in .{name.suffix}.md, which is no variant of this site"
        page.report(0, what, did_you_mean(name.suffix, known))
    if given and given not in allowed:
        what = f"variant: {given!r} is no form of Chinese that Hutong knows"
        page.report(line, what, did_you_mean(given, allowed))
    if given and name.suffix in known and given != name.suffix:
        what = f"variant is {given}, but the file name says {name.suffix}"
        page.report(line, what, "mend one of them, or leave variant out")
    found = name.suffix if name.suffix in known else given if given in allowed else ""
    if found or given or parts.data is None:
        return found or page.context.default_variant
    return _detected(parts, page)


def _given_variant(parts: Split) -> str:
    given = (parts.data or {}).get("variant")
    return given if isinstance(given, str) else ""


def _detected(parts: Split, page: Page) -> str:
    """Guess from title and text, and tell the editor."""
    title = (parts.data or {}).get("title")
    sample = f"{title if isinstance(title, str) else ''}\n{mask(parts.body)[:_SAMPLE]}"
    found = detect_variant(sample, page.context.variants)
    variant = found or page.context.default_variant
    looks = (
        f"the text looks like {variant}" if found else f"the text does not tell; {variant} is taken"
    )
    page.warn(1, f"variant is missing ({looks})", f"add the line `variant: {variant}`")
    return variant


def _slug(front: Front | None, name: _Name, lines: Mapping[str, int], page: Page) -> str:
    if front is not None and front.slug:
        return front.slug
    if "slug" not in lines and len(name.stem) > LONGEST_SLUG:
        what = f"the file name has {len(name.stem)} characters, more than {LONGEST_SLUG}"
        page.report(0, what, "rename the file, or add a line slug:")
    elif "slug" not in lines and not SLUG.fullmatch(name.stem):
        page.report(
            0,
            f"the file name {name.stem!r} cannot stand in an address",
            "rename the file with small letters a-z, figures and hyphens, or add a line slug:",
        )
    return name.stem


def _document(front: Front, parts: Split, identity: _Identity, body: Html, page: Page) -> Document:
    kind, slug = identity.kind, identity.slug
    # Asked for first: notes and the lead picture add to the page's links and assets.
    event = _event(front.event, parts.lines, page) if front.event else None
    image = _image(front.image, page) if front.image else None
    return Document(
        id=f"{kind}/{slug}",
        kind=kind,
        path=page.path,
        variant=identity.variant,
        origin=identity.variant,
        provenance=Provenance.COUNTERPART if identity.name.suffix else Provenance.ORIGINAL,
        slug=slug,
        url_path=_url_path(front, kind, slug, page.context),
        title=front.title,
        summary=front.summary or summary.summarise(body),
        summary_given=front.summary is not None,
        body=body,
        date=front.date,
        headings=outline.headings(body),
        questions=tuple(
            Question(anchor=anchor, question=asked, answer=sanitise(answer))
            for anchor, asked, answer in outline.questions(body)
        ),
        image=image,
        event=event,
        assets=tuple(sorted(page.assets)),
        links=tuple(dict.fromkeys(page.links)),
        characters=summary.count_characters(body),
        **_of_front_matter(front, page.path, parts.lines),
    )


def _of_front_matter(front: Front, path: str, lines: Mapping[str, int]) -> dict[str, Any]:
    """What the front matter says and the text has no part in."""
    said = front.glossary
    return {
        "modified": front.modified,
        "section": front.section or "",
        "tags": tuple(dict.fromkeys(front.tags)),
        "source": _source(front),
        "dateline": front.dateline or "",
        "byline": tuple(
            [
                Credit(role=one.role, name=one.name or "", organisation=one.organisation or "")
                for one in front.byline
            ]
        ),
        "agreements": front.agreements,
        "policies": front.policies,
        "unlinked": front.unlinked,
        "picked": front.pick is not None,
        "pick_until": front.pick.until if front.pick else None,
        "corrections": tuple(
            [Correction(date=one.date, text=one.text) for one in front.corrections]
        ),
        "status": front.status,
        "embargo": front.embargo,
        "expires": front.expires,
        "topics": tuple(dict.fromkeys(said.topics)) if said else (),
        "terms": tuple(
            [
                GlossaryTerm(names, path, lines.get(f"glossary.terms.{index}", 1))
                for index, names in enumerate(said.terms if said else ())
            ]
        ),
    }


def _url_path(front: Front, kind: Kind, slug: str, context: SourceContext) -> UrlPath:
    if kind is Kind.PAGE:
        return UrlPath(f"{slug}/")
    moment = front.event.start if kind is Kind.EVENT and front.event else front.date
    return UrlPath(f"{kind}/{moment.at.astimezone(context.zone).year}/{slug}/")


def _source(front: Front) -> SourceCredit | None:
    given = front.source
    if given is None:
        return None
    return SourceCredit(name=given.name, url=given.url or "", published=given.published)


def _image(given: ImagePart, page: Page) -> Image | None:
    path = locate(given.src, page) if given.src else None
    if path is None or path not in page.context.images:
        return None
    width, height = page.context.images[path]
    return Image(
        src=path,
        alt=given.alt or "",
        caption=given.caption or "",
        credit=given.credit or "",
        width=width,
        height=height,
    )


def _event(given: EventPart, lines: Mapping[str, int], page: Page) -> Event:
    return Event(
        start=given.start,
        end=given.end,
        place=given.place or "",
        online=given.online or "",
        registration=given.registration or "",
        notes=_notes(given.notes, lines.get("event.notes", 1), page) if given.notes else Html(""),
    )


def _notes(given: str, line: int, page: Page) -> Html:
    """A snippet by its name, or the notes as Markdown."""
    known = page.context.snippets
    if given in known:
        page.assets.update(known[given].assets)
        page.links += [(target, line) for target in known[given].links]
        return known[given].html
    if SLUG.fullmatch(given):
        mend = did_you_mean(given, known, "add it to content/snippets, or write the notes out")
        page.report(line, f"event.notes: there is no snippet {given!r}", mend)
        return Html("")
    notes = Page(
        context=page.context,
        path=page.path,
        shown=page.shown,
        lines=Lines(given, line),
        anchor_prefix="notes-",
        thorough=page.thorough,
    )
    rendered = render(given, notes)
    page.take(notes)
    return rendered
