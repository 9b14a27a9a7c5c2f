"""The filter behind invoke convert."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from hutong.desk.convert import convert_stream, filter_streams
from hutong.errors import CannotRun
from hutong.variants import make_converter

PLAIN = make_converter((), variants=())


def run(data: bytes, **options: object) -> bytes:
    """Run the filter on bytes."""
    out = io.BytesIO()
    given = {"source": "zh-Hans-CN", "target": "zh-Hant-HK", "converter": PLAIN, **options}
    filter_streams(io.BytesIO(data), out, **given)  # type: ignore[arg-type]  # test helper
    return out.getvalue()


def test_filter_keeps_lines_and_their_ends() -> None:
    """Empty lines, CR LF and a missing last line end come back as they were."""
    data = "发展\r\n\n后来\n税".encode()
    assert run(data) == "發展\r\n\n後來\n稅".encode()


def test_filter_writes_each_line_as_it_comes() -> None:
    """The first line is converted before the second is read."""

    def lines() -> Iterator[str]:
        yield "发\n"
        raise AssertionError("read ahead")

    assert next(convert_stream(lines(), converter=PLAIN, target="zh-Hant-HK")) == "發\n"


def test_filter_detects_the_source_when_not_told() -> None:
    """Each line is read in its own script."""
    data = "发展\n意味著發展\n".encode()
    assert run(data, source=None) == "發展\n意味着發展\n".encode()


def test_filter_applies_markup_on_request() -> None:
    """Only with markup do the braces mean something."""
    data = "-{发}-发\n".encode()
    assert run(data, markup=True) == "发發\n".encode()
    assert run(data) == "-{發}-發\n".encode()


def test_filter_passes_broken_bytes_through() -> None:
    """Bytes that are not UTF-8 are neither lost nor changed."""
    assert run(b"\xff\xe5\n\xe5\x8f\x91\x00\xfe\n") == b"\xff\xe5\n\xe7\x99\xbc\x00\xfe\n"


def test_filter_refuses_an_unknown_tag() -> None:
    """An unknown tag is told with advice before anything is read or written."""
    with pytest.raises(CannotRun, match="did you mean zh-Hant-HK") as caught:
        run("发".encode(), target="zh-Hant-KH")
    assert caught.value.exitcode == 2


@pytest.mark.parametrize("tags", [{"target": ""}, {"source": ""}, {"target": "x"}])
def test_filter_checks_tags_before_reading(tags: dict[str, str]) -> None:
    """An empty tag is no tag, even when there is nothing to convert."""
    with pytest.raises(CannotRun, match="is not a form of Chinese"):
        run(b"", **tags)
