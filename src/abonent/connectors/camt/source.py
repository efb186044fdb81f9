"""From the bytes of an uploaded file to clean UTF-8 pieces that an XML parser can be fed.

What banks and mail programs do to a file is undone here, so that the reader meets one well-formed document: marks and
blanks before the XML declaration, a declaration that names the wrong encoding, several messages put one after the
other, a bare `&`, a closing Ctrl-Z. Every XML declaration is blanked out (line numbers stay) and all is wrapped in one
element of ours. A document type then stands inside an element, where no parser accepts it; it is looked for and named all
the same, so that the message is clear.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from abonent.connectors.camt.refusals import CannotReadStatement

SIZE_LIMIT = 256 * 1024 * 1024  # about 200,000 entries with all details; a bank splits long before
CHUNK = 256 * 1024
RUN_LIMIT = 1024 * 1024  # bytes between two ">": longer than any text of the standard by a factor of a thousand
HEAD = 4096
OPENING, CLOSING = b"<received>", b"</received>"

ARCHIVES = {
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "rar",
    b"%PDF": "PDF",
    b"\xd0\xcf\x11\xe0": "Office",
}
WIDE_STARTS = [
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
]
# Only plain tables of letters: Python knows more codecs, some of them slow or not for text.
SINGLE_BYTE = re.compile(r"iso8859-\d+|cp\d{3,4}|latin-1", re.IGNORECASE)
DECLARED = re.compile(rb"<\?xml\s[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
DECLARATION = re.compile(rb"<\?xml(?=[\s?])[^<>]*>")
DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
STRAY_AMPERSAND = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")
FIRST_ELEMENTS = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
ENVELOPES = frozenset({"Document", "AppHdr", "BizMsgEnvlp", "Envelope", "Header", "Body"})
CAMT = re.compile(r"camt\.05[234]\.001|BkToCstmr(?:Stmt|AcctRpt|DbtCdtNtfctn)")


class Source:
    """One file, opened: `pieces()` once, `warnings` (code -> parameters) after it."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.file = file
        self.name = name
        self.warnings: dict[str, dict[str, str]] = {}
        self.line = 1
        self.head = self._checked_head()
        self.encoding = self._encoding()

    def refusal(self, code: str, **parameters: object) -> CannotReadStatement:
        return CannotReadStatement(code, **{"file": self.name, "line": self.line, "place": "Document", **parameters})

    def not_camt(self) -> CannotReadStatement:
        """The refusal for another kind of XML, named by its first element that is no envelope."""
        for element in FIRST_ELEMENTS.finditer(readable_head(self.head)):
            if element[1] not in ENVELOPES:
                break
        else:
            return self.refusal("camt.not_camt", line=1, found="")
        return self.refusal("camt.not_camt", line=1, found=element[1])

    def _checked_head(self) -> bytes:
        size = self.file.seek(0, 2)
        if size > SIZE_LIMIT:
            raise self.refusal("camt.too_large", line=0, size=size, limit=SIZE_LIMIT)
        self.file.seek(0)
        head = self.file.read(HEAD)
        for magic, kind in ARCHIVES.items():
            if head.startswith(magic):
                raise self.refusal("camt.archive", line=0, kind=kind)
        text = readable_head(head)
        if not text:
            raise self.refusal("camt.empty", line=0)
        if not text.startswith("<"):
            raise self.refusal("camt.not_xml", found=text[:30])
        return head

    def _encoding(self) -> str:
        """The encoding that fits the bytes; a warning where it is not the declared one."""
        wide = wide_encoding(self.head)
        if wide:
            return wide
        match = DECLARED.search(self.head)
        declared = match[1].decode("ascii") if match else "utf-8"
        table = single_byte_table(declared)
        is_utf8, has_letters = self._looks_like_utf8()
        fitting = "utf-8" if is_utf8 and (has_letters or table is None) else table or "cp1252"
        if fitting != (table or "utf-8"):
            self.warnings["camt.encoding_guessed"] = {"declared": declared, "used": fitting}
        return fitting

    def _looks_like_utf8(self) -> tuple[bool, bool]:
        """Whether the whole file is UTF-8, and whether it has a letter beyond ASCII."""
        decoder = codecs.getincrementaldecoder("utf-8")()
        has_letters = False
        for chunk in self._chunks():
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                return False, True
            has_letters = has_letters or not chunk.isascii()
        return not decoder.getstate()[0], has_letters

    def _chunks(self) -> Iterator[bytes]:
        self.file.seek(0)
        while chunk := self.file.read(CHUNK):
            yield chunk

    def _utf8_chunks(self) -> Iterator[bytes]:
        if self.encoding == "utf-8":
            yield from self._chunks()
            return
        decoder = codecs.getincrementaldecoder(self.encoding)()
        try:
            for chunk in self._chunks():
                yield decoder.decode(chunk).encode("utf-8")
            yield decoder.decode(b"", final=True).encode("utf-8")
        except UnicodeError as trouble:
            raise self.refusal("camt.undecodable", encoding=self.encoding) from trouble

    def pieces(self) -> Iterator[bytes]:
        """Clean UTF-8, cut only after a `>`, so that no tag, text or entity is split between two pieces."""
        yield OPENING
        rest = b""
        for chunk in self._utf8_chunks():
            data = rest + chunk
            cut = data.rfind(b">") + 1
            rest = data[cut:]
            if len(rest) > RUN_LIMIT:
                raise self.refusal("camt.piece_too_large")
            yield self._clean(data[:cut])
        yield rest.rstrip(b"\x1a\0 \r\n\t") + CLOSING

    def _clean(self, data: bytes) -> bytes:
        if b"<!" in data and (found := DOCTYPE.search(data)):
            raise self.refusal("camt.doctype", line=self.line + data.count(b"\n", 0, found.start()))
        if b"<?" in data:
            data = DECLARATION.sub(lambda declaration: b"\n" * declaration[0].count(b"\n"), data)
        if b"&" in data and b"<![CDATA[" not in data:
            data, strays = STRAY_AMPERSAND.subn(b"&amp;", data)
            if strays:
                self.warnings["camt.stray_ampersand"] = {}
        self.line += data.count(b"\n")
        return data


def wide_encoding(head: bytes) -> str:
    """UTF-16 or UTF-32 by its first bytes, else empty. A wide encoding that is only declared is a mistake of the writer."""
    return next((encoding for start, encoding in WIDE_STARTS if head.startswith(start)), "")


def single_byte_table(declared: str) -> str | None:
    """Python's name of a declared one-byte encoding; None for UTF-8 and all that is not known here."""
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return None
    return name if SINGLE_BYTE.fullmatch(name) else None


def readable_head(head: bytes) -> str:
    """The beginning of a file as text, without byte order mark and blanks; what cannot be decoded is replaced."""
    return head.decode(wide_encoding(head) or "utf-8", errors="replace").lstrip("\ufeff \t\r\n\x00")


def looks_like_camt(head: bytes) -> bool:
    """Whether the first few thousand bytes of a file are those of a camt message, in an envelope or not."""
    text = readable_head(head)
    return text.startswith("<") and CAMT.search(text) is not None
