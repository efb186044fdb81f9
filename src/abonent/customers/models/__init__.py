"""The tables of the register."""

from abonent.customers.models.addresses import Address, Place
from abonent.customers.models.contacts import ContactPerson, ContactPoint
from abonent.customers.models.customers import Customer, ExternalKey
from abonent.customers.models.finding import CustomerSearch
from abonent.customers.models.staging import StagedCustomer, StagedCustomerMatch

__all__ = [
    "Address",
    "ContactPerson",
    "ContactPoint",
    "Customer",
    "CustomerSearch",
    "ExternalKey",
    "Place",
    "StagedCustomer",
    "StagedCustomerMatch",
]
