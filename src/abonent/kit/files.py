"""Puts files away and takes them out: content first, row after, so that a row never points at nothing."""

from __future__ import annotations

import hashlib
from typing import BinaryIO
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from abonent.kit.models import StoredFile


def store(*, name: str, media_type: str, content: bytes, owner: str) -> StoredFile:
    """Keep `content` under a random key and return its row."""
    key = f"{owner}/{uuid4().hex}"
    default_storage.save(key, ContentFile(content))
    return StoredFile.objects.create(
        key=key, name=name[:200], media_type=media_type, sha256=hashlib.sha256(content).hexdigest(), size=len(content), owner=owner
    )


def open_stored(file: StoredFile) -> BinaryIO:
    """The content of a stored file, open for reading."""
    return default_storage.open(file.key, "rb")


def read_stored(file: StoredFile) -> bytes:
    """The content of a stored file."""
    with open_stored(file) as stream:
        return stream.read()
