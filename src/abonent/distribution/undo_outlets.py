"""How acts about outlets are undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.catalog.models import Product
from abonent.distribution.models import Draw, DrawChange, DrawReturn, Outlet, OutletTerms
from abonent.distribution.operations.draw_settlement import take_outlet_terms_back, take_settlement_back
from abonent.distribution.operations.draws import put_draw_back, say_as_before
from abonent.distribution.operations.outlets import put_outlet_back
from abonent.runs.inverses import Inverse, of_a_company
from abonent.runs.models import Run

Arguments = Mapping[str, Any]


def outlet_as_before(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The outlet is as it was; a new one is closed."""
    put_outlet_back(outlet=Outlet.objects.get(pk=arguments["outlet"]), columns=arguments["columns"], actor=actor)


def draw_as_before(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The outlet draws what it drew."""
    draw = Draw.objects.select_related("outlet", "product").get(pk=arguments["draw"])
    put_draw_back(draw=draw, copies=arguments["copies"], before=arguments["before"], actor=actor)


def issues_as_before(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The issues have the copies that they had."""
    _as_before(DrawChange, arguments, actor, today)


def returns_as_before(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """What was noted before came back, or nothing."""
    _as_before(DrawReturn, arguments, actor, today)


def terms_as_before(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The outlet pays on the terms before."""
    take_outlet_terms_back(terms=OutletTerms.objects.select_related("outlet").get(pk=arguments["terms"]), actor=actor)


def not_settled(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """Nothing of the run is settled after all."""
    take_settlement_back(run=Run.objects.get(pk=arguments["run"]), actor=actor)


def _as_before(model: Any, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    outlet, product = Outlet.objects.get(pk=arguments["outlet"]), Product.objects.get(pk=arguments["product"])
    say_as_before(model=model, outlet=outlet, product=product, said=arguments["said"], actor=actor, today=today)


OUTLET = of_a_company(Outlet, "outlet")
OF_OUTLETS = [
    Inverse("change_outlet", _("Let the outlet be as before"), outlet_as_before, "distribution.change", OUTLET),
    Inverse(
        "put_draw_back", _("Let it draw as before"), draw_as_before, "distribution.change", of_a_company(Draw, "draw", "outlet__entity")
    ),
    Inverse("put_change_draws_back", _("Let the issues be as before"), issues_as_before, "distribution.change", OUTLET),
    Inverse("put_note_returns_back", _("Let the returns be as before"), returns_as_before, "distribution.change", OUTLET),
    Inverse(
        "take_outlet_terms_back",
        _("Let the former terms go on"),
        terms_as_before,
        "distribution.settle",
        of_a_company(OutletTerms, "terms", "outlet__entity"),
    ),
    Inverse("take_settlement_back", _("Take the settlement back"), not_settled, "distribution.settle", of_a_company(Run, "run")),
]
