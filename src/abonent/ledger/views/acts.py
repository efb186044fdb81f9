"""The way back that a toast offers."""

from __future__ import annotations

from django.urls import reverse

from abonent.runs.models import Act


def undo_url(subject_kind: str, subject_id: int) -> str:
    """Where the latest act on a subject is undone; the empty text if it cannot be."""
    latest = Act.objects.filter(subject_kind=subject_kind, subject_ids=[subject_id]).order_by("-pk").first()
    return reverse("runs:undo", args=[latest.pk]) if latest and latest.inverse else ""
