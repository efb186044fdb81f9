"""The world in which it is asked who sees whom: four customers, four viewers, and whatever can hang on a customer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from abonent.access.models import Role, StaffUnit, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.billing.models import AgentSettlement, Invoice, OutboxDocument, ProForma, RecurringInvoice
from abonent.billing.operations.account_letters import write_account_letter
from abonent.billing.operations.pro_formas import make_pro_forma
from abonent.billing.operations.recurring import LineDescription, RecurringDescription, add_recurring
from abonent.billing.testing import a_billing, a_charge, a_payer, a_publisher
from abonent.catalog.models import Product, ProductStatus
from abonent.catalog.operations import install_product_statuses
from abonent.catalog.operations.customer_products import Said, set_product_status
from abonent.catalog.testing import a_price_list, a_product, an_edition, prices_from
from abonent.correspondence.models import OutgoingMessage
from abonent.correspondence.operations import pin_note, remove_interaction
from abonent.correspondence.testing import a_note
from abonent.customers.models import ContactPerson, Customer, Relationship
from abonent.customers.operations import merge_customers, remove_contact_person, tell_apart, unmerge_customers
from abonent.customers.operations.relations import add_bank_account, add_external_key, add_relationship
from abonent.distribution.testing import an_outlet
from abonent.editions.models import Issue
from abonent.external_lists.models import ExternalList, ListRow
from abonent.external_lists.testing import a_list
from abonent.kit import clock
from abonent.kit.money import split_amount
from abonent.kit.periods import day, period
from abonent.ledger.models import Allocation, Receivable
from abonent.ledger.operations import agree_payment_plan, move_due_day, post_payment
from abonent.organisation.models import LegalEntity, Unit
from abonent.payment_orders.models import Collection, Mandate, PaymentOrder
from abonent.payment_orders.operations import request_mandate
from abonent.runs.models import Act, Run
from abonent.service.models import DeliveryComplaint
from abonent.subscriptions.models import (
    Agent,
    BrokenPromise,
    Cancellation,
    Pause,
    Promise,
    ReadingNetwork,
    Redirect,
    Seat,
    StopReason,
    Subscription,
)
from abonent.subscriptions.testing import a_subscription, an_order

TODAY = day("2026-07-02")
# A name of its own for each customer: what a page says of him is found by it.
OWN, UNIT, FOREIGN, PAID_FOR = "Egenholm", "Enhetsvik", "Annanby", "Gåvolund"
EVERYBODY = {OWN, UNIT, FOREIGN, PAID_FOR}


@dataclass
class World:
    """Four customers of two companies, each with what can hang on a customer, and four viewers."""

    customers: dict[str, Customer] = field(default_factory=dict)
    viewers: dict[str, StaffUser] = field(default_factory=dict)
    subscriptions: dict[str, Subscription] = field(default_factory=dict)
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    acts: dict[str, list[Act]] = field(default_factory=dict)
    lists: dict[str, ExternalList] = field(default_factory=dict)


# Viewer -> the customers whom he sees, and those of whose documents in the second company he sees some.
SEEN = {
    "everything": (EVERYBODY, EVERYBODY),
    "one company": (EVERYBODY, set()),
    "own": ({OWN}, {OWN}),
    "units": ({UNIT}, {UNIT}),
}
# Whose order it is, or who pays for it: a gift of a customer he sees is seen too.
SUBSCRIPTIONS = {**{viewer: seen for viewer, (seen, _second) in SEEN.items()}, "own": {OWN, PAID_FOR}}


def a_world() -> World:
    """All that hangs on them, made as people make it."""
    made = World()
    first, second = a_publisher(), a_publisher("FI")
    south = Unit.objects.create(entity=first, code="south", name="South")
    install_ready_roles()
    for name in SEEN:
        user = StaffUser.objects.create_user(name.replace(" ", "."), first_name=name.capitalize())
        user.roles.add(*Role.objects.all())
        user.entities.add(first, *([] if name == "one company" else [second]))
        made.viewers[name] = user
    StaffUser.objects.filter(pk=made.viewers["own"].pk).update(reach=StaffUser.Reach.OWN)
    StaffUser.objects.filter(pk=made.viewers["units"].pk).update(reach=StaffUser.Reach.UNITS)
    StaffUnit.objects.create(staff_user=made.viewers["units"], unit=south)
    said: dict[str, dict[str, Any]] = {OWN: {"responsible_id": made.viewers["own"].pk}, UNIT: {"unit_id": south.pk}}
    for name in (OWN, UNIT, FOREIGN, PAID_FOR):
        made.customers[name] = a_payer("Karin", name, mobile="070-174 06 35", **said.get(name, {}))
        made.rows[name], made.acts[name] = hanging_on(made.customers[name])
    for company in (first, second):
        for name in EVERYBODY:
            a_charge(made.customers[name], "100.00", entity=company)
        a_billing(company)
    for company, key in ((first, "invoice_id"), (second, "invoice_of_second")):
        for invoice in Invoice.objects.filter(entity=company):
            made.rows[invoice.payer.family_name][key] = invoice.pk
            if company == first:
                queued = OutboxDocument.objects.create(invoice=invoice, format="peppol", state="parked", findings=[{"rule": "BR-11"}])
                made.rows[invoice.payer.family_name]["outbox_document_id"] = queued.pk
    for name, customer in made.customers.items():
        rows = made.rows[name]
        rows["receivable_id"] = Receivable.objects.filter(customer=customer, entity=first).get().pk
        paid = post_payment(
            entity=first, customer=customer, amount=Decimal(50), received_on=TODAY, method="cash", items=None, actor=None, today=TODAY
        )
        rows["payment_id"] = paid.pk
        mandate = a_mandate(customer, first)
        rows["mandate_id"] = mandate.pk
        rows["collection_id"] = a_collection(mandate, rows["receivable_id"]).pk
        rows["allocation_id"] = Allocation.objects.filter(payment=paid).latest("pk").pk
        rows.update(_agreed(rows["receivable_id"]))
    product, prices = a_product(entity=first), a_price_list(entity=first)
    prices_from("2025-01-01", prices, {(product, 12): "1200.00"})
    for name, customer in made.customers.items():
        payer = made.customers[OWN] if name == PAID_FOR else None
        order = an_order(product=product, price_list=prices, starts_on="2026-07-01", subscriber=customer, payer=payer)
        made.subscriptions[name] = a_subscription(order=order, today=TODAY)
        made.rows[name]["term_id"] = made.subscriptions[name].terms.get().pk
        made.rows[name]["pause_id"] = a_pause(made.subscriptions[name]).pk
        made.rows[name]["seat_id"], made.rows[name]["network_id"] = shared(made.subscriptions[name], customer)
        made.rows[name]["cancellation_id"] = a_stop_taken_back(made.subscriptions[name]).pk
        made.rows[name]["complaint_id"] = a_complaint(made.subscriptions[name]).pk
        made.rows[name]["outgoing_message_id"] = a_message(customer, first).pk
        made.rows[name]["redirect_id"] = a_redirect(made.subscriptions[name]).pk
        made.rows[name]["pro_forma_id"] = a_pro_forma(first, customer).pk
        made.rows[name]["recurring_id"] = a_recurring(first, customer, made.viewers["everything"]).pk
        made.rows[name]["settlement_id"] = a_settlement(customer, first).pk
        made.rows[name]["outlet_id"] = an_outlet(entity=first, number=name, customer=customer).pk
        made.rows[name]["broken_id"] = a_broken_promise(made.subscriptions[name]).pk
    say_of_products(made, product)
    relate(made)
    made.viewers = {name: StaffUser.objects.get(pk=user.pk) for name, user in made.viewers.items()}
    for name, viewer in made.viewers.items():
        made.lists[name] = a_list_of_all(made, viewer)
    of_everything = made.lists["everything"]
    for name, rows in made.rows.items():
        rows |= {"list_id": of_everything.pk, "row_id": ListRow.objects.get(external_list=of_everything, family_name=name).pk}
    return made


def a_settlement(customer: Customer, entity: LegalEntity) -> AgentSettlement:
    """He mediates, and was settled with."""
    run = Run.objects.create(kind="agent_settlement", entity=entity, as_of=TODAY, state=Run.State.DONE)
    agent = Agent.objects.create(customer=customer, mode=Agent.COMMISSION)
    return AgentSettlement.objects.create(
        run=run, agent=agent, entity=entity, number=1, settled_on=TODAY, currency=entity.currency, amount=Decimal(0)
    )


def a_mandate(customer: Customer, entity: LegalEntity) -> Mandate:
    """One that waits for the answer of the bank."""
    asked: dict[str, Any] = {"scheme": "autogiro", "account": "5000, 1234567", "signed_on": TODAY}
    return request_mandate(entity=entity, customer=customer, **asked, actor=None, today=TODAY)


def a_collection(mandate: Mandate, receivable_id: int) -> Collection:
    """His bank was asked to pay his item."""
    entity = mandate.entity
    run = Run.objects.create(kind="direct_debit", entity=entity, as_of=TODAY, state=Run.State.DONE)
    order = PaymentOrder.objects.create(
        kind=PaymentOrder.Kind.DIRECT_DEBIT,
        run=run,
        entity=entity,
        number=run.pk,
        layout="autogiro",
        bank_account=entity.bank_accounts.all()[0],
        execute_on=TODAY,
        currency=entity.currency,
        pieces=1,
        amount=Decimal(100),
    )
    asked: dict[str, Any] = {"amount": Decimal(100), "sequence": "FRST", "attempt": 1, "payer": mandate.customer.name}
    return Collection.objects.create(order=order, receivable_id=receivable_id, mandate=mandate, customer=mandate.customer, **asked)


def say_of_products(made: World, product: Product) -> None:
    """Everybody has bought it."""
    install_product_statuses()
    said = Said(status=ProductStatus.objects.filter(means_bought=True)[0], since=TODAY)
    for name, customer in made.customers.items():
        made.acts[name].append(set_product_status(customer=customer, product=product, said=said, actor=None, today=TODAY))


def relate(made: World) -> None:
    """His own customer belongs together with one of somebody else, and was taken for the same once."""
    own, foreign, unit = (made.customers[name] for name in (OWN, FOREIGN, UNIT))
    unmerge_customers(merge=merge_customers(kept=own, merged=foreign, actor=None, today=TODAY), actor=None, today=TODAY)
    unmerge_customers(merge=merge_customers(kept=foreign, merged=own, actor=None, today=TODAY), actor=None, today=TODAY)
    add_relationship(customer=own, other=foreign, kind="family", actor=None, today=TODAY)
    made.rows[OWN]["relationship_id"] = Relationship.objects.latest("pk").pk
    add_relationship(customer=foreign, other=unit, kind="family", actor=None, today=TODAY)
    made.rows[FOREIGN]["relationship_id"] = Relationship.objects.latest("pk").pk
    tell_apart(one=foreign, other=unit, actor=None, today=TODAY)
    made.acts[FOREIGN] += list(Act.objects.order_by("-pk")[:2])


def a_pro_forma(company: LegalEntity, payer: Customer) -> ProForma:
    charge = a_charge(payer, "10.00", entity=company, due_on="2026-12-01")
    [made] = make_pro_forma(entity=company, charges=[charge.pk], actor=None, today=TODAY)
    return made


def a_recurring(company: LegalEntity, payer: Customer, actor: StaffUser) -> RecurringInvoice:
    line = LineDescription(text="Care", quantity=Decimal(1), unit_price=Decimal(100), tax_category="standard", revenue_class="service")
    described = RecurringDescription(payer=payer, name="Care", starts_on=TODAY, lines=[line])
    return add_recurring(entity=company, described=described, actor=actor)


def a_pause(subscription: Subscription) -> Pause:
    return Pause.objects.create(
        subscription=subscription, during=period("2026-09-01", "2026-09-08"), gives="prolong", digital_goes_on=False
    )


def shared(subscription: Subscription, customer: Customer) -> tuple[int, int]:
    """A seat and a network on it."""
    during = period("2026-09-01", "2026-10-01")
    seat = Seat(subscription=subscription, customer=customer, during=during, withdrawn_at="2026-07-01T08:00:00Z")
    network = ReadingNetwork(subscription=subscription, network="192.0.2.0/24", during=during, withdrawn_at="2026-07-01T08:00:00Z")
    seat.save()
    network.save()
    return seat.pk, network.pk


def a_stop_taken_back(subscription: Subscription) -> Cancellation:
    reason, _new = StopReason.objects.get_or_create(code="moved", defaults={"name": {"en": "Moved"}})
    return Cancellation.objects.create(
        subscription=subscription, from_on=day("2026-12-01"), reason=reason, withdrawn_at="2026-07-01T08:00:00Z"
    )


def a_redirect(subscription: Subscription) -> Redirect:
    place = subscription.subscriber.addresses.select_related("place")[0].place
    return Redirect.objects.create(
        subscription=subscription, during=period("2026-10-01", "2026-10-08"), place=place, delivery_method="post"
    )


def a_complaint(subscription: Subscription) -> DeliveryComplaint:
    said = {"published_on": day("2026-07-02"), "year": 2026}
    issue, _new = Issue.objects.get_or_create(edition=an_edition(entity=subscription.entity), **said, defaults={"number": 1})
    given = {"gives": "none", "delivery_method": "carrier", "reported_on": day("2026-07-03")}
    return DeliveryComplaint.objects.create(subscription=subscription, issue=issue, kind="not_delivered", copies=1, **given)


def a_broken_promise(subscription: Subscription) -> BrokenPromise:
    promise = Promise.objects.create(
        act=Act.objects.get(verb="start_subscription", subject_ids=[subscription.pk]),
        subscription=subscription,
        change="start",
        delivery_method="carrier",
        weekdays=127,
        issue_on=day("2026-10-02"),
        cut_off_at="2026-10-01T12:00:00Z",
        decided_by="lead_time",
    )
    return BrokenPromise.objects.create(promise=promise, why="no_issue")


def a_list_of_all(made: World, viewer: StaffUser) -> ExternalList:
    """A list from outside with a row for each customer, brought in by the viewer, and made to be him by somebody who sees everybody."""
    written = "Förnamn;Efternamn;E-post\r\n" + "".join(
        f"Karin;{name};{number}@example.se\r\n" for number, name in enumerate(made.customers)
    )
    taken = a_list(viewer, written.encode("cp1252"), today=clock.today("Europe/Stockholm"), name=f"Leads {viewer.pk}")
    for name, customer in made.customers.items():
        ListRow.objects.filter(external_list=taken, family_name=name).update(customer=customer)
    return taken


def a_message(customer: Customer, entity: LegalEntity) -> OutgoingMessage:
    said = {
        "document": "invoice", "number": "7", "seller": "Norrvik", "name": customer.name, "total": "10.00", "currency": "SEK", "due_on": "2026-07-31",
        "reference": "10000370", "country": "SE",
    }  # fmt: skip
    return OutgoingMessage.objects.create(
        kind="invoice", source_id=customer.pk, entity=entity, customer=customer, address="k@example.se", language="sv", said=said
    )


def _agreed(receivable_id: int) -> dict[str, Any]:
    """An item is due later, and is then paid in instalments; a letter says what is owed."""
    item = Receivable.objects.select_related("entity", "customer", "open").get(pk=receivable_id)
    move = move_due_day(receivable=item, due_on=TODAY + timedelta(days=20), reason="Ill", actor=None, today=TODAY)
    half = split_amount(item.open.open_amount, [Decimal(1), Decimal(1)])
    parts = [(TODAY + timedelta(days=30), half[0]), (TODAY + timedelta(days=60), half[1])]
    plan = agree_payment_plan(items=[item], parts=parts, reason="Ill", actor=None, today=TODAY)
    about = {"entity": item.entity, "customer": item.customer, "currency": item.currency, "kind": "confirmation", "from_on": None}
    letter = write_account_letter(**about, as_of=TODAY, actor=None, today=TODAY)
    return {"move_id": move.pk, "plan_id": plan.pk, "letter_id": letter.pk}


def hanging_on(customer: Customer) -> tuple[dict[str, Any], list[Act]]:
    """Word of an address -> a row of this customer that it may name; and what was done to make them."""
    former = Act.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    twin = merge_customers(kept=customer, merged=a_payer("Karin", customer.family_name), actor=None, today=TODAY)
    account = add_bank_account(customer=customer, scheme="bankgiro", number="5050-1055", actor=None, today=TODAY)
    key = add_external_key(customer=customer, source="old", key=f"K{customer.number}", actor=None, today=TODAY)
    person = ContactPerson.objects.create(customer=customer, given_name="Maj", family_name=customer.family_name)
    remove_contact_person(contact_person=ContactPerson.objects.create(customer=customer, family_name="Ek"), actor=None, today=TODAY)
    remove_interaction(interaction=a_note(customer, "Nothing"), actor=None, today=TODAY)
    pin_note(
        note=a_note(customer, "Rings twice", by=StaffUser.objects.order_by("pk")[0]), actor=StaffUser.objects.order_by("pk")[0], today=TODAY
    )
    rows = {
        "number": customer.number,
        "customer_id": customer.pk,
        "merge_id": twin.pk,
        "account_id": account.pk,
        "key_id": key.pk,
        "contact_person_id": person.pk,
        "contact_point_id": customer.contact_points.values_list("pk", flat=True)[0],
        "address_id": customer.addresses.values_list("pk", flat=True)[0],
        "interaction_id": a_note(customer, f"Said by {customer.family_name}").pk,
    }
    return rows, list(Act.objects.filter(pk__gt=former, inverse__isnull=False))
