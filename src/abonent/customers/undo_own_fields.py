"""How acts on own fields and on what is written in them are taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.customers.models import Customer, OwnField, OwnFieldOption
from abonent.customers.operations.completeness import require_details
from abonent.customers.operations.own_fields import change_own_field, change_own_field_option, place_own_field
from abonent.customers.operations.own_values import change_own_values
from abonent.customers.own_values import read_from_json
from abonent.customers.visibility import about_a_customer
from abonent.runs.inverses import Inverse, everybodys

Arguments = Mapping[str, Any]


def _change_own_values_back(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    customer = Customer.objects.get(pk=arguments["customer"])
    before, after = (read_from_json(arguments[when]) for when in ("before", "after"))
    change_own_values(customer=customer, seen=after, wanted=before, actor=actor, today=today)


def _change_own_field_back(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    change_own_field(field=OwnField.objects.get(pk=arguments["field"]), wanted=arguments["before"], actor=actor, today=today)


def _place_own_field_back(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    after = OwnField.objects.filter(pk=arguments["after"]).first()
    place_own_field(field=OwnField.objects.get(pk=arguments["field"]), after=after, actor=actor, today=today)


def _change_own_field_option_back(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    option = OwnFieldOption.objects.get(pk=arguments["option"])
    change_own_field_option(option=option, name=arguments["name"], retired=arguments["retired"], actor=actor, today=today)


def _require_former_details(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    require_details(wanted=arguments["before"], actor=actor, today=today)


INVERSES = [
    Inverse(
        "change_own_values_back",
        _("Change back"),
        _change_own_values_back,
        "customers.change",
        about_a_customer(Customer, "customer", "pk"),
    ),
    Inverse("change_own_field_back", _("Change the field back"), _change_own_field_back, "customers.set_up", everybodys),
    Inverse("place_own_field_back", _("Move the field back"), _place_own_field_back, "customers.set_up", everybodys),
    Inverse("require_former_details", _("Want what was wanted before"), _require_former_details, "customers.set_up", everybodys),
    Inverse("change_own_field_option_back", _("Change the option back"), _change_own_field_option_back, "customers.set_up", everybodys),
]
