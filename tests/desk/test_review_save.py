"""What an editor decided reaches the right files, whole and valid, or nothing is written."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.decisions import Decision, parse_decisions
from hutong.desk.review_save import Desk, NewTerm, Refused
from hutong.variants import parse_glossary

TAGS = ("zh-Hant-HK", "zh-Hans-CN")
HEAD = "zh-Hant-HK\tzh-Hans-CN\tnote\n"
SENTENCE = "他复出了。"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder with one article and one glossary file."""
    folder = tmp_path / "content"
    (folder / "news").mkdir(parents=True)
    (folder / "glossary").mkdir()
    (folder / "news" / "a.md").write_text(SENTENCE, encoding="utf-8")
    lines = f"{HEAD}# 地名\n啟德\t启德\t香港\n深圳河\t深圳河\t\n"
    (folder / "glossary" / "places.tsv").write_text(lines, encoding="utf-8")
    return folder


@pytest.fixture
def desk(content: Path) -> Desk:
    """A desk for that folder."""
    return Desk(content, TAGS)


def decision(**changes: object) -> Decision:
    """A sound decision about the article, with changes."""
    fields = {
        "path": "news/a.md", "variant": "zh-Hant-HK", "sentence": SENTENCE, "at": 1,
        "before": "复", "choice": "復", **changes,
    }  # fmt: skip
    return Decision(**fields)  # type: ignore[arg-type]  # tests give what they like


def term(
    hant: str = "港珠澳", hans: str = "港珠澳", topic: str = "places", note: str = ""
) -> NewTerm:
    """A new line for the glossary."""
    return NewTerm(topic=topic, forms={"zh-Hant-HK": hant, "zh-Hans-CN": hans}, note=note)


def written(content: Path) -> tuple[Decision, ...]:
    """The decisions on disk, without fault."""
    text = (content / "decisions.tsv").read_text(encoding="utf-8")
    decisions, problems = parse_decisions(text, "content/decisions.tsv")
    assert problems == ()
    return decisions


def files(content: Path) -> dict[str, bytes]:
    """Everything in the folder."""
    return {str(one): one.read_bytes() for one in content.rglob("*") if one.is_file()}


def test_decisions_are_added_replaced_and_removed(desk: Desk, content: Path) -> None:
    """The first save makes the file; later ones change just the lines meant."""
    other = decision(at=3, before="了", choice="瞭")
    assert desk.decide([decision(), other], []) == 2
    assert desk.decide([decision(choice="覆")], [other.key]) == 1
    assert [one.choice for one in written(content)] == ["覆"]


def test_a_changed_decision_keeps_its_remark(desk: Desk, content: Path) -> None:
    """The page sends no remarks; what a person wrote beside a decision stays there."""
    desk.decide([decision(note="見詞典")], [])
    desk.decide([decision(choice="覆")], [])
    assert [(one.choice, one.note) for one in written(content)] == [("覆", "見詞典")]


def test_saving_sorts_an_unsorted_file(desk: Desk, content: Path) -> None:
    """A file whose lines an editor put in another order is read, and sorted again."""
    desk.decide([decision(), decision(at=3, before="了", choice="瞭")], [])
    file = content / "decisions.tsv"
    head, *lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([head, *reversed(lines)]) + "\n", encoding="utf-8")
    assert desk.decide([], []) == 2
    assert [one.at for one in written(content)] == [1, 3]


def test_a_file_with_unreadable_lines_is_left_alone(desk: Desk, content: Path) -> None:
    """Writing it anew would lose the line, so the editor is told where it is."""
    desk.decide([decision()], [])
    file = content / "decisions.tsv"
    text = file.read_text(encoding="utf-8") + "<<<<<<< mine\n"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=r"content/decisions\.tsv:3: 1 columns"):
        desk.decide([decision(choice="覆")], [])
    assert file.read_text(encoding="utf-8") == text


def test_a_file_without_its_first_line_is_left_alone(desk: Desk, content: Path) -> None:
    """A line that stands where the header should is not lost."""
    desk.decide([decision()], [])
    file = content / "decisions.tsv"
    text = file.read_text(encoding="utf-8").partition("\n")[2]
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=r"content/decisions\.tsv:1: .* does not name the columns"):
        desk.decide([decision(at=3, before="了", choice="瞭")], [])
    assert file.read_text(encoding="utf-8") == text


