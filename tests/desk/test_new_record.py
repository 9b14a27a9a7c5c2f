"""``invoke new`` for records: asks for what is needed, and writes what the build then reads."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hutong.desk.asking import ask
from hutong.desk.new_record import new_record
from hutong.errors import CannotRun
from hutong.register import Agreement, Organisation, RecordKind, parse_record
from tests.conftest import REPOSITORY
from tests.small import SmallSite, small_site

TAGS = ("zh-Hant-HK", "zh-Hans-CN")


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    """A site without records."""
    return small_site(tmp_path)


class Answers:
    """Answers by the first word of a question; each must be taken in the end."""

    def __init__(self, **answers: str | list[str]) -> None:
        self._answers = {
            key: list(one) if isinstance(one, list) else [one] for key, one in answers.items()
        }
        self.refused: list[str] = []

    def __call__(self, question: str, check: Callable[[str], str]) -> str:
        """Answer until one will do."""
        key = question.partition(" (")[0].replace(": ", "_").replace(" in ", "_")
        waiting = self._answers.get(key, [""])
        while True:
            try:
                return check(waiting.pop(0))
            except ValueError as error:
                self.refused.append(str(error))


def test_an_agreement_is_asked_for_and_written(site: SmallSite) -> None:
    """What is needed, in the order of the fields; wrong answers are asked again."""
    answers = Answers(
        id=["協議", "sample-2026"],
        title=["", '樣本"協議"：甲 # 乙'],
        type=["treaty", "memorandum"],
        status="signed",
        signed=["16.6.2026", "2026-06"],
        parties="bureau，society, 樣本社",
        sources_publisher="樣本報",
        sources_url=["example.org", "https://example.org/a"],
        sources_retrieved="2026-11-22",
    )
    path = new_record(site.settings(), kind=RecordKind.AGREEMENT, id_="", variant=None, ask=answers)
    assert path == site.root / "content/agreements/sample-2026.md"
    parsed = parse_record(
        path.read_text(encoding="utf-8"),
        path="agreements/sample-2026.md",
        kind=RecordKind.AGREEMENT,
        tags=TAGS,
        shown_path="x",
    )
    record = parsed.record
    assert isinstance(record, Agreement)
    assert record.title.text == '樣本"協議"：甲 # 乙'
    assert (record.type, record.status, record.signed) == ("memorandum", "signed", "2026-06")
    assert [one.organisation for one in record.parties] == ["bureau", "society", "樣本社"]
    assert record.sources[0].url == "https://example.org/a"
    assert record.sources[0].retrieved == "2026-11-22"
    assert len(answers.refused) == 5
    assert any("did you mean" in one or "use one of" in one for one in answers.refused)


def test_an_organisation_is_named_in_every_variant(site: SmallSite) -> None:
    """The first name is needed; nothing is written of what was left empty."""
    names = {"names_zh-Hant-HK": ["", "樣本局"], "names_zh-Hans-CN": "样本局", "kind": "government"}
    path = new_record(
        site.settings(),
        kind=RecordKind.ORGANISATION,
        id_="bureau",
        variant=None,
        ask=Answers(**names),  # type: ignore[arg-type]  # keys with hyphens
    )
    text = path.read_text(encoding="utf-8")
    assert text == 'names:\n  zh-Hant-HK: "樣本局"\n  zh-Hans-CN: "样本局"\nkind: "government"\n'
    parsed = parse_record(
        text, path="organisations/bureau.yaml", kind=RecordKind.ORGANISATION, tags=TAGS,
        shown_path="x",
    )  # fmt: skip
    assert isinstance(parsed.record, Organisation)
    with pytest.raises(CannotRun, match="is there already"):
        new_record(
            site.settings(), kind=RecordKind.ORGANISATION, id_="bureau", variant=None,
            ask=Answers(**names),  # type: ignore[arg-type]  # as above
        )  # fmt: skip


@pytest.mark.parametrize(
    ("id_", "variant", "words"), [("Bad Id", None, "must be like"), ("a", "zh", "no variant")]
)
def test_what_cannot_be_is_told_before_anything_is_asked(
    site: SmallSite, id_: str, variant: str | None, words: str
) -> None:
    """In the words of the command line."""
    with pytest.raises(CannotRun, match=words):
        new_record(site.settings(), kind=RecordKind.PERSON, id_=id_, variant=variant, ask=Answers())


def test_nobody_is_asked_where_nobody_is() -> None:
    """In CI the command ends, and says what it lacks."""
    command = [sys.executable, "-m", "invoke", "new", "agreement"]
    done = subprocess.run(
        command, cwd=REPOSITORY, capture_output=True, text=True, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 2
    assert "nobody is there to answer" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_terminal_is_asked_until_the_answer_will_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong is said; whoever leaves leaves nothing behind."""
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "r", encoding="utf-8") as terminal, os.fdopen(ours, "wb", 0) as typist:
        monkeypatch.setattr(sys, "stdin", terminal)
        typist.write(b"x\n7\n")
        assert ask("a number", lambda answer: str(int(answer))) == "7"
        assert "invalid literal" in capsys.readouterr().out
        typist.write(b"\x04")
        with pytest.raises(CannotRun, match="nothing was written"):
            ask("a number", lambda answer: str(int(answer)))
