"""Questions to the register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from abonent.access.models import StaffUser
from abonent.customers.found_in import found_in_own_field
from abonent.customers.models import Address, ContactPoint, Customer
from abonent.customers.rules.search_text import MOST_WORDS, SearchText, said_in
from abonent.customers.rules.telephone import for_people
from abonent.kit import statements

Kind = ContactPoint.Kind


@dataclass(frozen=True, kw_only=True)
class FoundCustomer:
    """A customer found, with what a hit shows: where he lives, and the contact, key or name the text was found in.

    `merged_number` and `merged_name` are those of the record that was found, where it is one that was merged into him.
    """

    id: int
    number: int
    name: str
    is_organisation: bool
    address: str
    found_in: str
    exact: bool
    merged_number: int | None = None
    merged_name: str = ""


@dataclass(frozen=True, kw_only=True)
class Strip:
    """What stands at the top of the customer's page whatever is open under it."""

    customer: Customer
    address: Address | None
    temporary_address: Address | None
    telephone: str
    telephone_link: str
    email: str


def search_customers(text: str, viewer: StaffUser | None, *, limit: int, today: date) -> list[FoundCustomer]:
    """The customers that a typed text means, best first: an exact number or key, what begins so, what holds all the words.

    Of those whom the viewer sees; whose orders of theirs he sees is the orders' own rule. A viewer of None is the program.
    """
    meant = SearchText(text)
    if not meant.says_enough:
        return []
    seen_by = {"viewer": viewer.pk if viewer else None, "everybody": viewer is None or viewer.sees_everybody}
    found = {row.customer_id: row.place_in_line for row in _found_by_beginning(meant, limit, seen_by)}
    if len(found) < limit and not (found and meant.is_a_telephone):
        for row in statements.rows("customers/found_by_words", limit=limit, **seen_by, **_word_parameters(meant)):
            found.setdefault(row.customer_id, 9)
    return _described(meant, found, today)[:limit]


def strip(customer: Customer, *, today: date) -> Strip:
    """The data of the strip: two statements."""
    addresses = customer.addresses.filter(kind=Address.Kind.DELIVERY).valid_on(today).select_related("place")
    permanent = next((address for address in addresses if not address.temporary), None)
    temporary = next((address for address in addresses if address.temporary), None)
    points = {point.kind: point for point in customer.own_contact_points if point.preferred}
    telephone = points.get(Kind.MOBILE) or points.get(Kind.PHONE)
    return Strip(
        customer=customer,
        address=permanent,
        temporary_address=temporary,
        telephone=for_people(telephone.normalised, customer.country) if telephone else "",
        telephone_link=telephone.normalised if telephone else "",
        email=points[Kind.EMAIL].value if Kind.EMAIL in points else "",
    )


def _found_by_beginning(meant: SearchText, limit: int, seen_by: Mapping[str, Any]) -> list[Any]:
    contacts = meant.telephone_beginnings + ([meant.email_beginning] if meant.email_beginning else [])
    return statements.rows(
        "customers/found_by_beginning",
        number=int(meant.digits) if meant.is_a_number else None,
        key=meant.key,
        contacts=contacts,
        # Who types a word means a name; who types digits or an @ means them.
        contact_place=1 if meant.digits or "@" in meant.typed else 4,
        named=meant.folded.replace("-", " ") if not meant.digits else None,
        limit=limit,
        **seen_by,
    )


def _word_parameters(meant: SearchText) -> dict[str, str]:
    return {f"word_{place + 1}": pattern for place, pattern in enumerate(meant.patterns()[:MOST_WORDS])}


def _described(meant: SearchText, found: dict[int, int], today: date) -> list[FoundCustomer]:
    rows = statements.rows("customers/described_customers", customer_ids=list(found), today=today) if found else []
    rows.sort(key=lambda row: (found[row.id], row.list_name, row.id != row.customer_id))
    hits: dict[int, FoundCustomer] = {}
    for row in rows:
        hits.setdefault(row.customer_id, _described_one(meant, row, exact=found[row.id] == 0 or _is_reached_by(meant, row)))
    return list(hits.values())


def _is_reached_by(meant: SearchText, row: Any) -> bool:
    """Whether a whole telephone number or e-mail address of his is typed, not its beginning."""
    whole = {*meant.telephone_beginnings, meant.email_beginning} - {""}
    return any(normalised in whole for _kind, _value, normalised in row.points or [])


def _described_one(meant: SearchText, row: Any, *, exact: bool) -> FoundCustomer:
    address = ", ".join(part for part in (row.street_line, row.postal_line) if part)
    is_merged = row.id != row.customer_id
    return FoundCustomer(
        id=row.customer_id,
        number=row.number,
        name=row.list_name,
        is_organisation=row.kind == Customer.Kind.ORGANISATION,
        address=address,
        found_in=_found_in(meant, row, shown=f"{row.name} {row.number} {address}"),
        exact=exact,
        merged_number=row.found_number if is_merged else None,
        merged_name=row.found_name if is_merged else "",
    )


def _found_in(meant: SearchText, row: Any, *, shown: str) -> str:
    """The contact or key in which the text was found, where name, number and address do not show it themselves."""
    beginnings = meant.telephone_beginnings
    for kind, value, normalised in row.points or []:
        if kind in (Kind.MOBILE, Kind.PHONE):
            if any(normalised.startswith(beginning) for beginning in beginnings) or (meant.digits and meant.words[0] in normalised):
                return for_people(normalised, row.country)
        elif not said_in(meant.words, shown) and said_in(meant.words, value):
            return str(value)
    if said_in(meant.words, shown):
        return ""
    by_key = next((f"{source} {key}" for source, key in row.keys or [] if said_in(meant.words, key)), "")
    return by_key or found_in_own_field(meant, row.texts)
