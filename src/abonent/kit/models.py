"""The stored file: written once, known by its hash."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class ClockNow(Now):
    """The database's reading of `kit.clock`, for column defaults."""

    function = "abonent_now"
    template = "%(function)s()"

    def as_postgresql(self, compiler, connection, **extra):  # type: ignore[no-untyped-def]
        return self.as_sql(compiler, connection, **extra)


class StoredFile(models.Model):
    """A file kept by the storage backend under a random key; its row is written after the upload is whole."""

    key = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    owner = models.CharField(max_length=60, help_text="the noun it belongs to, for example bank_file")
    stored_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "stored_file"

    def __str__(self) -> str:
        return self.name
