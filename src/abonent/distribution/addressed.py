"""Words in addresses that name a row of a customer."""

from __future__ import annotations

from abonent.customers.visibility import Addressed
from abonent.distribution.models import Outlet

ADDRESSED = [Addressed("outlet_id", Outlet, ("customer",))]
