"""What finance does on a day: terms are renewed and billed by runs, bank files come in, somebody pays at the counter."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal
from io import BytesIO

from django.db.models import Sum

from abonent.billing.models import Invoice
from abonent.billing.operations import credit_invoice, credit_line, creditable
from abonent.billing.operations.printing import ask_for_print_file, continue_printing, on_paper
from abonent.billing.operations.releasing import KIND as REVENUE_RELEASE
from abonent.customers.models import Customer
from abonent.kit import clock, statements
from abonent.kit.money import round_amount
from abonent.ledger.models import BankLine, BankLineDecision, UnknownBankLine
from abonent.ledger.operations import Share, accept_bank_line, import_bank_file, match_bank_lines, post_payment, set_aside
from abonent.organisation.models import LegalEntity
from abonent.payment_orders.models import PaymentOrder
from abonent.runs.models import Run
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run
from abonent.simulation.bank import BankDay, BankedAccount, Transfer, notification, statement
from abonent.simulation.chance import chance, happens
from abonent.simulation.life import Life
from abonent.simulation.orders import COUNTRY_OF
from abonent.simulation.payers import LATEST_PAYMENT_DAYS, Claim, arrivals, manner_of, strangers
from abonent.simulation.publisher import COLLECTING, DAILY
from abonent.simulation.register import SOURCE
from abonent.subscriptions.models import Premium
from abonent.subscriptions.operations.premium_picks import KIND as PREMIUM_PICKS

EARLIEST_PAYMENT_DAYS = 21
STRANGERS_PER_READER_AND_DAY = 1 / 40_000
BANK_FEE = Decimal("-12.50")
ORDERED = "Maksumääräys"
DAYS_UNTIL_LOOKED_INTO = 6
LEAST_BY_CARD = Decimal(500)
SHARE_CREDITED = 1 / 250


def renew(life: Life, day: date) -> int:
    """The renewal run of each company, looked at and committed."""
    return sum(whole_run("renewal", entity, day, life).committed_rows for entity in life.entities.values())


def bill(life: Life, day: date) -> int:
    """The billing run of each company."""
    return sum(whole_run("billing", entity, day, life).committed_rows for entity in life.entities.values())


def release_revenue(life: Life, day: date) -> int:
    """What the issues until the day before were worth becomes revenue of each company."""
    return sum(whole_run(REVENUE_RELEASE, entity, day, life).committed_rows for entity in life.entities.values())


def send_umbrellas(life: Life, day: date) -> int:
    """The run that sends what was promised with orders, where anything waits."""
    waiting = Premium.objects.filter(withdrawn_at=None, reservation__released_at=None, reservation__movements=None)
    return whole_run(PREMIUM_PICKS, life.entities[DAILY], day, life).committed_rows if waiting.exists() else 0


def print_latest(life: Life, day: date) -> int:
    """Print the latest billing run of each company that has invoices on paper; those before it are set when somebody opens them."""
    printed = 0
    for entity in life.entities.values():
        runs = Run.objects.filter(kind="billing", entity=entity, state=Run.State.DONE, as_of__lte=day).order_by("-pk")
        latest = next((run for run in runs[:10] if on_paper(run).exists()), None)
        if latest:
            ask_for_print_file(run=latest, actor=life.finance)
            printed += continue_printing(run=latest).invoices
    return printed


def bank(life: Life, day: date, since: date) -> int:
    """The bank's file about the days from `since` until before `day`, taken in and matched; returns how many movements."""
    moved = 0
    for code, entity in life.entities.items():
        days = _bank_days(life, code, entity, since, day)
        if not days:
            continue
        write = notification if code == DAILY else statement
        import_bank_file(content=BytesIO(write(days)), name=f"{code}-{day}.xml", actor=life.finance)
        match_bank_lines(entity=entity, actor=life.finance, as_of=day)
        moved += sum(len(reported.transfers) for reported in days)
    return moved


def counter(life: Life, day: date, since: date) -> int:
    """Payments in cash and by card of those who come by."""
    paid = 0
    for entity in life.entities.values():
        for claim in claims(life, entity, since, day):
            if manner_of(life.world.seed, claim) == "at the counter" and since <= claim.due_on < day:
                _pay_at_the_counter(life, entity, claim, day)
                paid += 1
    return paid


def look_into_unknown(life: Life, day: date) -> int:
    """Fees and what was ordered are set aside at once; who pays from a known account is found by a person some days later."""
    looked_into = 0
    for waiting in UnknownBankLine.objects.select_related("bank_line__bank_account").order_by("pk"):
        line = waiting.bank_line
        if line.amount < 0:
            kind = BankLineDecision.Kind.TRANSFER if line.text.startswith(ORDERED) else BankLineDecision.Kind.FEE
            set_aside(bank_line=line, kind=kind, actor=life.finance)
            looked_into += 1
        elif line.booked_on <= day - timedelta(days=DAYS_UNTIL_LOOKED_INTO) and (payer := _payer_of(life, line)):
            accept_bank_line(bank_line=line, shares=[Share(payer, line.amount)], actor=life.finance, today=day)
            looked_into += 1
    return looked_into


