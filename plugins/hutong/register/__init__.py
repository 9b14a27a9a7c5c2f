"""The register: agreements, policies, organisations and people, found by any of their names."""

from hutong.register.entries import (
    Entry,
    EntryKind,
    Register,
    make_register,
    parse_entry,
)

__all__ = ["Entry", "EntryKind", "Register", "make_register", "parse_entry"]
