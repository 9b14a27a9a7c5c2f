"""Taxonomy: one term for every spelling, and clear problems for its files."""

from __future__ import annotations

from hutong.taxonomy import Taxon, Taxonomy, make_taxonomy, parse_terms, path_segment
from hutong.variants import fold

TAGS = ("zh-Hant-HK", "zh-Hans-CN")
GOOD = """- id: summit
  names: {zh-Hant-HK: 峰會, zh-Hans-CN: 峰会}
  aliases: [高峰會]
- id: tax
  names: {zh-Hant-HK: 關稅}
"""


def taxonomy(text: str = GOOD) -> Taxonomy:
    """The tags of a file without faults."""
    terms, problems = parse_terms(text, path="t.yaml", taxon=Taxon.TAG, tags=TAGS, fold=fold)
    assert not problems
    return make_taxonomy(terms, fold)


def faults(text: str) -> str:
    """The problems of a file, as text."""
    _, problems = parse_terms(text, path="t.yaml", taxon=Taxon.TAG, tags=TAGS, fold=fold)
    return "\n".join(map(str, problems))


def test_every_spelling_finds_the_same_term() -> None:
    """Either script, a variant character, an alias and the id mean one tag."""
    found = {
        term.id
        for name in ("峰會", "峯會", "峰会", "高峰会", "summit")
        if (term := taxonomy().find(Taxon.TAG, name))
    }
    assert found == {"summit"}


def test_undeclared_names_become_one_term_per_meaning() -> None:
    """A tag used in both scripts without being declared is one term with one path."""
    more = taxonomy().plus(Taxon.TAG, [("橫琴", "zh-Hant-HK"), ("横琴", "zh-Hans-CN")])
    one, other = more.find(Taxon.TAG, "橫琴"), more.find(Taxon.TAG, "横琴")
    assert one is other
    assert one
    assert one.path == "tags/横琴/"


def test_near_names_are_proposed() -> None:
    """A slip of the pen is answered with the name that was meant."""
    assert taxonomy().near(Taxon.TAG, "sumit") == "summit"


def test_faults_of_the_file_name_their_lines() -> None:
    """Wrong entries are told, each with its line."""
    assert "t.yaml:1" in faults("id: x")
    assert "t.yaml:2: unknown key 'name'; did you mean 'names'?" in faults("- id: a\n  name: x\n")
    assert "t.yaml:1: bad id 'Á b'" in faults("- id: Á b\n  names: {zh-Hant-HK: 名}\n")
    assert "there is no name" in faults("- id: a\n  names: {en: x}\n")
    assert "used twice" in faults(GOOD + "- id: tax\n  names: {zh-Hant-HK: 名}\n")
    assert "already belongs to 'summit'" in faults(GOOD + "- id: b\n  names: {zh-Hans-CN: 峰会}\n")


def test_path_segments_are_single_safe_folder_names() -> None:
    """No separator, dot or space is left in a path, and none is empty."""
    assert path_segment("../a b/c") == "a-b-c"
    assert path_segment("…") != ""
