"""The filter behind ``invoke convert``: lines in, converted lines out, nothing else."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from hutong.variants import Converter, read_tag


def convert_stream(
    lines: Iterable[str],
    *,
    converter: Converter,
    target: str,
    source: str | None = None,
    markup: bool = False,
) -> Iterator[str]:
    """Yield each line converted as soon as it came; its line ending, or none, is kept.

    Lines are independent: a rule that markup sets holds for the rest of its own line. Without
    a ``source`` each line's script is detected.
    """
    for line in lines:
        text = line.rstrip("\r\n")
        ending = line[len(text) :]
        if text:
            text = converter.text(text, source=source, target=target, markup=markup)
        yield text + ending


def filter_streams(
    stdin: BinaryIO,
    stdout: BinaryIO,
    *,
    converter: Converter,
    target: str,
    source: str | None = None,
    markup: bool = False,
) -> None:
    """Run the filter on byte streams; bytes that are not UTF-8 pass through unchanged.

    :raises CannotRun: for a tag that names no form of Chinese, before anything is read.
    """
    read_tag(target)
    if source is not None:
        read_tag(source)
    lines = io.TextIOWrapper(stdin, encoding="utf-8", errors="surrogateescape", newline="\n")
    converted = convert_stream(
        lines, converter=converter, target=target, source=source, markup=markup
    )
    for line in converted:
        stdout.write(line.encode("utf-8", "surrogateescape"))
        stdout.flush()
    lines.detach()
