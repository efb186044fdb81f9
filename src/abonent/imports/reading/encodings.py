"""Which encoding a text file is in: its mark, else UTF-8 if it is, else the old code page whose letters make words."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from charset_normalizer import from_bytes

_CHUNK = 2**20
_SAMPLE = 2**18
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CODE_PAGES = ("cp1252", "cp1250", "iso8859_2")
# Letters beyond ASCII that readers' names and streets are written with, by language, and the marks of all.
_ALPHABETS = ("åäöéüøæÅÄÖÉÜØÆ", "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "áéíóöőúüűÁÉÍÓÖŐÚÜŰ")
_MARKS_OF_ALL = "\u00a0–—’‘“”„…€§°´«»"
_FOREIGN_LINE = re.compile(rb"[^\r\n]*[\x80-\xff][^\r\n]*")

# A codec is a file that is opened when first used; zipfile uses cp437.
for _name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp437", *_CODE_PAGES):
    codecs.lookup(_name)


def encoding_of(stream: BinaryIO) -> str:
    """The codec of a file; the stream is left where it was."""
    start = stream.tell()
    try:
        head = stream.read(_SAMPLE)
        for mark, name in _MARKS:
            if head.startswith(mark):
                return name
        if (wide := _wide_without_mark(head)) is not None:
            return wide
        stream.seek(start)
        if _nearly_utf8(stream):
            return "utf-8"
        stream.seek(start)
        return _code_page(_foreign_lines(stream))
    finally:
        stream.seek(start)


def _wide_without_mark(head: bytes) -> str | None:
    """UTF-16 without its mark shows a NUL beside nearly every Latin letter."""
    if len(head) < 4 or head.count(0) < len(head) * 0.3:
        return None
    return "utf-16-le" if head[1::2].count(0) > head[0::2].count(0) else "utf-16-be"


def _nearly_utf8(stream: BinaryIO) -> bool:
    """Whether it is UTF-8, or was before somebody broke a few places in it; those are then shown, not guessed."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    whole = broken = 0
    while chunk := stream.read(_CHUNK):
        text = decoder.decode(chunk)
        if not text.isascii():
            stray = sum("\udc80" <= letter <= "\udcff" for letter in text)
            broken += stray
            whole += sum(letter > "\x7f" for letter in text) - stray
    return not broken or whole > 10 * broken


def _foreign_lines(stream: BinaryIO) -> bytes:
    """Up to a quarter of a megabyte of lines with letters beyond ASCII, from anywhere in the file."""
    return b"\n".join(_collected(stream))


def _collected(stream: BinaryIO) -> Iterator[bytes]:
    size = 0
    while size < _SAMPLE and (chunk := stream.read(_CHUNK)):
        for line in _FOREIGN_LINE.findall(chunk):
            size += len(line)
            yield line
            if size >= _SAMPLE:
                return


def _code_page(sample: bytes) -> str:
    """The code page in which the letters belong to one of our alphabets; if they do in none, what the library guesses."""
    scores = {name: _likelihood(sample, name) for name in _CODE_PAGES}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] >= 0.9:
        return best
    guess = from_bytes(sample, cp_isolation=list(_CODE_PAGES)).best()
    return guess.encoding if guess is not None else best


def _likelihood(sample: bytes, name: str) -> float:
    letters = [letter for letter in sample.decode(name, "replace") if letter > "\x7f"]
    shares = (sum(letter in alphabet or letter in _MARKS_OF_ALL for letter in letters) for alphabet in _ALPHABETS)
    return max(shares, default=0) / max(len(letters), 1)
