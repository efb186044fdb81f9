"""Faulty rows mended where they stand: a cell is typed anew, its row is checked alone, the counts fall."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.imports.models import FaultyRow
from abonent.imports.operations import mend_row
from abonent.imports.queries import CellToMend, RowToMend, rows_to_mend
from abonent.imports.refusals import CannotImport
from abonent.imports.views.shared import allowed_batch
from abonent.ui import toasts

_CELL = "cell_"


@permit("imports.use")
@require_POST
def mend(request: StaffRequest, batch_id: int, line: int) -> HttpResponse:
    """Put the cells that were typed into the row and check it; answers with what is otherwise now, and nothing else."""
    batch, kind = allowed_batch(request, batch_id)
    row = FaultyRow.objects.filter(batch=batch, line=line).first()
    if row is None:
        raise Http404
    before = rows_to_mend(batch, kind, lines=batch.faulty_rows.values_list("line", flat=True))
    typed = {
        place: str(request.POST[f"{_CELL}{place}"]) for place in range(len(batch.layout["headers"])) if f"{_CELL}{place}" in request.POST
    }
    try:
        lines = mend_row(batch=batch, line=line, cells=typed, actor=request.user, today=today_of(request))
    except CannotImport as refusal:
        toasts.warn(request, str(refusal))
        return toasts.with_toasts(request, HttpResponse()) if request.headers.get("HX-Request") else redirect(_page(batch_id, line))
    if not request.headers.get("HX-Request"):
        return redirect(_page(batch_id, line))
    batch.refresh_from_db()
    rows = rows_to_mend(batch, kind, lines=lines)
    context = {"batch": batch, "rows": rows, "cells": _changed(_cells(before), rows), "ready": batch.ready_count, "oob": True}
    return render(request, "imports/mended.html", context)


def _page(batch_id: int, line: int) -> str:
    return f"{reverse('imports:batch', args=[batch_id])}#row-{line}"


def _cells(rows: Iterable[RowToMend]) -> dict[str, CellToMend]:
    return {cell.element_id: cell for row in rows for cell in (*row.at_fault, *row.others)}


def _changed(before: Mapping[str, CellToMend], rows: Iterable[RowToMend]) -> list[CellToMend]:
    """The cells that hold something else now, or are right or wrong in another way; a cell in which somebody types is left alone."""
    return [cell for name, cell in _cells(rows).items() if cell != before.get(name)]
