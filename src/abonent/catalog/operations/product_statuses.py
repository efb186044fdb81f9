"""The statuses that a customer may have with a product: add one, call it otherwise, order them, take one out of use and back."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from django.db.models import Max

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.catalog.models import ProductStatus
from abonent.runs.operations import record_act

FIELDS = ("name", "ordinal", "tone", "means_bought", "retired")


def install_product_statuses(*, actor: StaffUser | None = None) -> None:
    """The usual statuses for a publisher that has none yet."""
    text = files("abonent.catalog.facts").joinpath("product_statuses.csv").read_text("utf-8")
    with change_by(actor, "install_product_statuses"):
        if not ProductStatus.objects.exists():
            rows = enumerate(csv.DictReader(text.splitlines()), start=1)
            ProductStatus.objects.bulk_create(
                ProductStatus(ordinal=place, tone=row.pop("tone"), means_bought=row.pop("means_bought") == "yes", name=row)
                for place, row in rows
            )


def add_product_status(*, name: Mapping[str, str], tone: str, means_bought: bool, actor: StaffUser | None) -> ProductStatus:
    """Another status, behind those there are."""
    with change_by(actor, "add_product_status"):
        latest = ProductStatus.objects.aggregate(latest=Max("ordinal"))["latest"] or 0
        status = ProductStatus.objects.create(name=dict(name), tone=tone, means_bought=means_bought, ordinal=latest + 1)
        _record(actor, "add_product_status", status, _said(status) | {"retired": True})
    return status


def change_product_status(*, status: ProductStatus, said: Mapping[str, Any], actor: StaffUser | None) -> ProductStatus:
    """Call it otherwise, colour or order it otherwise, stop or begin to offer it; where it was given it stays."""
    with change_by(actor, "change_product_status"):
        locked = ProductStatus.objects.select_for_update().get(pk=status.pk)
        before = _said(locked)
        for field in FIELDS:
            setattr(locked, field, said.get(field, before[field]))
        locked.save()
        _record(actor, "change_product_status", locked, before)
    return locked


def _said(status: ProductStatus) -> dict[str, Any]:
    return {field: getattr(status, field) for field in FIELDS}


def _record(actor: StaffUser | None, verb: str, status: ProductStatus, back: dict[str, Any]) -> None:
    inverse = {"verb": "change_product_status_back", "status": status.pk, "said": back}
    record_act(actor=actor, verb=verb, subject_kind="product_status", subject_ids=[status.pk], inverse=inverse)
