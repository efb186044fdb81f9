"""Two versions of a price list side by side: old, new, and by how much."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.catalog.models import PriceListVersion
from abonent.catalog.price_queries import Comparison, compare_versions, version_before
from abonent.catalog.views.version import visible_version
from abonent.kit import clock

MOST_SHOWN = 500
SHOWN = {
    "all": lambda case: True,
    "changed": lambda case: bool(case.change_share),
    "new": lambda case: case.former_price is None,
    "gone": lambda case: case.later_price is None,
}


@permit("catalog.see")
def comparison(request: StaffRequest, version_id: int) -> HttpResponse:
    """A version beside another of its list; the one before it unless `with` names one."""
    later = visible_version(request, version_id)
    others = list(later.price_list.versions.exclude(pk=later.pk).order_by("-valid_from"))
    former = _chosen(others, request.GET.get("with", "")) or version_before(later)
    if former is not None and former.valid_from > later.valid_from:
        former, later = later, former
    compared = compare_versions(former, later) if former else None
    show = request.GET.get("show", "all")
    show = show if show in SHOWN else "all"
    cases = [case for case in compared.cases if SHOWN[show](case)] if compared else []
    return render(
        request,
        "catalog/comparison.html",
        {
            "version": later,
            "former": former,
            "others": others,
            "price_list": later.price_list,
            "compared": compared,
            "counts": _counts(compared),
            "cases": cases[:MOST_SHOWN],
            "not_shown": max(0, len(cases) - MOST_SHOWN),
            "show": show,
            "today": clock.today(later.price_list.entity.zone),
        },
    )


def _chosen(others: list[PriceListVersion], asked: str) -> PriceListVersion | None:
    return next((version for version in others if str(version.pk) == asked), None)


def _counts(compared: Comparison | None) -> dict[str, Any]:
    if compared is None:
        return {}
    same = len(compared.cases) - compared.changed - compared.new - compared.gone
    return {"all": len(compared.cases), "changed": compared.changed, "same": same, "new": compared.new, "gone": compared.gone}
