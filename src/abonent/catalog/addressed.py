"""Words in addresses that name a customer."""

from abonent.customers.models import Customer
from abonent.customers.visibility import Addressed

ADDRESSED = [Addressed("number", Customer, ("pk",), by="number", folder="catalog")]