def test_nothing_to_save_makes_no_file(desk: Desk, content: Path) -> None:
    """Neither an empty list nor taking back what never was leaves a file behind."""
    before = files(content)
    assert desk.decide([], []) == 0
    assert desk.decide([], [decision().key]) == 0
    assert files(content) == before


def test_a_disk_that_refuses_is_told(desk: Desk, content: Path) -> None:
    """A folder that cannot be made is a refusal that names the file."""
    for file in (content / "glossary").iterdir():
        file.unlink()
    (content / "glossary").rmdir()
    (content / "glossary").write_text("", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        desk.add_term(term())
    assert refused.value.code == "file"


def test_a_glossary_file_that_leads_elsewhere_is_told(
    desk: Desk, content: Path, tmp_path: Path
) -> None:
    """A link out of the folder, or in a circle, is a refusal too."""
    link = content / "glossary" / "linked.tsv"
    link.symlink_to(tmp_path / "outside.tsv")
    with pytest.raises(Refused, match="out of the content folder"):
        desk.add_term(term())
    link.unlink()
    link.symlink_to(link)
    with pytest.raises(Refused):
        desk.add_term(term(topic="linked"))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"variant": "zh-Hant-TW"}, "variant"),
        ({"path": "news/b.md"}, "path"),
        ({"path": "../content/news/a.md"}, "path"),
        ({"path": "news/../news/a.md"}, "path"),
        ({"path": "/etc/passwd"}, "path"),
        ({"path": "news/a\0.md"}, "path"),
        ({"path": "news/\ud800.md"}, "path"),
        ({"at": 2}, "place"),
        ({"at": -4}, "place"),
        ({"choice": "復復"}, "length"),
        ({"choice": ""}, "length"),
        ({"choice": "\x07"}, "text"),
        ({"choice": "\ud800"}, "text"),
        ({"note": "長" * 10_001}, "text"),
        ({"variant": ""}, "place"),
        ({"choice": "<"}, "markup"),
        ({"choice": "\ue000"}, "text"),
        ({"choice": "\u2028"}, "text"),
        ({"sentence": "他复出\u202e了。"}, "text"),
        ({"sentence": "他复出\n了。"}, "text"),
        ({"path": "news/" + "b" * 5_000}, "path"),
        ({"path": "news/" + "b" * 300 + ".md"}, "path"),
        ({"path": "sections.yaml"}, "path"),
        ({"path": "glossary/places.tsv"}, "path"),
        ({"path": "glossary/a.md"}, "path"),
        ({"path": "news"}, "path"),
        ({"path": ""}, "path"),
        ({"at": 2, "before": "出了", "choice": "齣了"}, "overlap"),
    ],
)
def test_unsound_decisions_are_refused(
    desk: Desk, content: Path, changes: dict[str, object], code: str
) -> None:
    """Nothing is written for a place, path, edition or text that cannot be right."""
    (content / "sections.yaml").write_text("[]", encoding="utf-8")
    (content / "glossary" / "a.md").write_text("", encoding="utf-8")
    before = files(content)
    with pytest.raises(Refused) as refused:
        desk.decide([decision(at=3, before="了", choice="瞭"), decision(**changes)], [])
    assert refused.value.code == code
    assert files(content) == before


def test_a_link_out_of_the_folder_is_not_followed(
    desk: Desk, content: Path, tmp_path: Path
) -> None:
    """A file that is a link to somewhere else stays as it is."""
    outside = tmp_path / "outside.tsv"
    outside.write_text("", encoding="utf-8")
    (content / "decisions.tsv").symlink_to(outside)
    with pytest.raises(Refused, match="out of the content folder"):
        desk.decide([decision()], [])
    assert outside.read_text(encoding="utf-8") == ""


def test_two_savers_at_once_lose_nothing(desk: Desk, content: Path) -> None:
    """Many threads that each add one decision leave all of them in the file."""
    sentence = "复" * 20
    threads = [
        threading.Thread(target=desk.decide, args=([decision(sentence=sentence, at=at)], []))
        for at in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.at for one in written(content)] == list(range(20))
    assert [one.name for one in content.iterdir() if one.name.startswith(".")] == []


def test_files_keep_their_permissions(desk: Desk, content: Path) -> None:
    """A file that the group may write stays so."""
    desk.decide([decision()], [])
    file = content / "decisions.tsv"
    file.chmod(0o664)
    desk.decide([decision(choice="覆")], [])
    assert file.stat().st_mode & 0o777 == 0o664


