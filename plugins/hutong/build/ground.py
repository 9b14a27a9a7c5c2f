"""What stands around the texts: terms, names of records, glossary, decisions, snippets, pictures.

All of it is read from the content files that become no pages of their own, and kept under the
digest of those files, since every build needs it and it seldom changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from hutong.build.rows import digest, encode
from hutong.build.rules import read_rules, site_rules
from hutong.build.scan import shown
from hutong.decisions import Decision
from hutong.model import GlossaryTerm, Problem
from hutong.register import Brief, Record, RecordKind, Register, make_register
from hutong.register.sheet import resolved
from hutong.settings import HutongSettings
from hutong.source import Snippet, SourceContext, decode, load_snippets
from hutong.taxonomy import Fold, Taxon, Taxonomy, Term, make_taxonomy, parse_terms
from hutong.variants import SiteRules, make_fold
from hutong.variants.tags import CODES


class _Kept(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """A ground as the store keeps it."""

    terms: tuple[Term, ...]
    glossary: tuple[GlossaryTerm, ...]
    topics: dict[str, tuple[GlossaryTerm, ...]]
    decisions: tuple[Decision, ...]
    snippets: dict[str, Snippet]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """All content but documents, and records but for their names.

    ``digest`` is that of everything in it.

    ``media`` maps each picture and attachment to the digest of its bytes, ``sizes`` each
    picture to its width and height.
    """

    taxonomy: Taxonomy
    register: Register
    rules: SiteRules
    snippets: Mapping[str, Snippet]
    media: Mapping[str, bytes]
    sizes: Mapping[str, tuple[int, int]]
    problems: tuple[Problem, ...]
    digest: bytes

    def context(self, settings: HutongSettings) -> SourceContext:
        """What a reader of one document must know of the site."""
        return _context(settings, self.sizes, self.media, self.snippets)

    def resolved(self, record: Record) -> Record:
        """A record with ids where it has names of others."""

        def find(kind: RecordKind, name: str) -> str:
            found = self.register.find(kind, name)
            return found.id if found else ""

        def find_term(taxon: str, name: str) -> str:
            found = self.taxonomy.find(Taxon(taxon), name)
            return found.id if found else ""

        return resolved(record, find, find_term)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundFiles:
    """What a ground is made of: digests of texts and media, sizes of pictures, briefs of records.

    ``read`` reads a text.
    """

    briefs: tuple[Brief, ...]
    texts: Mapping[str, bytes]
    read: Callable[[str], bytes | Problem]
    media: Mapping[str, bytes]
    sizes: Mapping[str, tuple[int, int]]
    problems: tuple[Problem, ...]


_DECODER: Final = msgspec.msgpack.Decoder(_Kept)


def ground_key(files: GroundFiles, settings: HutongSettings, code: bytes) -> bytes:
    """The digest of all that a ground depends on; ``code`` is that of what reads it."""
    variants = encode([(one.tag, one.quotes) for one in settings.variants])
    return digest(
        code,
        variants,
        settings.base_path.encode(),
        settings.timezone.encode(),
        encode(files.briefs),
        encode(sorted(files.texts.items())),
        encode(sorted(files.media)),
        encode(sorted(files.sizes.items())),
    )


def read_ground(files: GroundFiles, settings: HutongSettings) -> tuple[bytes, tuple[Problem, ...]]:
    """What the files say, for :func:`make_ground`, and all problems with them."""
    problems: list[Problem] = []
    texts = dict(read_texts(files.texts, files.read, problems))
    tags = [variant.tag for variant in settings.variants]
    fold = make_fold(settings.cache)
    terms = tuple(_terms(texts, tags, fold, problems))
    register = make_register(files.briefs, fold)
    glossary, topics, decisions, found = read_rules(texts, settings.variants, register, terms)
    problems += found
    context = _context(settings, files.sizes, files.media, {})
    snippets, found = load_snippets(
        {path: texts[path] for path in _under(texts, "snippets")}, context=context
    )
    problems += found
    kept = _Kept(
        terms=terms,
        glossary=glossary,
        topics=topics,
        decisions=decisions,
        snippets=dict(snippets),
        problems=tuple(dict.fromkeys(problems)),
    )
    return encode(kept), kept.problems


def make_ground(data: bytes, files: GroundFiles, settings: HutongSettings, key: bytes) -> Ground:
    """Look-ups over what :func:`read_ground` found.

    :raises ValueError: if ``data`` is nothing that it wrote.
    """
    kept = _DECODER.decode(data)
    fold = make_fold(settings.cache)
    taxonomy = make_taxonomy(kept.terms, fold)
    register = make_register(files.briefs, fold)
    rules = site_rules(
        kept.glossary, kept.topics, kept.decisions, (register, kept.terms), settings.variants
    )
    return Ground(
        taxonomy=taxonomy,
        register=register,
        rules=rules,
        snippets=kept.snippets,
        media=files.media,
        sizes=files.sizes,
        problems=(*files.problems, *kept.problems),
        digest=key,
    )


def _context(
    settings: HutongSettings,
    sizes: Mapping[str, tuple[int, int]],
    media: Mapping[str, bytes],
    snippets: Mapping[str, Snippet],
) -> SourceContext:
    return SourceContext(
        timezone=settings.timezone,
        variants=tuple(variant.tag for variant in settings.variants),
        default_variant=settings.variants[0].tag,
        written=tuple(CODES.values()),
        base_path=settings.base_path,
        images=sizes,
        files=frozenset(path for path in media if path not in sizes),
        snippets=snippets,
    )


def read_texts(
    paths: Iterable[str], read: Callable[[str], bytes | Problem], problems: list[Problem]
) -> Iterator[tuple[str, str]]:
    """Each text that can be read, by its path; what keeps others from it goes to ``problems``."""
    for path in paths:
        data = read(path)
        if isinstance(data, Problem):
            problems.append(data)
            continue
        text, found = decode(data, shown(path))
        problems += found
        if text is not None:
            yield path, text


def _terms(
    texts: Mapping[str, str], tags: Sequence[str], fold: Fold, problems: list[Problem]
) -> Iterator[Term]:
    for taxon in Taxon:
        path = f"{taxon}.yaml"
        if path in texts:
            terms, found = parse_terms(
                texts[path], path=shown(path), taxon=taxon, tags=tags, fold=fold
            )
            problems += found
            yield from terms


def _under(texts: Mapping[str, str], folder: str) -> list[str]:
    return [path for path in texts if path.startswith(f"{folder}/")]
