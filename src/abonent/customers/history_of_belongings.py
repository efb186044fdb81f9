"""What belonged to a customer once - addresses, accounts, other customers - in words, and put back by an ordinary edit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.customers.entries import Door
from abonent.customers.models import Address, Customer, CustomerBankAccount, Place, Relationship
from abonent.customers.models.addresses import DOOR_PARTS
from abonent.customers.operations import add_temporary_address, change_address, written_of
from abonent.customers.operations.relations import add_bank_account, add_relationship, change_bank_account, change_relationship
from abonent.customers.relation_words import BACK, SIDES, how_said
from abonent.customers.rules.accounts import account_for_people
from abonent.customers.visibility import visible_customers
from abonent.kit.edits import ChangedMeanwhile, Clash

Said = Mapping[str, Any]
ADDRESS, ACCOUNT, RELATION = "address", "account", "relation"


class Belongings:
    """What the register says now beside some versions of what belonged to customers; fetched once."""

    def __init__(self, rows: Sequence[Any], customers: Sequence[int], today: date, viewer: StaffUser | None) -> None:
        self.today, self.customers = today, set(customers)
        nouns = {row.noun for row in rows}
        people = list(customers)
        self.addresses = list(Address.objects.select_related("place").filter(customer__in=people)) if ADDRESS in nouns else []
        self.accounts = {row.pk: row for row in CustomerBankAccount.objects.filter(customer__in=people)} if ACCOUNT in nouns else {}
        relations = _relations_of(people) if RELATION in nouns else []
        self.relations = {row.pk: how_said(row, people) for row in relations}
        self.related = {(row.customer_id, row.other_id): how_said(row, people) for row in relations}
        others = {
            one[side] for row in rows if row.noun == RELATION for one in [row.after or row.before] for side in ("customer_id", "other_id")
        }
        seen = visible_customers(viewer) if viewer else Customer.objects.all()
        self.named = {one.pk: one.name for one in seen.filter(pk__in=others - self.customers)} if others else {}

    def subject(self, row: Any) -> str:
        """What a version is about."""
        either = row.after or row.before
        if row.noun == ADDRESS:
            return f"{_('Address')}: {either['door']}"
        if row.noun == ACCOUNT:
            return f"{_('Account')}: {account_for_people(either['number'], either['scheme'])}"
        other = either["other_id"] if either["customer_id"] in self.customers else either["customer_id"]
        return f"{_('Relation')}: {self.named.get(other, _('another customer'))}"

    def said(self, noun: str, name: str, said: Said) -> str:
        """What a column says, where these tables have words of their own for it; empty where not."""
        if noun == ACCOUNT and name == "number" and said.get("number"):
            return account_for_people(said["number"], said["scheme"])
        if noun == RELATION and name == "kind" and said.get("kind"):
            return str(SIDES[said["kind"]])
        return ""

    def now(self, row: Any) -> str:
        """What is so now where a version would be put back, as a form sends it along."""
        before = row.before or row.after
        if row.noun == ADDRESS:
            return _spaced(str(written_of(_at(self.addresses, before, _begins_again(row.before, row.after, self.today)))))
        if row.noun == ACCOUNT:
            return _account_now(self.accounts.get(row.subject_id))
        # One that was removed and added again is another row that says the same.
        return self.relations.get(row.subject_id) or self.related.get((before["customer_id"], before["other_id"]), "")

    def can_be_put_back(self, row: Any, name: str) -> bool:
        """Whether a field of a version has something to go back to that does not hold anyway."""
        before, after = row.before, row.after
        if not before:
            return False
        if row.noun == ADDRESS:
            return name == _led_by(before, after) and _would_count(before, after, self.today) and self.now(row) != _written(before)
        if row.noun == ACCOUNT:
            return name == "number" and self.now(row) != _account_text(before)
        return name == "kind" and self.now(row) != before["kind"]


def put_belonging_back(
    noun: str, subject_id: int, before: Said, after: Said | None, seen: str, *, actor: StaffUser, today: date
) -> tuple[str, int]:
    """Let an address, an account or a relation be again what it was; what somebody else has written since is not overwritten.

    Returns what the act is about.
    """
    customer = Customer.objects.get(pk=before["customer_id"])
    if noun == ADDRESS:
        return _put_address_back(customer, before, after, seen, actor=actor, today=today)
    if noun == ACCOUNT:
        _put_account_back(customer, subject_id, before, seen, actor=actor, today=today)
    else:
        customer = _put_relation_back(customer, subject_id, before, seen, actor=actor, today=today)
    return "relations", customer.pk


def _put_address_back(customer: Customer, before: Said, after: Said | None, seen: str, *, actor: StaffUser, today: date) -> tuple[str, int]:
    begins_on = _begins_again(before, after, today)
    present = _at(customer.addresses.select_related("place"), before, begins_on)
    _demand_seen(seen, mine=_written(before), now=_spaced(str(written_of(present))), label=_("Address"))
    place = Place.objects.get(pk=before["place_id"])
    door = Door(**{part: getattr(place, part) for part in DOOR_PARTS})
    said: dict[str, Any] = {
        "customer": customer,
        "door": door,
        "kind": before["kind"],
        "care_of": before["care_of"],
        "begins_on": begins_on,
    }
    ends_on = _days(before)[1]
    if before["temporary"] and ends_on is not None:
        return "address", add_temporary_address(**said, ends_on=ends_on, actor=actor, today=today).pk
    change_address(**said, seen=written_of(present), actor=actor, today=today)
    return f"{before['kind']}_address", customer.pk


def _put_account_back(customer: Customer, subject_id: int, before: Said, seen: str, *, actor: StaffUser, today: date) -> None:
    account = CustomerBankAccount.objects.filter(pk=subject_id, customer=customer).first()
    _demand_seen(seen, mine=_account_text(before), now=_account_now(account), label=_("Account"))
    written = {"scheme": before["scheme"], "number": before["number"]}
    if account is not None:
        change_bank_account(
            account=account, seen={"scheme": account.scheme, "number": account.number}, wanted=written, actor=actor, today=today
        )
    else:
        add_bank_account(customer=customer, **written, actor=actor, today=today)


def _put_relation_back(customer: Customer, subject_id: int, before: Said, seen: str, *, actor: StaffUser, today: date) -> Customer:
    """Returns whose act it is: the side from which it is read."""
    other, how = Customer.objects.get(pk=before["other_id"]), before["kind"]
    reader = other if how.endswith(BACK) else customer
    relation = Relationship.objects.filter(pk=subject_id).first()
    if relation is not None:
        change_relationship(relationship=relation, customer=reader, seen=seen, wanted=how, actor=actor, today=today)
        return reader
    add_relationship(customer=customer, other=other, kind=how.removesuffix(BACK), actor=actor, today=today)
    return customer


def _demand_seen(seen: str, *, mine: str, now: str, label: Any) -> None:
    if now != seen:
        raise ChangedMeanwhile("record.changed_meanwhile", fields=str(label), conflicts={"value": Clash(seen, mine, now)})


def _relations_of(people: Sequence[int]) -> list[Relationship]:
    return [*Relationship.objects.filter(customer__in=people), *Relationship.objects.filter(other__in=people)]


def _begins_again(before: Said | None, after: Said | None, today: date) -> date:
    """The day from which an address would count again: today; if it still counts or counts later, the day on which that ends or begins."""
    days = [today, _days(before or after or {})[0]]
    if before and after and before["during"] != after["during"]:
        days.append(_days(after)[1] or today)
    return max(day for day in days if day is not None)


def _would_count(before: Said, after: Said | None, today: date) -> bool:
    """Whether there is a day left on which it would count; of days that were changed, whether there were more of them."""
    begins_on, ends_on = _begins_again(before, after, today), _days(before)[1]
    fewer = after is None or before["during"] == after["during"] or _days(after)[1] is not None
    return fewer and (ends_on is None or begins_on < ends_on)


def _days(said: Said) -> tuple[date | None, date | None]:
    first, latest = (date.fromisoformat(day) if day else None for day in str(said.get("during", "[,)")).strip("[)").split(","))
    return first, latest


def _at(addresses: Any, said: Said, day: date) -> Address | None:
    """The address of the same sort that counts on a day."""
    alike = (
        row for row in addresses if (row.customer_id, row.kind, row.temporary) == (said["customer_id"], said["kind"], said["temporary"])
    )
    return next((row for row in alike if row.during.lower <= day and (row.during.upper is None or day < row.during.upper)), None)


def _led_by(before: Said, after: Said | None) -> str:
    """The field of a change of an address at which it is put back whole."""
    if after is None or before["place_id"] != after["place_id"]:
        return "door"
    return "care_of" if before["care_of"] != after["care_of"] else "during"


def _written(said: Said) -> str:
    """An address of the history as `written_of` writes one of the register."""
    return _spaced(", ".join(part for part in (said["care_of"], said["door"]) if part))


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _account_now(account: CustomerBankAccount | None) -> str:
    return f"{account.scheme} {account.number}" if account else ""


def _account_text(said: Said) -> str:
    return f"{said['scheme']} {said['number']}"
