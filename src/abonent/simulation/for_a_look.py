"""What a visitor of the demo finds begun: plans that wait for him, money that waits for a name, agreements and papers of the last days."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from abonent.billing.models import OutboxFormat, OutboxRoute
from abonent.billing.models.account_letter import CONFIRMATION, STATEMENT
from abonent.billing.operations import bill_now
from abonent.billing.operations.account_letters import write_account_letter
from abonent.billing.operations.letter_runs import begin_letters
from abonent.billing.operations.pro_formas import make_pro_forma
from abonent.billing.operations.recurring import KIND as RECURRING
from abonent.billing.operations.recurring import LineDescription, RecurringDescription, add_recurring
from abonent.charges.models import OpenCharge
from abonent.connectors.einvoices.operations import open_route
from abonent.customers.entries import Door
from abonent.customers.models import Customer
from abonent.customers.operations import create_customer
from abonent.distribution.operations.draw_settlement import KIND as DRAW_SETTLEMENT
from abonent.distribution.operations.pay import KIND as CARRIERS_PAY
from abonent.kit import clock
from abonent.kit.periods import add_months
from abonent.ledger.models import OpenReceivable
from abonent.ledger.operations import import_bank_file, match_bank_lines
from abonent.payment_orders.models import Mandate, PaymentMethod
from abonent.payment_orders.operations import request_mandate, set_payer_method
from abonent.payment_orders.operations.refunds import KIND as REFUNDS
from abonent.runs.operations import begin_run, plan_run
from abonent.simulation.bank import BankDay, Transfer, notification
from abonent.simulation.life import Life
from abonent.simulation.money_days import banked, whole_run
from abonent.simulation.payers import account_of
from abonent.simulation.publisher import DAILY, MAGAZINE
from abonent.simulation.world import World
from abonent.subscriptions.models import Subscription

MORNING = time(7, 45)
ADVERTISER, NEIGHBOUR = "Nordanå Energi AB", "Ljungans Trähus AB"
MANDATES = 3
LINES_WITHOUT_REFERENCE = 6


def prepare_for_a_look(world: World, *, today: date) -> None:
    """Do what a visitor shall find this morning: each by the operation that a person would use."""
    life = Life(world)
    with clock.set_to(clock.moment(today, MORNING, life.entities[DAILY].zone)):
        _invoice_an_advertiser(life, today)
        _offer_to_a_neighbour(life, today)
        _ask_for_mandates(life, today)
        _write_about_an_account(life, today)
        _bring_a_bank_file(life, today)
        _plan(life, today)


def _invoice_an_advertiser(life: Life, today: date) -> None:
    """He has his invoice as an e-invoice, which waits in the outbox until the rules are here by which it is checked."""
    entity = life.entities[DAILY]
    folder = OutboxRoute.Way.FOLDER
    open_route(entity=entity, written_as=OutboxFormat.PEPPOL, way=folder, address="peppol-out", secret="", actor=life.manager)
    advertiser = _firm(
        life, ADVERTISER, today, invoice_channel="einvoice", einvoice_address="0007:5599990040", company_number="559999-0040"
    )
    _agree(life, advertiser, "Annonskampanj", "Annonskampanj, webb och papper", "12400.00", today)
    bill_now(entity=entity, charges=_open_charges(advertiser), actor=life.finance, today=today)


def _offer_to_a_neighbour(life: Life, today: date) -> None:
    """He wants to see what he would pay before he says yes."""
    neighbour = _firm(life, NEIGHBOUR, today)
    _agree(life, neighbour, "Bilagor", "Inlaga i lördagstidningen", "7200.00", today)
    make_pro_forma(entity=life.entities[DAILY], charges=_open_charges(neighbour), actor=life.clerk, today=today)


def _ask_for_mandates(life: Life, today: date) -> None:
    """Readers of the magazine signed SEPA mandates; one of the daily asked for Autogiro, which his bank has not answered."""
    for payer in _payers_of(life, MAGAZINE):
        account = account_of(str(payer.number), "FI")
        _mandate(life, MAGAZINE, payer, Mandate.Scheme.SEPA, account, today)
        set_payer_method(customer=payer, method=PaymentMethod.DIRECT_DEBIT, actor=life.finance)
    for payer in _payers_of(life, DAILY)[:1]:
        _mandate(life, DAILY, payer, Mandate.Scheme.AUTOGIRO, "9991, 1234567", today)


def _write_about_an_account(life: Life, today: date) -> None:
    """Somebody asked what he has been billed and has paid since new year."""
    for payer in _payers_of(life, DAILY)[:1]:
        write_account_letter(
            entity=life.entities[DAILY],
            customer=payer,
            currency=life.entities[DAILY].currency,
            kind=STATEMENT,
            from_on=today.replace(month=1, day=1),
            as_of=today,
            actor=life.clerk,
            today=today,
        )


def _bring_a_bank_file(life: Life, today: date) -> None:
    """This morning's file: half of its lines name their invoice, the others a person shall find."""
    entity, on = life.entities[DAILY], today - timedelta(days=1)
    owed = OpenReceivable.objects.filter(receivable__entity=entity, receivable__source_kind="invoice", open_amount__gt=0)
    items = list(owed.select_related("receivable__customer").order_by("-receivable__due_on", "receivable")[: 2 * LINES_WITHOUT_REFERENCE])
    transfers = [
        Transfer(
            amount=item.open_amount,
            payer_name=item.receivable.customer.name,
            payer_account=account_of(f"spouse {item.receivable_id}", "SE"),
            reference=item.receivable.reference if place % 2 else "",
            text="" if place % 2 else "tidning",
            bank_id=f"L{on:%y%j}{place:03d}",
        )
        for place, item in enumerate(items)
    ]
    if transfers:
        reported = BankDay(banked(DAILY, entity), on, clock.now(), (on - life.world.starts_on).days + 1_000, transfers)
        import_bank_file(content=BytesIO(notification([reported])), name=f"{DAILY}-{today}.xml", actor=life.finance)
        match_bank_lines(entity=entity, actor=life.finance, as_of=today)


