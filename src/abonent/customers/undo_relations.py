"""How acts about relationships, accounts and keys are taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.customers.models import Customer, CustomerBankAccount, ExternalKey, Relationship
from abonent.customers.operations.relations import (
    add_bank_account,
    add_external_key,
    change_bank_account,
    change_relationship,
    put_relationships,
    remove_bank_account,
    remove_external_key,
)
from abonent.customers.visibility import about_a_customer, visible_customers
from abonent.runs.inverses import Inverse

Arguments = Mapping[str, Any]


def _remove_relationships(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    with change_by(actor, "remove_relationships"):
        Relationship.objects.filter(pk__in=arguments["relationships"]).delete()


def _change_relationship_back(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    relationship = Relationship.objects.get(pk=arguments["relationship"])
    customer = Customer.objects.get(pk=arguments["customer"])
    said = {"seen": arguments["after"], "wanted": arguments["before"]}
    change_relationship(relationship=relationship, customer=customer, **said, actor=actor, today=today)


def _put_relationships(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    with change_by(actor, "put_relationships"):
        put_relationships([(one, two) for one, two in arguments["pairs"]], arguments["kind"])


def _remove_bank_account(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    remove_bank_account(account=CustomerBankAccount.objects.get(pk=arguments["account"]), actor=actor, today=today)


def _change_bank_account_back(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    account = CustomerBankAccount.objects.get(pk=arguments["account"])
    change_bank_account(account=account, seen=arguments["after"], wanted=arguments["before"], actor=actor, today=today)


def _add_bank_account(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    customer = Customer.objects.get(pk=arguments["customer"])
    add_bank_account(customer=customer, scheme=arguments["scheme"], number=arguments["number"], actor=actor, today=today)


def _remove_external_key(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    remove_external_key(key=ExternalKey.objects.get(pk=arguments["key"]), actor=actor, today=today)


def _add_external_key(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    customer = Customer.objects.get(pk=arguments["customer"])
    add_external_key(customer=customer, source=arguments["source"], key=arguments["said"], actor=actor, today=today)


def _of_the_pairs(arguments: Arguments, viewer: StaffUser) -> bool:
    """One of them is seen, as for a relationship that is there."""
    people = {customer for pair in arguments["pairs"] for customer in pair}
    return viewer.sees_everybody or visible_customers(viewer).filter(pk__in=people).exists()


_OF_CUSTOMER = about_a_customer(Customer, "customer", "pk")
_OF_RELATIONSHIPS = about_a_customer(Relationship, "relationships", "customer", "other")
_OF_ACCOUNT = about_a_customer(CustomerBankAccount, "account")
_OF_KEY = about_a_customer(ExternalKey, "key")

INVERSES = [
    Inverse("remove_relationships", _("Remove the relationship"), _remove_relationships, "customers.change", _OF_RELATIONSHIPS),
    Inverse("change_relationship_back", _("Change the relation back"), _change_relationship_back, "customers.change", _OF_CUSTOMER),
    Inverse("put_relationships", _("Put the relationship back"), _put_relationships, "customers.change", _of_the_pairs),
    Inverse("remove_bank_account", _("Remove the account"), _remove_bank_account, "customers.change", _OF_ACCOUNT),
    Inverse("change_bank_account_back", _("Change the account back"), _change_bank_account_back, "customers.change", _OF_ACCOUNT),
    Inverse("add_bank_account", _("Put the account back"), _add_bank_account, "customers.change", _OF_CUSTOMER),
    Inverse("remove_external_key", _("Remove the key"), _remove_external_key, "customers.change", _OF_KEY),
    Inverse("add_external_key", _("Put the key back"), _add_external_key, "customers.change", _OF_CUSTOMER),
]
