"""How the opening of a way to send is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.billing.models import OutboxRoute
from abonent.connectors.einvoices.operations import close_route
from abonent.runs.inverses import Inverse, of_a_company


def _close(*, arguments: Mapping[str, Any], actor: StaffUser, today: date) -> None:
    route = OutboxRoute.objects.filter(pk=arguments["route"]).first()
    if route is not None:
        close_route(route=route, actor=actor)


INVERSES = [Inverse("close_outbox_route", _("Close the way again"), _close, "einvoices.open", of_a_company(OutboxRoute, "route"))]
