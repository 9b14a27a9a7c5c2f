"""Pictures and attachments: broken or dangerous ones are told by path, never published."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from hutong.build.svg import svg_size
from hutong.errors import ContentError
from tests.small import HANT, SmallSite, small_site, tree

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 60">{}</svg>'


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    """A small project of its own."""
    return small_site(tmp_path / "project")


def picture(width: int, height: int = 100) -> bytes:
    """A PNG of that size, with enough in it to be cut."""
    import io

    out = io.BytesIO()
    Image.effect_noise((width, height), 60).save(out, "PNG")
    return out.getvalue()


def told(site: SmallSite) -> str:
    """The problems of a build, as text."""
    with pytest.raises(ContentError) as caught:
        site.build()
    assert not site.output.exists()
    return str(caught.value)


@pytest.mark.parametrize("width", [100, 1000])
def test_a_damaged_picture_is_a_problem_with_its_path(site: SmallSite, width: int) -> None:
    """Cut off or garbled, small or large: told, without a traceback."""
    data = picture(width)
    site.write("images/cut.png", data[: len(data) // 2])
    site.write("news/shows.md", HANT + "\n![圖](images/cut.png)\n")
    assert "content/images/cut.png: this picture cannot be used" in told(site)
    assert "there is no picture" not in told(site)


def test_a_picture_that_claims_a_giant_size_is_a_problem(site: SmallSite) -> None:
    """A header of 60000 × 60000 is refused before anything is unpacked."""
    data = bytearray(picture(100))
    data[16:24] = (60000).to_bytes(4, "big") * 2
    site.write("images/bomb.png", bytes(data))
    assert "content/images/bomb.png" in told(site)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
        '<a href="javascript:alert(1)"><path d="M0 0"/></a>',
        '<path onclick="alert(1)" d="M0 0"/>',
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        "<style>@import url(https://example.org/x.css)</style>",
        '<image href="https://example.org/x.png"/>',
        '<set attributeName="href" to="javascript:alert(1)"/>',
        '<path style="fill:url(https://example.org/x)" d="M0 0"/>',
    ],
)
def test_a_drawing_may_hold_nothing_but_a_drawing(inside: str, tmp_path: Path) -> None:
    """Scripts, foreign content and addresses of other files are refused."""
    file = tmp_path / "x.svg"
    file.write_text(SVG.format(inside), encoding="utf-8")
    with pytest.raises(ValueError, match="it"):
        svg_size(file)


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SVG.format(""),
        '<?xml-stylesheet href="https://example.org/x.css"?>' + SVG.format(""),
        "<html/>",
        SVG.format("").replace("0 0 120 60", "0 0 -1 -1"),
        SVG.format("").replace('viewBox="0 0 120 60"', ""),
    ],
)
def test_what_is_no_plain_drawing_is_refused(text: str, tmp_path: Path) -> None:
    """DOCTYPE, style sheets, another root and missing sizes are told."""
    file = tmp_path / "x.svg"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="it"):
        svg_size(file)


@pytest.mark.parametrize(
    ("head", "size"),
    [('width="10px" height="20"', (10, 20)), ('width="100%" height="50%"', (120, 60))],
)
def test_sizes_are_read_with_and_without_units(
    head: str, size: tuple[int, int], tmp_path: Path
) -> None:
    """Pixels count; percentages leave it to the viewBox."""
    file = tmp_path / "x.svg"
    text = SVG.format('<path fill="url(#a)" d="M0 0"/>').replace("<svg ", f"<svg {head} ")
    file.write_text(text, encoding="utf-8")
    assert svg_size(file) == size


def test_attachments_that_would_run_are_refused(site: SmallSite) -> None:
    """A web page or script among the files is a problem."""
    site.write("files/page.html", "<script>alert(1)</script>")
    assert "content/files/page.html" in told(site)


@pytest.mark.parametrize("name", ["a\nb.png", "a\\b.csv", "長" * 80 + ".csv"])
def test_unusable_file_names_are_told(site: SmallSite, name: str) -> None:
    """Control characters, backslashes and giant names are problems of the content."""
    site.write(f"files/{name}", b"x")
    assert "the file name" in told(site)


def test_pictures_get_smaller_versions_from_the_cache(site: SmallSite) -> None:
    """The second build takes them from the cache; a damaged cache file is made anew."""
    site.write("images/wide.png", picture(1000))
    site.build()
    first = tree(site.output)
    assert "images/wide.png.480.webp" in first
    cached = next((site.root / ".cache/images").glob("*.webp"))
    cached.write_bytes(cached.read_bytes()[:-20])
    site.build()
    assert tree(site.output) == first


def test_pictures_of_hidden_texts_are_hidden(site: SmallSite) -> None:
    """What only a draft shows is not published."""
    site.write("images/secret.png", picture(600))
    site.write("images/shown.png", picture(600))
    text = HANT.replace("section:", "status: draft\nsection:")
    site.write("news/draft.md", text + "\n![圖](images/secret.png) ![圖](images/shown.png)\n")
    site.write("news/open.md", HANT + "\n![圖](images/shown.png)\n")
    site.build()
    files = tree(site.output)
    assert "images/shown.png" in files
    assert not [path for path in files if "secret" in path]
