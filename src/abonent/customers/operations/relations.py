"""Say how customers belong together, which accounts they have, and by which keys other systems know them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.customers.finding import refresh_search
from abonent.customers.models import Customer, CustomerBankAccount, ExternalKey, Relationship
from abonent.customers.operations.locking import lock_customer
from abonent.customers.relation_words import BACK, MUTUAL, how_said
from abonent.customers.rules.accounts import account_for_people, account_number
from abonent.kit.edits import ChangedMeanwhile, demand_unchanged
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act

Kind = Relationship.Kind
Pair = tuple[int, int]


@dataclass(frozen=True)
class Account:
    """An account as one value: its kind and its bare number."""

    scheme: str
    number: str

    def __str__(self) -> str:
        return account_for_people(self.number, self.scheme)


class CannotRelate(Refusal):
    """Something about a customer that cannot be so."""

    sentences = {
        "relation.with_himself": _("A customer is not related to himself."),
        "relation.known": _("That is known already."),
        "relation.of_household": _("A household is left and joined as a whole. Remove it, then add the other relation."),
        "account.wrong": _("%(number)s is not a valid number of its kind. Check its digits."),
        "account.known": _("The customer has this account already."),
        "key.taken": _("Customer %(number)s has this key of %(source)s."),
    }


def add_relationship(*, customer: Customer, other: Customer, kind: str, actor: StaffUser | None, today: date) -> list[Relationship]:
    """Let two customers belong together; who joins a household belongs to all who live in it."""
    if customer.canonical_id == other.canonical_id:
        raise CannotRelate("relation.with_himself")
    with change_by(actor, "add_relationship"):
        pairs = [_in_order(one, two, kind) for one in _side(customer, kind) for two in _side(other, kind)]
        added = put_relationships(pairs, kind)
        if not added:
            raise CannotRelate("relation.known")
        _record(actor, "add_relationship", customer, {"verb": "remove_relationships", "relationships": [one.pk for one in added]})
    return added


def join_household(*, customer: Customer, others: Sequence[Customer], actor: StaffUser | None, today: date) -> list[Relationship]:
    """Let a customer and others live together, each with each, and with all who live with one of them already: one act."""
    members = list(dict.fromkeys(pk for one in (customer, *others) for pk in _side(one, Kind.HOUSEHOLD)))
    with change_by(actor, "join_household"):
        pairs = [_in_order(one, two, Kind.HOUSEHOLD) for place, one in enumerate(members) for two in members[place + 1 :]]
        added = put_relationships(pairs, Kind.HOUSEHOLD)
        if not added:
            raise CannotRelate("relation.known")
        _record(actor, "join_household", customer, {"verb": "remove_relationships", "relationships": [one.pk for one in added]})
    return added


def remove_relationship(*, relationship: Relationship, customer: Customer, actor: StaffUser | None, today: date) -> None:
    """Let two customers no longer belong together; who leaves a household leaves all who live in it."""
    rows = Relationship.objects.filter(pk=relationship.pk)
    if relationship.kind == Kind.HOUSEHOLD:
        rows = Relationship.objects.filter(Q(customer=customer) | Q(other=customer), kind=Kind.HOUSEHOLD) | rows
    with change_by(actor, "remove_relationship"):
        pairs = list(rows.values_list("customer_id", "other_id"))
        rows.delete()
        _record(actor, "remove_relationship", customer, {"verb": "put_relationships", "kind": relationship.kind, "pairs": pairs})


def change_relationship(
    *, relationship: Relationship, customer: Customer, seen: str, wanted: str, actor: StaffUser | None, today: date
) -> Relationship:
    """Say otherwise what somebody is to a customer, where `seen` is what it said when the change was begun.

    Of a household every two have a relationship; it is left and joined, not changed.
    """
    people = customer.merged_ids
    with change_by(actor, "change_relationship"):
        lock_customer(customer.pk)
        there = Relationship.objects.filter(pk=relationship.pk).first()
        if there is None:
            raise ChangedMeanwhile("record.gone")
        now = how_said(there, people)
        demand_unchanged(seen={"how": seen}, now={"how": now}, wanted={"how": wanted}, labels={"how": _("What he is to this customer")})
        if Kind.HOUSEHOLD in (now, wanted):
            raise CannotRelate("relation.of_household")
        if wanted != now:
            own, other = (there.customer_id, there.other_id) if there.customer_id in people else (there.other_id, there.customer_id)
            kind = wanted.removesuffix(BACK)
            one, two = _in_order(other, own, kind) if wanted.endswith(BACK) else _in_order(own, other, kind)
            if Relationship.objects.filter(customer=one, other=two, kind=kind).exclude(pk=there.pk).exists():
                raise CannotRelate("relation.known")
            Relationship.objects.filter(pk=there.pk).update(customer=one, other=two, kind=kind)
            back = {"verb": "change_relationship_back", "relationship": there.pk, "customer": customer.pk, "before": now, "after": wanted}
            _record(actor, "change_relationship", customer, back)
    relationship.refresh_from_db()
    return relationship


def put_relationships(pairs: Sequence[Pair], kind: str) -> list[Relationship]:
    """Write those relationships that are not there; for callers that are already in a transaction."""
    there = set(Relationship.objects.filter(kind=kind, customer__in=[one for one, _two in pairs]).values_list("customer_id", "other_id"))
    missing = [Relationship(customer_id=one, other_id=two, kind=kind) for one, two in dict.fromkeys(pairs) if (one, two) not in there]
    return Relationship.objects.bulk_create(missing)


def add_bank_account(*, customer: Customer, scheme: str, number: str, actor: StaffUser | None, today: date) -> CustomerBankAccount:
    """Another account of a customer, its check digits right."""
    bare = account_number(number, scheme)
    if not bare:
        raise CannotRelate("account.wrong", number=number)
    with change_by(actor, "add_bank_account"):
        account, is_new = CustomerBankAccount.objects.get_or_create(customer=customer, scheme=scheme, number=bare)
        if not is_new:
            raise CannotRelate("account.known")
        _record(actor, "add_bank_account", customer, {"verb": "remove_bank_account", "account": account.pk})
    return account


def change_bank_account(
    *, account: CustomerBankAccount, seen: Mapping[str, Any], wanted: Mapping[str, Any], actor: StaffUser | None, today: date
) -> CustomerBankAccount:
    """Correct an account, where `seen` is what it said when the change was begun."""
    bare = account_number(wanted["number"], wanted["scheme"])
    if not bare:
        raise CannotRelate("account.wrong", number=wanted["number"])
    written = {"scheme": wanted["scheme"], "number": bare}
    with change_by(actor, "change_bank_account"):
        lock_customer(account.customer_id)
        there = CustomerBankAccount.objects.filter(pk=account.pk).first()
        if there is None:
            raise ChangedMeanwhile("record.gone")
        before = {"scheme": there.scheme, "number": there.number}
        # An account is one value: the kind of one and the number of another would be nobody's.
        now, mine = {"account": Account(**before)}, {"account": Account(**written)}
        demand_unchanged(seen={"account": Account(**seen)}, now=now, wanted=mine, labels={"account": _("Account")})
        if written != before:
            if CustomerBankAccount.objects.filter(customer=there.customer_id, **written).exists():
                raise CannotRelate("account.known")
            CustomerBankAccount.objects.filter(pk=there.pk).update(**written)
            back = {"verb": "change_bank_account_back", "account": there.pk, "before": before, "after": written}
            _record(actor, "change_bank_account", there.customer, back)
    account.refresh_from_db()
    return account


def remove_bank_account(*, account: CustomerBankAccount, actor: StaffUser | None, today: date) -> None:
    """Take an account of a customer away."""
    with change_by(actor, "remove_bank_account"):
        back = {"verb": "add_bank_account", "customer": account.customer_id, "scheme": account.scheme, "number": account.number}
        _record(actor, "remove_bank_account", account.customer, back)
        account.delete()


def add_external_key(*, customer: Customer, source: str, key: str, actor: StaffUser | None, today: date) -> ExternalKey:
    """Another key by which a system knows a customer; a key leads to one customer."""
    with change_by(actor, "add_external_key"):
        taken = ExternalKey.objects.select_related("customer").filter(source=source, key=key).first()
        if taken is not None:
            raise CannotRelate("key.taken", number=taken.customer.number, source=source)
        added = ExternalKey.objects.create(customer=customer, source=source, key=key)
        refresh_search([customer.pk])
        _record(actor, "add_external_key", customer, {"verb": "remove_external_key", "key": added.pk})
    return added


def remove_external_key(*, key: ExternalKey, actor: StaffUser | None, today: date) -> None:
    """Take a key away; a file's row with it is then somebody new."""
    with change_by(actor, "remove_external_key"):
        back = {"verb": "add_external_key", "customer": key.customer_id, "source": key.source, "said": key.key}
        _record(actor, "remove_external_key", key.customer, back)
        key.delete()
        refresh_search([key.customer_id])


def _side(customer: Customer, kind: str) -> list[int]:
    """The customer; of a household all who live in it."""
    if kind != Kind.HOUSEHOLD:
        return [customer.pk]
    rows = Relationship.objects.filter(Q(customer=customer) | Q(other=customer), kind=kind).values_list("customer_id", "other_id")
    return list(dict.fromkeys([customer.pk, *(one for pair in rows for one in pair)]))


def _in_order(one: int, two: int, kind: str) -> Pair:
    """What holds both ways is kept once, the lower id first."""
    return (min(one, two), max(one, two)) if kind in MUTUAL else (one, two)


def _record(actor: StaffUser | None, verb: str, customer: Customer, inverse: dict[str, Any]) -> None:
    record_act(actor=actor, verb=verb, subject_kind="relations", subject_ids=[customer.pk], inverse=inverse)
