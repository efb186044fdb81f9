"""Orders from a file: who gets what from which day, for how long, and through which agent."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from abonent.catalog.import_kinds import PRODUCT_FIELDS, PRODUCT_SENTENCES
from abonent.customers.import_words import WHOSE, WHOSE_FIELDS, WHOSE_NEEDED, WHOSE_SENTENCES, headers
from abonent.customers.own_imports import OWN_SENTENCES
from abonent.editions.models.lead_time import DELIVERY_METHODS
from abonent.imports.kinds import Derived, ImportField, ImportKind, Step, Subject
from abonent.organisation.models import LegalEntity
from abonent.subscriptions import wording
from abonent.subscriptions.models import Agent, Subscription
from abonent.subscriptions.operations.imported_orders import take_imported_orders


def _field(name: str, label: object, known: str, most_letters: int = 40, **more: Any) -> ImportField:
    return ImportField(name=name, label=label, headers=headers(known), most_letters=most_letters, **more)


# Headers in Swedish, Finnish, Polish, Hungarian and English.
FIELDS = (
    *WHOSE_FIELDS,
    *PRODUCT_FIELDS,
    _field("price_list", _("Price list"), "price list, list, prislista, hinnasto, cennik, árlista"),
    _field("months", _("Months"), "months, term, length, period, duration, månader, period, längd, kuukausia, kuukaudet, jakso, kesto, miesiące, okres, czas trwania,"
           " hónap, hónapok, időszak, időtartam"),
    _field("starts_on", _("First day"), "first day, from, start, starts, begins, start date, första dagen, från, startdatum, alkaa, alkaen, alkupäivä, od, początek,"
           " data rozpoczęcia, kezdete, kezdő nap, első nap, mikortól"),
    _field("copies", _("Copies"), "copies, quantity, number of copies, antal, exemplar, kappaletta, kpl, määrä, liczba, ilość, egzemplarze, példány, darab, mennyiség"),
    _field("reference", _("Reference"), "reference, your reference, order number, po number, referens, er referens, ordernummer, viite, viitteenne, tilausnumero,"
           " numer zamówienia, referencja, hivatkozás, rendelésszám", 60),
    _field("agent", _("Customer number of the agent"), "agent, agent number, ombud, ombudsnummer, agentur, asiamies, asiamiehen numero, agent prenumeraty,"
           " numer agenta, ügynök, ügynök száma", 20),
    ImportField(name="delivery", label=_("How it is delivered, where that is a choice"), headers=(), choices=DELIVERY_METHODS, default="post"),
)  # fmt: skip

SENTENCES = {
    **WHOSE_SENTENCES,
    **PRODUCT_SENTENCES,
    "own.day": OWN_SENTENCES["own.day"],
    "order.no_number": _("“%(value)s” is no number from 1 to %(most)s."),
    "order.no_day": _("The row does not say from which day. Write it as 2026-03-01."),
    "order.no_length": _("The row does not say for how many months. Write 12, for example."),
    "order.no_price": _("%(product)s is not sold for %(months)s months from %(day)s. Write another length, or add the price to the list."),
    "order.several_prices": _("Several price lists have %(product)s for %(months)s months. Write the code of the list."),
    "order.no_agent": _("The customer %(value)s mediates no orders. Say on his page that he is an agent, or leave the cell empty."),
    "order.twice": _("Row %(other)s is the same order. Keep one of them, with the number of copies."),
    "used.invoiced": _("Invoiced since."),
    "used.begun": _("It has begun."),
}


def subjects(ids: Sequence[int]) -> dict[int, Subject]:
    """Subscriptions by what they are and whose, and their page."""
    found = Subscription.objects.filter(pk__in=ids).select_related("product", "entity", "subscriber")
    return {one.pk: Subject(f"{wording.product_name(one, get_language() or 'en')}, {one.subscriber.name}", one.url) for one in found}


def usual(company: LegalEntity | None) -> Mapping[str, str]:
    """What an agent sells is sent by post."""
    return {"delivery": "post", "default_agent": ""}


def with_agents(kind: ImportKind, names: Collection[str] | None) -> ImportKind:
    """With the agents there are, of whom one may mediate all rows that do not say it."""
    agents = Agent.objects.filter(retired=False).select_related("customer").order_by("customer__name", "pk")
    choices = [("", _("none")), *((str(one.customer.number), one.customer.name) for one in agents)]
    everybodys = ImportField(name="default_agent", label=_("Agent where the file does not say"), headers=(), choices=choices)
    return replace(kind, fields=(*kind.fields, everybodys))


ORDERS = ImportKind(
    code="orders",
    label=_("Orders"),
    permission="subscriptions.import",
    table="staged_order",
    columns=(
        "customer_source", "customer_key", "product", "company", "price_list", "months", "starts_on", "copies", "reference", "agent",
        "default_agent", "delivery",
    ),
    fields=FIELDS,
    derived=(
        WHOSE,
        Derived(outputs=("starts_on",), rule="abonent.subscriptions.rules.order_cells:starts_on", inputs=("starts_on",)),
        Derived(outputs=("months",), rule="abonent.subscriptions.rules.order_cells:months", inputs=("months",)),
        Derived(outputs=("copies",), rule="abonent.subscriptions.rules.order_cells:copies", inputs=("copies",)),
    ),
    needs=(WHOSE_NEEDED, ("product",), ("months",), ("starts_on",)),
    checks=("subscriptions/faults_of_staged_orders",),
    beside="subscriptions/staged_orders_beside",
    match=(Step(statement="subscriptions/forget_order_matches"), Step(statement="subscriptions/match_staged_orders")),
    outcomes="subscriptions/count_order_outcomes",
    take=take_imported_orders,
    register="subscription",
    parts=(
        "subscription_expiry", "subscription_party", "term", "entitlement", "promise",
        # Views that say something of every subscription.
        "renewal_ground", "entitlement_due", "entitlement_difference", "seat_count", "grace",
    ),
    kept_before="subscriptions/orders_before_import",
    uses=("subscriptions/orders_used_since",),
    locks="subscriptions/lock_imported_orders",
    undo=(
        Step(statement="charges/withdraw_charges", source="subscriptions/charges_of_imported", label=_("Charges")),
        Step(statement="subscriptions/remove_imported_orders", label=_("Orders")),
    ),
    set_up=with_agents,
    usual=usual,
    subjects=subjects,
    sentences=SENTENCES,
    done_url_name="subscriptions:list",
)  # fmt: skip

IMPORT_KINDS = [ORDERS]
