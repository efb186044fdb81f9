"""Encodings of files that do not name theirs: told by which letters of the bank's country the bytes would be."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

# Mazovia, of Polish DOS programs, is code page 437 with these letters put in; Python has no codec of it.
_MAZOVIA_LETTERS = {
    0x86: "ą", 0x8D: "ć", 0x8F: "Ą", 0x90: "Ę", 0x91: "ę", 0x92: "ł", 0x95: "Ć", 0x98: "Ś", 0x9C: "Ł", 0x9E: "ś",
    0xA0: "Ź", 0xA1: "Ż", 0xA2: "ó", 0xA3: "Ó", 0xA4: "ń", 0xA5: "Ń", 0xA6: "ź", 0xA7: "ż",
}  # fmt: skip
_MAZOVIA = "".join(_MAZOVIA_LETTERS.get(code, bytes([code]).decode("cp437")) for code in range(256))


@dataclass(frozen=True)
class Profile:
    """What banks of a country write: their letters beyond ASCII, and encodings met, the likeliest first."""

    letters: str
    encodings: Sequence[str]


PROFILES = {
    "PL": Profile("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", ("iso8859-2", "cp1250", "cp852", "mazovia")),
    "HU": Profile("áéíóöőúüűÁÉÍÓÖŐÚÜŰ", ("iso8859-2", "cp1250", "cp852")),
}
OTHERS = Profile("äöüßåæøéèÄÖÜÅÆØÉÈ", ("cp1252", "cp850"))


def decoded(raw: bytes, encoding: str) -> str:
    """Text; what the encoding does not know becomes the replacement character."""
    return codecs.charmap_decode(raw, "replace", _MAZOVIA)[0] if encoding == "mazovia" else raw.decode(encoding, errors="replace")


def likeliest(found: Counter[int], country: str) -> str:
    """The encoding that makes most of the bytes beyond ASCII letters of the country; in a draw the one met most often."""
    profile = PROFILES.get(country, OTHERS)
    return max(profile.encodings, key=lambda encoding: _fitting(found, encoding, profile.letters))


def _fitting(found: Counter[int], encoding: str, letters: str) -> int:
    return sum(times for code, times in found.items() if decoded(bytes([code]), encoding) in letters)
