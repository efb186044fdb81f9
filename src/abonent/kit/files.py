"""Puts files away and takes them out: content first, row after, so that a row never points at nothing."""

from __future__ import annotations

import hashlib
from typing import IO, Any, BinaryIO, cast
from uuid import uuid4

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction

from abonent.kit.models import StoredFile


def store(*, name: str, media_type: str, content: bytes, owner: str) -> StoredFile:
    """Keep `content` under a random key and return its row."""
    key = f"{owner}/{uuid4().hex}"
    default_storage.save(key, ContentFile(content))
    return StoredFile.objects.create(
        key=key, name=name[:200], media_type=media_type, sha256=hashlib.sha256(content).hexdigest(), size=len(content), owner=owner
    )


def store_stream(*, name: str, media_type: str, stream: BinaryIO, owner: str) -> StoredFile:
    """Keep a file of any size under a random key and return its row; it is read once, piece by piece."""
    key = f"{owner}/{uuid4().hex}"
    measured = _Measured(stream)
    default_storage.save(key, File(cast(IO[bytes], measured)))
    return StoredFile.objects.create(
        key=key, name=name[:200], media_type=media_type, sha256=measured.digest.hexdigest(), size=measured.size, owner=owner
    )


class FileGone(FileNotFoundError):
    """A file that a row tells of is not where files are kept: a database came back from a backup without its files."""

    def __init__(self, file: StoredFile) -> None:
        super().__init__(f"{file.name} ({file.key})")
        self.name = file.name


def open_stored(file: StoredFile) -> File[Any]:
    """The content of a stored file, open for reading. Raises FileGone."""
    try:
        return default_storage.open(file.key, "rb")
    except FileNotFoundError as fault:
        raise FileGone(file) from fault


def read_stored(file: StoredFile) -> bytes:
    """The content of a stored file."""
    with open_stored(file) as stream:
        return stream.read()


def forget(file: StoredFile) -> None:
    """Take a file away that nothing refers to any more: the row first, so that a row never points at nothing."""
    key = file.key
    file.delete()
    transaction.on_commit(lambda: default_storage.delete(key))


def empty(file: StoredFile) -> None:
    """Take the content of a stored file away and keep its row, for other rows point at it; what is opened then is empty."""
    default_storage.delete(file.key)
    default_storage.save(file.key, ContentFile(b""))
    file.sha256, file.size = hashlib.sha256(b"").hexdigest(), 0
    file.save(update_fields=["sha256", "size"])


class _Measured:
    """A stream that counts and hashes what is read from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream, self.size, self.digest = stream, 0, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self.stream.read(size)
        self.size += len(piece)
        self.digest.update(piece)
        return piece
