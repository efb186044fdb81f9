"""Forget what files said of people."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from abonent.imports.dropped import throw_away_read_files
from abonent.imports.models import DroppedFile, FaultyRow, ImportBatch, ImportConflict
from abonent.kit.files import empty
from abonent.kit.models import StoredFile


def forget_files(batch_ids: Iterable[int]) -> None:
    """Empty the files that batches came in by, and those of their errors; the counts and what was done with each row stay."""
    batches = ImportBatch.objects.filter(pk__in=list(batch_ids))
    FaultyRow.objects.filter(batch__in=batches).delete()
    ImportConflict.objects.filter(batch__in=batches).delete()
    throw_away_read_files(files=DroppedFile.objects.filter(batch__in=batches).exclude(moved_to="").select_related("source"))
    for file in StoredFile.objects.filter(Q(pk__in=batches.values("file")) | Q(pk__in=batches.values("error_file"))):
        empty(file)
