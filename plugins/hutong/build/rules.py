"""Glossary, register, taxonomy and decisions → what the site says about conversion."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from hutong.build.scan import shown
from hutong.decisions import DECISIONS, Decision, parse_decisions
from hutong.lined_yaml import PRIVATE
from hutong.model import GlossaryTerm, Problem, Variant
from hutong.register import Register
from hutong.source import Parsed, did_you_mean
from hutong.taxonomy import Taxon, Taxonomy
from hutong.variants import SiteRules, parse_glossary

_PRIVATE: Final = re.compile(f"[{PRIVATE}]")
_UNFIT: Final = ("a name holds a private-use character", "delete it, and type the name again")
_SITE: Final = "glossary/"
_TOPICS: Final = "glossary/topics/"


def site_rules(
    texts: Mapping[str, str], variants: Sequence[Variant], register: Register, taxonomy: Taxonomy
) -> tuple[SiteRules, tuple[Problem, ...]]:
    """The rules that the content folder holds, and all that is wrong with them."""
    problems: list[Problem] = []
    everywhere: list[GlossaryTerm] = []
    topics: dict[str, tuple[GlossaryTerm, ...]] = {}
    for path in (path for path in texts if path.startswith(_SITE)):
        tags = [variant.tag for variant in variants]
        terms, found = parse_glossary(texts[path], path=shown(path), variants=tags)
        problems += found
        if path.startswith(_TOPICS):
            topics[path.removeprefix(_TOPICS).removesuffix(".tsv")] = terms
        else:
            everywhere += terms
    decisions, found = parse_decisions(texts.get(DECISIONS, ""), shown(DECISIONS))
    names = list(_names(register, taxonomy))
    unfit = [name for name in names if any(map(_PRIVATE.search, name.names.values()))]
    problems += (Problem(one.path, one.line, *_UNFIT) for one in unfit)
    return SiteRules(
        terms=(*everywhere, *(name for name in names if name not in unfit)),
        topics=topics,
        decisions=_by_path(decisions),
        quotes={variant.tag: variant.quotes for variant in variants},
    ), (*problems, *found)


def unknown_topics(
    parsed: Iterable[Parsed], topics: Mapping[str, tuple[GlossaryTerm, ...]]
) -> Iterator[Problem]:
    """Topics that pages ask for and no file under ``content/glossary/topics`` holds."""
    for one in parsed:
        for number, topic in enumerate(one.document.topics if one.document else ()):
            if one.document and topic not in topics:
                line = one.lines.get(f"glossary.topics.{number}", 1)
                mend = did_you_mean(topic, topics, f"add {shown(_TOPICS)}{topic}.tsv")
                yield Problem(shown(one.document.path), line, f"unknown topic '{topic}'", mend)


def _by_path(decisions: Iterable[Decision]) -> dict[str, tuple[Decision, ...]]:
    grouped: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        grouped[decision.path].append(decision)
    return {path: tuple(some) for path, some in grouped.items()}


def _names(register: Register, taxonomy: Taxonomy) -> Iterator[GlossaryTerm]:
    """Names of records and sources in several variants, which conversion may not touch."""
    listed = [(entry.names, entry.path) for entry in register.entries.values()]
    sources = shown(f"{Taxon.SOURCE}.yaml")
    listed += [(term.names, sources) for term in taxonomy.of(Taxon.SOURCE)]
    for names, path in listed:
        chinese = {tag: name for tag, name in names.items() if tag.startswith("zh-")}
        if len(chinese) > 1:
            yield GlossaryTerm(chinese, path, 1)
