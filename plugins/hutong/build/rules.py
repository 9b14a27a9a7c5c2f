"""Glossary, register, taxonomy and decisions → what the site says about conversion."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from hutong.build.scan import shown
from hutong.decisions import DECISIONS, Decision, parse_decisions
from hutong.lined_yaml import PRIVATE
from hutong.model import Document, GlossaryTerm, Problem, Variant
from hutong.near import did_you_mean
from hutong.register import Register
from hutong.taxonomy import Taxon, Term
from hutong.variants import SiteRules, parse_glossary

_PRIVATE: Final = re.compile(f"[{PRIVATE}]")
_UNFIT: Final = ("a name holds a private-use character", "delete it, and type the name again")
_SITE: Final = "glossary/"
_TOPICS: Final = "glossary/topics/"


Rules = tuple[
    tuple[GlossaryTerm, ...],
    dict[str, tuple[GlossaryTerm, ...]],
    tuple[Decision, ...],
    tuple[Problem, ...],
]


def read_rules(
    texts: Mapping[str, str],
    variants: Sequence[Variant],
    register: Register,
    terms: Sequence[Term],
) -> Rules:
    """Terms of the whole site, of each topic, decisions, and all that is wrong with them."""
    problems: list[Problem] = []
    everywhere: list[GlossaryTerm] = []
    topics: dict[str, tuple[GlossaryTerm, ...]] = {}
    for path in (path for path in texts if path.startswith(_SITE)):
        tags = [variant.tag for variant in variants]
        listed, found = parse_glossary(texts[path], path=shown(path), variants=tags)
        problems += found
        if path.startswith(_TOPICS):
            topics[path.removeprefix(_TOPICS).removesuffix(".tsv")] = listed
        else:
            everywhere += listed
    decisions, found = parse_decisions(texts.get(DECISIONS, ""), shown(DECISIONS))
    unfit = [name for name in _names(register, terms) if _is_unfit(name)]
    problems += (Problem(one.path, one.line, *_UNFIT) for one in unfit)
    return tuple(everywhere), topics, tuple(decisions), (*problems, *found)


def site_rules(
    glossary: Sequence[GlossaryTerm],
    topics: Mapping[str, tuple[GlossaryTerm, ...]],
    decisions: Iterable[Decision],
    names: tuple[Register, Sequence[Term]],
    variants: Sequence[Variant],
) -> SiteRules:
    """What :func:`read_rules` found, with the names of register and taxonomy."""
    fit = (name for name in _names(*names) if not _is_unfit(name))
    return SiteRules(
        terms=(*glossary, *fit),
        topics=topics,
        decisions=_by_path(decisions),
        quotes={variant.tag: variant.quotes for variant in variants},
    )


def _is_unfit(name: GlossaryTerm) -> bool:
    return any(map(_PRIVATE.search, name.names.values()))


def unknown_topics(
    document: Document, lines: Mapping[str, int], topics: Mapping[str, tuple[GlossaryTerm, ...]]
) -> Iterator[Problem]:
    """Topics that a page asks for and no file under ``content/glossary/topics`` holds."""
    for number, topic in enumerate(document.topics):
        if topic not in topics:
            line = lines.get(f"glossary.topics.{number}", 1)
            mend = did_you_mean(topic, topics, f"add {shown(_TOPICS)}{topic}.tsv")
            yield Problem(shown(document.path), line, f"unknown topic '{topic}'", mend)


def _by_path(decisions: Iterable[Decision]) -> dict[str, tuple[Decision, ...]]:
    grouped: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        grouped[decision.path].append(decision)
    return {path: tuple(some) for path, some in grouped.items()}


def _names(register: Register, terms: Sequence[Term]) -> Iterator[GlossaryTerm]:
    """Names of records and sources in several variants, which conversion may not touch."""
    listed = [(brief.names, brief.path) for brief in register.briefs.values()]
    listed += [(brief.short, brief.path) for brief in register.briefs.values()]
    listed += [
        (pair, brief.path)
        for brief in register.briefs.values()
        for pair in brief.alias_pairs(register.fold)
    ]
    sources = shown(f"{Taxon.SOURCE}.yaml")
    listed += [(term.names, sources) for term in terms if term.taxon is Taxon.SOURCE]
    for names, path in listed:
        chinese = {tag: name for tag, name in names.items() if tag.startswith("zh-")}
        if len(chinese) > 1:
            yield GlossaryTerm(chinese, path, 1)
