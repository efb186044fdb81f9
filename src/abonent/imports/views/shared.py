"""What the screens of imports share: which kind and which batch a person may see."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from abonent.access.requests import StaffRequest
from abonent.imports.kinds import ImportKind, kind_of
from abonent.imports.models import ImportBatch


def allowed_kind(request: StaffRequest, code: str) -> ImportKind:
    """The kind with a code, for whoever may bring such rows in. A file names and changes anybody: not for whoever sees some alone."""
    if not request.user.sees_everybody:
        raise Http404
    try:
        kind = kind_of(code)
    except KeyError:
        raise Http404 from None
    if not request.user.may(kind.permission):
        raise PermissionDenied
    return kind


def allowed_batch(request: StaffRequest, batch_id: int) -> tuple[ImportBatch, ImportKind]:
    """An import and its kind, for whoever may bring such rows in."""
    shown = get_object_or_404(ImportBatch.objects.select_related("file", "error_file"), pk=batch_id)
    return shown, allowed_kind(request, shown.kind)
