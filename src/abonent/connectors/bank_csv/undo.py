"""How the mapping of a bank's table is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.company.models import BankAccount
from abonent.connectors.bank_csv.layout import Layout
from abonent.connectors.bank_csv.operations import map_table
from abonent.runs.inverses import Inverse, of_a_company


def _map_table(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    layout = Layout(**arguments["layout"]) if arguments["layout"] else None
    map_table(account=BankAccount.objects.get(pk=arguments["account"]), layout=layout, actor=actor)


INVERSES = [
    Inverse("map_bank_table", _("Map the columns as before"), _map_table, "bank_csv.map", of_a_company(BankAccount, "account")),
]
