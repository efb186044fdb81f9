"""Whether a file is still the one that was kept: its content has the hash that was written down when it was made."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from abonent.billing.models import InvoiceFile
from abonent.kit import documents
from abonent.kit.documents import Pages
from abonent.kit.files import FileGone, read_stored
from abonent.kit.models import StoredFile

SAME, OTHER, GONE = "same", "other", "gone"


@dataclass(frozen=True)
class Checked:
    """What became of a file, and the hash of the document as anybody gets it."""

    state: str
    sha256: str = ""


def check_file(file: StoredFile) -> Checked:
    """A file that is one document."""
    content = _content(file)
    return Checked(GONE) if content is None else Checked(_state(file, content), hashlib.sha256(content).hexdigest())


def check_document(file: InvoiceFile) -> Checked:
    """A document within the file of those that were set with it; its own hash is that of its pages."""
    content = _content(file.stored_file)
    if content is None:
        return Checked(GONE)
    state = _state(file.stored_file, content)
    if state == OTHER:
        return Checked(OTHER)
    pages = documents.extract(content, Pages(file.first_page, file.pages))
    return Checked(state, hashlib.sha256(pages).hexdigest())


def _content(file: StoredFile) -> bytes | None:
    try:
        return read_stored(file)
    except FileGone:
        return None


def _state(file: StoredFile, content: bytes) -> str:
    return SAME if hashlib.sha256(content).hexdigest() == file.sha256 else OTHER
