"""The tables of the register."""

from abonent.customers.models.addresses import Address, Place
from abonent.customers.models.consents import Channel, Consent, Purpose, RefusalRegister, RefusedContact
from abonent.customers.models.contacts import ContactPerson, ContactPersonKey, ContactPoint
from abonent.customers.models.customers import Customer, ExternalKey, ReachedCustomer
from abonent.customers.models.duplicates import DuplicatePlan, ToldApart
from abonent.customers.models.erasure import Erasure
from abonent.customers.models.finding import CustomerSearch
from abonent.customers.models.merging import CustomerMerge
from abonent.customers.models.own_fields import OwnField, OwnFieldOption, OwnValue, RequiredDetail
from abonent.customers.models.relations import CustomerBankAccount, Relationship
from abonent.customers.models.staged_consents import StagedConsent
from abonent.customers.models.staged_persons import StagedContactPerson
from abonent.customers.models.staging import StagedCustomer, StagedCustomerMatch
from abonent.customers.models.words import Branch, CategorisedCustomer, CustomerCategory, PositionType, RegisterWord

__all__ = [
    "Address",
    "Branch",
    "CategorisedCustomer",
    "Channel",
    "Consent",
    "ContactPerson",
    "ContactPersonKey",
    "ContactPoint",
    "Customer",
    "CustomerMerge",
    "CustomerBankAccount",
    "CustomerCategory",
    "CustomerSearch",
    "DuplicatePlan",
    "Erasure",
    "ExternalKey",
    "OwnField",
    "OwnFieldOption",
    "OwnValue",
    "Place",
    "PositionType",
    "Purpose",
    "ReachedCustomer",
    "RefusalRegister",
    "RefusedContact",
    "RegisterWord",
    "Relationship",
    "RequiredDetail",
    "StagedConsent",
    "StagedContactPerson",
    "StagedCustomer",
    "StagedCustomerMatch",
    "ToldApart",
]
