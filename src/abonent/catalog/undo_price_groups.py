"""How acts about price groups are undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.catalog.models import PriceGroup
from abonent.catalog.operations.price_groups import open_price_group, put_price_groups_back, remove_price_group, rename_price_group
from abonent.customers.visibility import sees_customers
from abonent.organisation.models import LegalEntity
from abonent.runs.inverses import Inverse, of_a_company

Arguments = Mapping[str, Any]


def _remove(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    remove_price_group(price_group=PriceGroup.objects.get(pk=arguments["price_group"]), actor=actor)


def _rename(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    rename_price_group(price_group=PriceGroup.objects.get(pk=arguments["price_group"]), name=arguments["name"], actor=actor)


def _open(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    entity = LegalEntity.objects.get(pk=arguments["entity"])
    open_price_group(entity=entity, code=arguments["code"], name=arguments["name"], actor=actor)


def _my_company(arguments: Arguments, viewer: StaffUser) -> bool:
    return viewer.entities.filter(pk=arguments["entity"]).exists()


def _of_those_i_see(arguments: Arguments, viewer: StaffUser) -> bool:
    return _my_company(arguments, viewer) and sees_customers(viewer, [customer for customer, _group in arguments["before"]])


GROUP = of_a_company(PriceGroup, "price_group")

INVERSES = [
    Inverse("remove_price_group", _("Take the price group away"), _remove, "catalog.price", GROUP),
    Inverse("rename_price_group", _("Call the price group otherwise"), _rename, "catalog.price", GROUP),
    Inverse("open_price_group", _("Put the price group back"), _open, "catalog.price", _my_company),
    Inverse("put_price_groups_back", _("Put into the former price group"), put_price_groups_back, "customers.change", _of_those_i_see),
]
