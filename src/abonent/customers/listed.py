"""What folders above hang into the list of customers: filters and acts on the chosen ones.

    CUSTOMER_FILTERS = [product_filter]      # each is called with the viewer and gives a filter
    CUSTOMER_BULK = [BulkAct(...)]           # the view asks `chosen_customers(request)` whom it is for

stand in a folder's `customer_list.py`; `config` fills the registries.
"""

from __future__ import annotations

from collections.abc import Callable

from abonent.access.models import StaffUser
from abonent.access.requests import StaffRequest
from abonent.kit.registry import Registry
from abonent.ui.lists import BulkAct
from abonent.ui.lists.bulk import Chosen, chosen_rows
from abonent.ui.lists.filters import Filter

declared_customer_filters: Registry[Callable[[StaffUser], Filter]] = Registry()
declared_customer_bulk: Registry[BulkAct] = Registry()


def chosen_customers(request: StaffRequest) -> Chosen:
    """The customers chosen in their list, whose query stands in the address of the act."""
    from abonent.customers.views.listing import CustomerList

    return chosen_rows(request, CustomerList(request))
