"""Long lists as files: asked for by a member of staff, written by a worker that asks the list as he would, fetched by him alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.urls import ResolverMatch, resolve
from django.utils import timezone, translation

from abonent.access.models import ListExport, StaffUser
from abonent.access.permissions import PUBLIC, SIGNED_IN
from abonent.kit import files
from abonent.ui.lists.exporting import Written


def write_file(*, export: ListExport) -> None:
    """Write the file; what it has is what its owner may see at this moment. One that is written already stays."""
    if export.file_id:
        return
    path, _question, query = export.address.partition("?")
    match = resolve(path)
    if not may_open(export.owner, match):
        raise PermissionDenied(path)

    def tell(rows: int) -> None:
        ListExport.objects.filter(pk=export.pk).update(done_rows=rows)

    with translation.override(export.owner.language), timezone.override(export.owner.zone):
        written = match.func(_asked_by(export.owner, path, query, tell), *match.args, **match.kwargs)
    if not isinstance(written, Written):
        raise TypeError(f"{path} is no list that can be written into a file")
    with TemporaryFile() as file:
        _fill(file, written.pieces)
        stored = files.store_stream(name=written.name, media_type=written.media_type, stream=cast(BinaryIO, file), owner="list_export")
    ListExport.objects.filter(pk=export.pk).update(file=stored, done_rows=export.row_count)


def give_up(*, export: ListExport) -> None:
    """Say that a file could not be written."""
    ListExport.objects.filter(pk=export.pk).update(failed=True)


def forget_files(*, before: datetime) -> int:
    """Take away the files that were asked for before a moment."""
    old = ListExport.objects.filter(asked_at__lt=before).select_related("file")
    for export in old:
        with transaction.atomic():
            export.delete()
            if export.file:
                files.forget(export.file)
    return len(old)


def may_open(user: StaffUser, match: ResolverMatch) -> bool:
    """Whether the address is open to him: the same rule as at the door."""
    permission = getattr(match.func, "permission", "")
    return user.is_active and (permission in (PUBLIC, SIGNED_IN) or user.may(permission))


def _asked_by(owner: StaffUser, path: str, query: str, tell: Any) -> HttpRequest:
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    request.GET = QueryDict(query)  # type: ignore[assignment]
    request.user = owner
    request.rows_written = tell  # type: ignore[attr-defined]
    return request


def _fill(file: Any, pieces: Iterable[bytes]) -> None:
    for piece in pieces:
        file.write(piece)
    file.seek(0)