def credit(life: Life, day: date, since: date) -> int:
    """Of the invoices since, some are credited: whole, because nobody wants them, or a part, because papers were missing."""
    credited = 0
    sent = Invoice.objects.filter(kind=Invoice.INVOICE, total__gt=0, issued_on__range=(since, day)).order_by("number")
    for entity in life.entities.values():
        for invoice in sent.filter(entity=entity):
            source = chance(life.world.seed, f"credit {entity.code}", invoice.number)
            if happens(source, SHARE_CREDITED):
                _credit(life, invoice, day, whole=happens(source, 0.4))
                credited += 1
    return credited


def _credit(life: Life, invoice: Invoice, day: date, *, whole: bool) -> None:
    """A part is taken off the first line that costs something: what came for nothing, and what was credited with others, stays."""
    costing = ((ordinal, line.left_amount) for ordinal, line in sorted(creditable(invoice=invoice).items()) if line.left_amount > 0)
    ordinal, left = next(costing, (0, Decimal(0)))
    if whole or not ordinal:
        credit_invoice(invoice=invoice, actor=life.clerk, today=day, reason="Not wanted")
    else:
        credit_line(invoice=invoice, ordinal=ordinal, amount=round_amount(left / 12), actor=life.clerk, today=day, reason="Missing papers")


def whole_run(kind: str, entity: LegalEntity, day: date, life: Life) -> Run:
    """A run of a company, looked at and committed."""
    run = plan_run(run=begin_run(kind=kind, entity=entity, as_of=day, actor=life.finance))
    return commit_run(run=approve_run(run=run, actor=life.finance))


def claims(life: Life, entity: LegalEntity, since: date, until: date) -> list[Claim]:
    """What may be paid from `since` until before `until`, in an order that does not hang on ids."""
    rows = statements.rows(
        "simulation/claims",
        entity=entity.pk,
        key_source=SOURCE,
        earliest_due=since - timedelta(days=LATEST_PAYMENT_DAYS),
        latest_due=until + timedelta(days=EARLIEST_PAYMENT_DAYS),
    )
    return [Claim(**row._asdict()) for row in rows]


def _bank_days(life: Life, code: str, entity: LegalEntity, since: date, until: date) -> list[BankDay]:
    """What the bank reports, day by day; a day without a movement is left out."""
    moved = _movements(life, code, entity, since, until)
    account, balance = banked(code, entity), _balance(code, entity)
    days = []
    for on in sorted(moved):
        reported_at = clock.moment(on + timedelta(days=1), time(4, 30), entity.zone)
        sequence = (on - life.world.starts_on).days
        days.append(BankDay(account, on, reported_at, sequence, moved[on], balance if code != DAILY else None))
        balance += sum(transfer.amount for transfer in moved[on])
    return days


def _movements(life: Life, code: str, entity: LegalEntity, since: date, until: date) -> dict[date, list[Transfer]]:
    moved: dict[date, list[Transfer]] = {}
    for claim in claims(life, entity, since, until):
        for arrival in arrivals(life.world.seed, claim):
            if since <= arrival.on < until:
                moved.setdefault(arrival.on, []).append(arrival.transfer)
    for on in _weekdays(since, until):
        expected = life.world.subscribers * STRANGERS_PER_READER_AND_DAY
        found = list(strangers(life.world.seed, on, COUNTRY_OF[code], expected))
        if code != DAILY and on.day <= 3 and on.weekday() == 2:
            found.append(Transfer(BANK_FEE, text="Palvelumaksu", bank_id=f"F{on:%y%j}"))
        found += _paid_back(code, entity, on)
        if found:
            moved.setdefault(on, []).extend(found)
    return moved


def _paid_back(code: str, entity: LegalEntity, on: date) -> list[Transfer]:
    """What the bank took from the account for the orders of the day."""
    of_account = PaymentOrder.objects.standing().filter(entity=entity, bank_account__number=COLLECTING[code].number)
    orders = of_account.filter(kind=PaymentOrder.Kind.REFUNDS, execute_on=on)
    return [Transfer(-order.amount, text=f"{ORDERED} {order.number}", bank_id=f"P{on:%y%j}{order.number}") for order in orders]


def _weekdays(since: date, until: date) -> list[date]:
    days = [since + timedelta(days=count) for count in range((until - since).days)]
    return [day for day in days if day.weekday() < 5]


def banked(code: str, entity: LegalEntity) -> BankedAccount:
    """The account to which a company's readers pay, as its bank knows it."""
    own = COLLECTING[code]
    return BankedAccount(own.scheme, own.number, own.bic, own.currency, entity.name)


def _balance(code: str, entity: LegalEntity) -> Decimal:
    lines = BankLine.objects.filter(bank_account__entity=entity, bank_account__number=COLLECTING[code].number)
    return lines.aggregate(total=Sum("amount"))["total"] or Decimal("0.00")


def _pay_at_the_counter(life: Life, entity: LegalEntity, claim: Claim, day: date) -> None:
    post_payment(
        entity=entity,
        customer=Customer.objects.get(pk=claim.customer_id),
        amount=claim.open_amount,
        received_on=day,
        method="cash" if claim.open_amount < LEAST_BY_CARD else "card",
        actor=life.clerk,
        today=day,
        items={claim.receivable_id: claim.open_amount},
    )


def _payer_of(life: Life, line: BankLine) -> Customer | None:
    """The customer whose account the payment came from."""
    key = life.key_by_account.get(line.counterpart_account)
    return life.customers({key})[key] if key else None
