"""Questions about registers."""

from __future__ import annotations

from django.db.models import F, Func, Q, QuerySet, TextField, Value

from abonent.connectors.registers.models import PublicRegister, RegisterCheck, RegisterSwitch
from abonent.customers.models import Customer

MOST_SHOWN = 20


def checks_of(customer: Customer) -> QuerySet[RegisterCheck]:
    """What registers have answered about the numbers of a customer, the latest first."""
    numbers = Q(pk=None)
    if customer.vat_number:
        numbers |= Q(vat_number=customer.vat_number)
    bare = customer.company_number.replace("-", "")
    rows = RegisterCheck.objects.annotate(
        bare_number=Func(F("company_number"), Value("-"), Value(""), function="replace", output_field=TextField())
    )
    if bare:
        numbers |= Q(bare_number=bare)
    return rows.filter(numbers).select_related("asked_by").order_by("-pk")[:MOST_SHOWN]


def is_any_on() -> bool:
    """Whether any register may be asked."""
    return RegisterSwitch.objects.exists()


def switches() -> list[tuple[PublicRegister, RegisterSwitch | None]]:
    """Every register, with who switched it on and when."""
    on = {switch.register: switch for switch in RegisterSwitch.objects.select_related("switched_on_by")}
    return [(register, on.get(register)) for register in PublicRegister]
