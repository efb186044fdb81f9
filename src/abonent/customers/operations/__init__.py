"""The verbs of the register."""

from abonent.customers.operations.addresses import (
    CannotPlace,
    Written,
    add_temporary_address,
    change_address,
    end_temporary_address,
    take_back_address,
    written_of,
)
from abonent.customers.operations.bulk import CannotChangeMany, change_customers, change_customers_back
from abonent.customers.operations.consents import CannotImportRefusals, import_refusals, note_consent
from abonent.customers.operations.contact_persons import (
    PERSON_LABELS,
    add_contact_person,
    change_contact_person,
    put_contact_person_back,
    remove_contact_person,
)
from abonent.customers.operations.contact_points import add_contact_point, change_contact_point, prefer_contact_point, remove_contact_point
from abonent.customers.operations.customers import LABELS, CannotChange, change_customer, create_customer
from abonent.customers.operations.disclosing import CannotDisclose, disclose_customer
from abonent.customers.operations.duplicates import CannotTellApart, forget_told_apart, tell_apart
from abonent.customers.operations.erasing import CannotErase, erase_customer, erase_vouchers
from abonent.customers.operations.merging import CannotMerge, merge_customers, unmerge_customers
from abonent.customers.operations.taking_over import CHOICES
from abonent.customers.operations.words import add_word, change_word

__all__ = [
    "CannotImportRefusals",
    "CHOICES",
    "LABELS",
    "PERSON_LABELS",
    "Written",
    "CannotChange",
    "CannotChangeMany",
    "CannotDisclose",
    "CannotErase",
    "CannotMerge",
    "CannotPlace",
    "CannotTellApart",
    "add_contact_person",
    "add_contact_point",
    "add_temporary_address",
    "add_word",
    "change_address",
    "change_contact_person",
    "change_contact_point",
    "change_customer",
    "change_customers",
    "change_customers_back",
    "change_word",
    "create_customer",
    "disclose_customer",
    "end_temporary_address",
    "erase_customer",
    "erase_vouchers",
    "forget_told_apart",
    "import_refusals",
    "merge_customers",
    "note_consent",
    "prefer_contact_point",
    "put_contact_person_back",
    "remove_contact_person",
    "remove_contact_point",
    "take_back_address",
    "tell_apart",
    "unmerge_customers",
    "written_of",
]
