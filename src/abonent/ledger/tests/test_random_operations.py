"""R8: thousands of random operations leave the books as a small plain model of them has them, and every invariant holds."""

from __future__ import annotations

import os
from collections.abc import Callable
from decimal import Decimal
from random import Random

import pytest
from django.db.models import Sum

from abonent.customers.testing import a_customer
from abonent.kit.refusals import Refusal
from abonent.ledger.invariants import INVARIANTS
from abonent.ledger.models import Allocation, BankLine, BankLineDecision, OpenPayment, OpenReceivable, Payment, Receivable, UnknownBankLine
from abonent.ledger.operations import (
    accept_bank_line,
    allocate,
    match_bank_lines,
    post_payment,
    set_aside,
    take_back_decision,
    withdraw_payment,
    write_off,
)
from abonent.ledger.operations.payments import Share
from abonent.ledger.testing import TODAY, Line, a_receivable, an_entity, bring
from abonent.ledger.tests.plain_books import Arrived, Item, Money, PlainBooks, total
from abonent.runs.invariants import check

OPERATIONS = int(os.environ.get("ABONENT_R8_OPERATIONS", "5000"))
SEED = int(os.environ.get("ABONENT_R8_SEED", "20260709"))
COMPARE_EVERY = 100


class Player:
    """Does one random thing to both ledgers at a time; each deed returns how many operations it was."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.entity = an_entity()
        self.customers = [a_customer(f"Kund {number}") for number in range(12)]
        self.books = PlainBooks()
        self.files: list[list[Line]] = []
        self.serial = 10_000

    def play(self, operations: int) -> int:
        deeds: list[Callable[[], int]] = [
            self.bill, self.bill, self.bring_file, self.match, self.accept, self.accept, self.pay_at_the_counter, self.withdraw,
            self.settle_from_account, self.settle_from_account, self.set_aside, self.take_back, self.write_off, self.return_payment,
            self.bring_again, self.overreach,
        ]  # fmt: skip
        done, compared = 0, 0
        while done < operations:
            done += self.chance.choice(deeds)()
            if done - compared >= COMPARE_EVERY:
                self.compare()
                compared = done
        self.compare()
        return done

    # -- deeds -----------------------------------------------------------------------------------------------------

    def bill(self) -> int:
        items = self.chance.randint(1, 8)
        for _item in range(items):
            customer, amount = self.chance.choice(self.customers), Decimal(self.chance.randint(1, 300_000)) / 100
            self.serial += 1
            due_on = f"2026-{self.chance.randint(1, 12):02}-15"
            item = a_receivable(customer, amount, entity=self.entity, reference=f"{self.serial}", due_on=due_on)
            self.books.bill(item.pk, Item(customer.pk, item.reference, due_on, amount))
        return items

    def bring_file(self) -> int:
        lines = [self.a_line() for _ in range(self.chance.randint(1, 30))]
        self.files.append(lines)
        self.arrive(lines)
        return len(lines)

    def a_line(self) -> Line:
        """A payment that names an item, rightly or with another amount; now and then one that names nothing, or a fee."""
        self.serial += 1
        strange = Line(f"{self.chance.randint(1, 50_000) / 100:.2f}", name=f"stranger {self.serial}")
        if not self.books.items or self.chance.random() < 0.25:
            return self.chance.choice([strange, Line("-25.00", name=f"fee {self.serial}")])
        item = self.chance.choice(list(self.books.items.values()))
        amount = max(Decimal("0.01"), self.chance.choice([abs(item.open), item.open / 2, item.open + 100]).quantize(Decimal("0.01")))
        return Line(str(amount), item.reference, account=f"{item.customer}{self.serial}")

    def arrive(self, lines: list[Line]) -> None:
        taken = bring(*lines, number=str(len(self.files)))
        stored = BankLine.objects.filter(statement__bank_file=taken.file).order_by("id")
        assert len(stored) == len(lines)
        for line in stored:
            self.books.lines[line.pk] = Arrived(line.amount, line.reference, line.is_reversal)
            self.books.queue.append(line.pk)

    def match(self) -> int:
        returns = [(line, self.books.returned_by(line)) for line in map(self.books.lines.get, self.books.queue) if line and line.is_return]
        assert len(returns) <= 1
        match_bank_lines(entity=self.entity, actor=None, as_of=TODAY)
        for line, money in returns:
            if money:
                self.books.queue = [ident for ident in self.books.queue if self.books.lines[ident] is not line]
                self.books.take_back(money)
        for line_id, money in self.books.match():
            self.books.payments[Payment.objects.get(bank_line=line_id, amount__gt=0, returned_by=None).pk] = money
        return 1

    def accept(self) -> int:
        waiting = [ident for ident in self.books.queue if self.books.lines[ident].amount > 0]
        if not waiting:
            return 0
        line = BankLine.objects.get(pk=self.chance.choice(waiting))
        payers = self.chance.sample(self.customers, 2)
        first = (line.amount / 3).quantize(Decimal("0.01"))
        is_split = first > 0 and self.chance.random() < 0.3
        shares = [Share(payers[0], first), Share(payers[1], line.amount - first)] if is_split else [Share(payers[0], line.amount)]
        payments = accept_bank_line(bank_line=line, shares=shares, actor=None, today=TODAY)
        self.books.queue.remove(line.pk)
        for payment in payments:
            self.keep(payment, oldest_first=True)
        return 1

    def pay_at_the_counter(self) -> int:
        customer, amount = self.chance.choice(self.customers), Decimal(self.chance.randint(1, 90_000)) / 100
        items: dict[int, Decimal] | None = None
        if self.chance.random() < 0.5:
            items = {ident: min(amount, item.open) for ident, item in list(self.books.oldest_first(customer.pk))[-1:]}
        payment = post_payment(
            entity=self.entity, customer=customer, amount=amount, received_on=TODAY, method="cash", actor=None, today=TODAY, items=items
        )
        money = self.keep(payment, oldest_first=items is None)
        for ident, settled in (items or {}).items():
            self.books.settle(money, ident, settled)
        return 1

    def keep(self, payment: Payment, *, oldest_first: bool) -> Money:
        money = Money(payment.customer_id, payment.amount, payment.amount, payment.bank_line_id)
        self.books.payments[payment.pk] = money
        if oldest_first:
            self.books.settle_oldest_first(money)
        return money

    def withdraw(self) -> int:
        standing = [ident for ident, money in self.books.payments.items() if not money.is_returned]
        if not standing:
            return 0
        payment = Payment.objects.get(pk=self.chance.choice(standing))
        withdraw_payment(payment=payment, actor=None, today=TODAY)
        line = payment.bank_line_id
        together = [money for money in self.books.payments.values() if money.line == line] if line else [self.books.payments[payment.pk]]
        for money in together:
            if not money.is_returned:
                self.books.take_back(money)
        if line:
            self.books.queue.append(line)
            self.books.queue.sort()
        return 1

    def settle_from_account(self) -> int:
        for ident, money in self.books.payments.items():
            if money.rest > 0 and not money.is_returned:
                for item_id, item in self.books.oldest_first(money.customer):
                    amount = min(money.rest, item.open)
                    source, receivable = Payment.objects.get(pk=ident), Receivable.objects.get(pk=item_id)
                    allocate(source=source, receivable=receivable, amount=amount, actor=None, today=TODAY)
                    self.books.settle(money, item_id, amount)
                    return 1
        return 0

    def set_aside(self) -> int:
        fees = [ident for ident in self.books.queue if self.books.lines[ident].amount < 0 and not self.books.lines[ident].is_return]
        if not fees:
            return 0
        set_aside(bank_line=BankLine.objects.get(pk=fees[0]), kind="fee", actor=None)
        self.books.queue.remove(fees[0])
        self.books.aside.append(fees[0])
        return 1

    def take_back(self) -> int:
        if not self.books.aside or self.chance.random() < 0.7:
            return 0
        line = self.books.aside.pop()
        take_back_decision(decision=BankLineDecision.objects.get(bank_line=line, taken_back_at=None), actor=None)
        self.books.queue.append(line)
        self.books.queue.sort()
        return 1

    def write_off(self) -> int:
        still_open = [ident for ident, item in self.books.items.items() if 0 < item.open < 100]
        if not still_open:
            return 0
        item = self.books.items[self.chance.choice(still_open)]
        receivable = Receivable.objects.get(reference=item.reference)
        write_off(receivable=receivable, amount=item.open, reason="small", actor=None, today=TODAY)
        item.open -= item.open
        return 1

    def return_payment(self) -> int:
        """The bank takes a payment back; matched at once, so that one return waits at a time."""
        banked = [money for money in self.books.payments.values() if money.line and not money.is_returned]
        named = [money for money in banked if self.books.lines[money.line or 0].reference]
        whole = [money for money in named if money.amount == self.books.lines[money.line or 0].amount]
        if not whole:
            return 0
        if any(self.books.lines[ident].reference for ident in self.books.queue):
            self.match()
        money = self.chance.choice(whole)
        line = self.books.lines[money.line or 0]
        self.serial += 1
        self.files.append([])
        self.arrive([Line(str(-money.amount), line.reference, account=f"return {self.serial}", is_reversal=True)])
        self.match()
        waiting = self.books.queue[-1:] if self.books.queue and self.books.lines[self.books.queue[-1]].is_return else []
        for ident in waiting:
            set_aside(bank_line=BankLine.objects.get(pk=ident), kind="transfer", actor=None)
            self.books.queue.remove(ident)
        return 1

    def bring_again(self) -> int:
        """A file that was there, whole or in part, under another name."""
        lines = self.chance.choice(self.files or [[]])
        if not lines:
            return 0
        assert bring(*lines[: self.chance.randint(1, len(lines))], number="again").new_lines == 0
        return 1

    def overreach(self) -> int:
        """More than is open is refused and changes nothing."""
        for ident, money in self.books.payments.items():
            if money.rest > 0 and not money.is_returned:
                for item_id, item in self.books.oldest_first(money.customer):
                    amount = max(money.rest, item.open) + Decimal("0.01")
                    source, receivable = Payment.objects.get(pk=ident), Receivable.objects.get(pk=item_id)
                    with pytest.raises(Refusal):
                        allocate(source=source, receivable=receivable, amount=amount, actor=None, today=TODAY)
                    return 1
        return 0

    # -- both ledgers side by side -----------------------------------------------------------------------------------

    def compare(self) -> None:
        assert self.real_balances() == self.books.balances()
        waiting = UnknownBankLine.objects.aggregate(sum=Sum("bank_line__amount"))["sum"] or Decimal(0)
        assert waiting == total(self.books.lines[ident].amount for ident in self.books.queue)
        assert UnknownBankLine.objects.count() == len(self.books.queue)

    def real_balances(self) -> dict[int, tuple[Decimal, Decimal]]:
        owed = dict(OpenReceivable.objects.values_list("receivable__customer").annotate(sum=Sum("open_amount")))
        left = dict(OpenPayment.objects.values_list("payment__customer").annotate(sum=Sum("open_amount")))
        pairs = {ident: (owed.get(ident, Decimal(0)), left.get(ident, Decimal(0))) for ident in owed.keys() | left.keys()}
        return {ident: pair for ident, pair in pairs.items() if any(pair)}


@pytest.mark.figure
@pytest.mark.django_db(transaction=True)
def test_random_operations_end_where_a_plain_model_ends():
    player = Player(SEED)
    done = player.play(OPERATIONS)
    violations = [finding for invariant in INVARIANTS for finding in check(invariant)]
    figure = f"R8: seed {SEED}, {done} operations, {Allocation.objects.count()} allocations, violations: {len(violations)}"
    print(figure)  # noqa: T201 - a figure is printed, its number last
    assert violations == [], figure