def _plan(life: Life, today: date) -> None:
    """Plan what is due and leave it to the visitor, who may look, hold rows back and commit."""
    for entity in life.entities.values():
        for kind in ("renewal", "billing", REFUNDS):
            plan_run(run=begin_run(kind=kind, entity=entity, as_of=today, actor=None))
    for kind in (DRAW_SETTLEMENT, CARRIERS_PAY):
        plan_run(run=begin_run(kind=kind, entity=life.entities[DAILY], as_of=today, actor=None))
    letters = begin_letters(
        entity=life.entities[MAGAZINE], kind=CONFIRMATION, from_on=None, as_of=today, least=Decimal(50), actor=None, today=today
    )
    plan_run(run=letters)


def _firm(life: Life, name: str, today: date, **said: Any) -> Customer:
    door = Door.read(country="SE", code="852 42", town="Sundsvall", street_line="Storgatan 12")
    return create_customer(
        language="sv",
        country="SE",
        kind=Customer.Kind.ORGANISATION,
        organisation_name=name,
        door=door,
        actor=life.clerk,
        today=today,
        **said,
    )


def _agree(life: Life, payer: Customer, name: str, words: str, price: str, today: date) -> None:
    """From today on it is invoiced every month, and the first month is due."""
    line = LineDescription(text=words, quantity=Decimal(1), unit_price=Decimal(price), tax_category="standard", revenue_class="service")
    described = RecurringDescription(payer=payer, name=name, starts_on=today, ends_on=add_months(today, 12), lines=[line])
    add_recurring(entity=life.entities[DAILY], described=described, actor=life.finance)
    whole_run(RECURRING, life.entities[DAILY], today, life)


def _open_charges(payer: Customer) -> list[int]:
    return list(OpenCharge.objects.filter(charge__payer=payer).order_by("charge").values_list("charge", flat=True))


def _payers_of(life: Life, code: str) -> list[Customer]:
    """People who pay for a subscription of a company, in the order of their numbers."""
    of_company = Subscription.objects.filter(entity=life.entities[code]).values("payer")
    return list(Customer.objects.filter(kind=Customer.Kind.PERSON, pk__in=of_company).order_by("number")[:MANDATES])


def _mandate(life: Life, code: str, payer: Customer, scheme: str, account: str, today: date) -> None:
    entity, signed_on = life.entities[code], today - timedelta(days=3)
    request_mandate(entity=entity, customer=payer, scheme=scheme, account=account, signed_on=signed_on, actor=life.clerk, today=today)
