"""How acts on companies are undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.company.models import BankAccount, NumberSeries
from abonent.company.operations import choose_business
from abonent.desk.operations.arranging import arrange_back
from abonent.desk.operations.companies import change_account, change_company, change_unit, number_as_before, remove
from abonent.desk.operations.moving_settings import apply_settings_back
from abonent.organisation.models import LegalEntity, Unit
from abonent.runs.inverses import Inverse, everybodys, of_a_company

Arguments = Mapping[str, Any]
SET_UP = "company.set_up"


def _by(verb: Callable[..., Any], model: type[Model], name: str) -> Callable[..., None]:
    """The ordinary verb, with what was before."""

    def undo(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
        row = model._default_manager.get(pk=arguments["row"])
        verb(**{name: row}, seen=arguments["after"], wanted=arguments["before"], actor=actor)

    return undo


def _remove(model: type[Model]) -> Callable[..., None]:
    """Take a row back that was added."""

    def undo(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
        row: Any = model._default_manager.get(pk=arguments["row"])
        remove(row=row, actor=actor)

    return undo


def _number_as_before(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    with change_by(actor, "number_from_back"):
        former = NumberSeries.objects.get(pk=arguments["former"]) if "former" in arguments else None
        series = NumberSeries.objects.get(pk=arguments["series"])
        number_as_before(series=series, former=former, before=arguments["before"], after=arguments["after"])


def _business_as_before(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    choose_business(kind=arguments["before"]["kind"], actor=actor)


INVERSES = [
    Inverse(
        "change_company_back", _("Change back"), _by(change_company, LegalEntity, "entity"), SET_UP, of_a_company(LegalEntity, "row", "pk")
    ),
    Inverse("change_account_back", _("Change back"), _by(change_account, BankAccount, "account"), SET_UP, of_a_company(BankAccount, "row")),
    Inverse("change_unit_back", _("Change back"), _by(change_unit, Unit, "unit"), SET_UP, of_a_company(Unit, "row")),
    Inverse("remove_account", _("Take the account back"), _remove(BankAccount), SET_UP, of_a_company(BankAccount, "row")),
    Inverse("remove_unit", _("Take the unit back"), _remove(Unit), SET_UP, of_a_company(Unit, "row")),
    Inverse("number_from_back", _("Number as before"), _number_as_before, SET_UP, of_a_company(NumberSeries, "series")),
    Inverse("arrange_back", _("Arrange it as before"), arrange_back, "desk.adapt", everybodys),
    Inverse("apply_settings_back", _("Take the settings of the file back"), apply_settings_back, "desk.adapt", everybodys),
    Inverse("change_business_back", _("Go back to the former kind of business"), _business_as_before, SET_UP, everybodys),
]