def test_a_term_goes_to_its_place(desk: Desk, content: Path) -> None:
    """The line is put where the order wants it, and comments stay where they are."""
    assert desk.add_term(term("橫琴", "横琴", note="珠海")) == ("content/glossary/places.tsv", 4)
    text = (content / "glossary/places.tsv").read_text(encoding="utf-8")
    assert text == f"{HEAD}# 地名\n啟德\t启德\t香港\n橫琴\t横琴\t珠海\n深圳河\t深圳河\t\n"


@pytest.mark.parametrize("topic", ["new-names", "topics/sport"])
def test_a_new_file_gets_a_header(desk: Desk, content: Path, topic: str) -> None:
    """A topic that has no file yet gets one with every variant of the site."""
    assert desk.add_term(term(topic=topic)) == (f"content/glossary/{topic}.tsv", 2)
    text = (content / f"glossary/{topic}.tsv").read_text(encoding="utf-8")
    assert text == f"{HEAD}港珠澳\t港珠澳\t\n"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (term("啟德", "启德"), "known"),
        (term("啓德", "启德"), "known"),
        (term("啟德", "启德", topic="others"), "known"),
        (term("", "横琴"), "forms"),
        (NewTerm(topic="places", forms={"zh-Hant-HK": "橫琴"}), "forms"),
        (NewTerm(topic="x", forms={"zh-Hant-HK": "橫", "zh-Hans-CN": "横", "en": "H"}), "forms"),
        (term("橫\t琴", "横琴"), "text"),
        (term("橫琴", "横\n琴"), "text"),
        (term("橫琴", "横\u2028琴"), "text"),
        (term("橫\x07琴", "横琴"), "text"),
        (term("#橫琴", "横琴"), "text"),
        (term("橫\ue000琴", "横琴"), "text"),
        (term("橫琴", "横琴", note="a\tb"), "text"),
        (term("橫琴", "横琴", note="a\nb"), "text"),
        (term("<b>橫琴", "横琴"), "markup"),
        (term("橫琴", "横&琴"), "markup"),
        (term("橫琴3", "横琴5"), "figures"),
        (term("橫琴3%", "横琴3"), "figures"),
        (term("橫" * 61, "横琴"), "long"),
        (term(topic="b" * 61), "topic"),
        (term(topic="topics/" + "b" * 250), "topic"),
        (term(topic="../news/a"), "topic"),
        (term(topic="Places"), "topic"),
        (term(topic="topics/../x"), "topic"),
        (term(topic=""), "topic"),
    ],
)
def test_unsound_terms_are_refused(desk: Desk, content: Path, asked: NewTerm, code: str) -> None:
    """A form that is listed, missing or no plain text is refused, and so is an odd file name."""
    before = files(content)
    with pytest.raises(Refused) as refused:
        desk.add_term(asked)
    assert refused.value.code == code
    assert files(content) == before


def test_a_topic_may_differ_from_the_site(desk: Desk, content: Path) -> None:
    """A word of the site's glossary may be listed otherwise for the pages of one topic."""
    desk.add_term(term("啓德", "启德", topic="topics/history"))
    with pytest.raises(Refused, match="topics/history"):
        desk.add_term(term("啟得", "启德", topic="topics/history"))


def test_a_faulty_glossary_is_left_alone(desk: Desk, content: Path) -> None:
    """A file that the check refuses is not made longer; the fault is told with its line."""
    file = content / "glossary" / "places.tsv"
    file.write_text(f"{HEAD}深圳河\t深圳河\t\n啟德\t启德\t\n", encoding="utf-8")
    with pytest.raises(Refused, match=r"places\.tsv:3: .*not sorted"):
        desk.add_term(term("中環", "中环"))


_WORD = st.text(st.characters(categories=("Lo", "Nd", "Po")), min_size=1, max_size=6)


@given(st.lists(st.tuples(_WORD, _WORD), max_size=10))
def test_whatever_is_added_the_glossary_stays_valid(
    tmp_path_factory: pytest.TempPathFactory, words: list[tuple[str, str]]
) -> None:
    """After any run of additions, taken or refused, the file has no fault."""
    content = tmp_path_factory.mktemp("content")
    desk = Desk(content, TAGS)
    taken = 0
    for hant, hans in words:
        try:
            desk.add_term(term(hant, hans, topic="words"))
        except Refused:
            continue
        taken += 1
    file = content / "glossary" / "words.tsv"
    if taken:
        terms, problems = parse_glossary(
            file.read_text(encoding="utf-8"), path="x", variants=list(TAGS)
        )
        assert (len(terms), problems) == (taken, ())
