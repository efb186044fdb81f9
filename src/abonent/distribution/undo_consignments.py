"""How a consignment is undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.distribution.models import Consignment
from abonent.distribution.operations.consignments import withdraw_consignment
from abonent.runs.inverses import Inverse, of_a_company


def consignment_withdrawn(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """It does not go after all."""
    withdraw_consignment(consignment=Consignment.objects.get(pk=arguments["consignment"]), actor=actor)


OF_CONSIGNMENTS = [
    Inverse(
        "withdraw_consignment", _("Take it back"), consignment_withdrawn, "distribution.freeze", of_a_company(Consignment, "consignment")
    ),
]
