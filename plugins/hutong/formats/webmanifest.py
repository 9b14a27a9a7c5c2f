"""The web app manifest of an edition (https://www.w3.org/TR/appmanifest/)."""

from __future__ import annotations

from dataclasses import dataclass

from hutong.formats.machine import Json, filled, json_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Icon:
    """One icon: ``sizes`` like ``192x192`` or ``any``, ``purpose`` like ``maskable`` or empty."""

    src: str
    sizes: str
    type: str
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an installed edition is; addresses are root-relative, ``start_url`` its home page.

    ``start_url`` is also the scope and the id, so that two editions install side by side.
    """

    name: str
    short_name: str
    description: str
    tag: str
    start_url: str
    theme_color: str
    background_color: str
    icons: tuple[Icon, ...]


def web_manifest(manifest: Manifest) -> bytes:
    """Return the manifest as JSON."""
    members: dict[str, Json] = {
        "id": manifest.start_url,
        "name": manifest.name,
        "short_name": manifest.short_name,
        "description": manifest.description,
        "lang": manifest.tag,
        "dir": "ltr",
        "start_url": manifest.start_url,
        "scope": manifest.start_url,
        "display": "minimal-ui",
        "theme_color": manifest.theme_color,
        "background_color": manifest.background_color,
        "icons": [_icon(icon) for icon in manifest.icons],
    }
    return json_bytes(filled(members))


def _icon(icon: Icon) -> dict[str, Json]:
    return filled(
        {"src": icon.src, "sizes": icon.sizes, "type": icon.type, "purpose": icon.purpose}
    )
