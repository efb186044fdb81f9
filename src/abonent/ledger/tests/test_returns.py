"""What the bank sent back and no rule could tell: a person says which payment it was, and that is undone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from abonent.access.models import StaffUser
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.customers.models import Customer
from abonent.customers.testing import a_customer
from abonent.kit.refusals import Refusal
from abonent.ledger.invariants import INVARIANTS
from abonent.ledger.models import Allocation, BankLine, OpenPayment, OpenReceivable, Payment, Receivable, UnknownBankLine
from abonent.ledger.operations import return_bank_line, withdraw_payment
from abonent.ledger.testing import TODAY, Line, a_receivable, an_entity, bring_and_match
from abonent.organisation.models import LegalEntity
from abonent.runs.invariants import check
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = pytest.mark.django_db


@pytest.fixture
def norrvik() -> LegalEntity:
    return an_entity()


@pytest.fixture
def anna() -> Customer:
    return a_customer("Anna", "Lindqvist")


@pytest.fixture
def owed(norrvik: LegalEntity, anna: Customer) -> Receivable:
    return a_receivable(anna, "359.00", entity=norrvik, reference="10000016", number="2026-77")


@pytest.fixture
def paid(norrvik: LegalEntity, owed: Receivable) -> Payment:
    bring_and_match(norrvik, Line("359.00", "10000016", name="LINDQVIST ANNA"))
    return Payment.objects.get()


@pytest.fixture
def sent_back(norrvik: LegalEntity, paid: Payment) -> BankLine:
    """Neither its reference nor its account is that of the payment."""
    bring_and_match(norrvik, Line("-359.00", name="Anna Lindqvist", is_reversal=True), number="2")
    return BankLine.objects.get(unknown__isnull=False)


def books_agree() -> bool:
    return not [finding for invariant in INVARIANTS for finding in check(invariant)]


def undo_the_latest() -> None:
    undo_act(act=Act.objects.latest("pk"), actor=None, today=TODAY)


def open_amounts() -> list[Decimal]:
    return list(OpenReceivable.objects.values_list("open_amount", flat=True))


def test_the_return_of_a_payment_opens_its_item_again(sent_back: BankLine, paid: Payment):
    returned = return_bank_line(bank_line=sent_back, payment=paid, actor=None, today=TODAY)
    assert (returned.amount, returned.returns, returned.bank_line) == (-359, paid, sent_back)
    assert open_amounts() == [359]
    assert not UnknownBankLine.objects.exists() and not OpenPayment.objects.exists()
    assert books_agree()


def test_a_return_that_is_undone_settles_the_item_again_and_the_line_waits(sent_back: BankLine, paid: Payment):
    return_bank_line(bank_line=sent_back, payment=paid, actor=None, today=TODAY)
    undo_the_latest()
    assert open_amounts() == []
    assert UnknownBankLine.objects.get().bank_line == sent_back
    assert books_agree()


def test_a_return_that_was_undone_can_be_said_anew_of_the_payment_that_stands(sent_back: BankLine, paid: Payment):
    return_bank_line(bank_line=sent_back, payment=paid, actor=None, today=TODAY)
    undo_the_latest()
    stands = Payment.objects.latest("pk")
    return_bank_line(bank_line=sent_back, payment=stands, actor=None, today=TODAY)
    assert open_amounts() == [359] and not UnknownBankLine.objects.exists()
    assert books_agree()


def test_the_payment_that_stands_for_a_returned_one_can_be_withdrawn(sent_back: BankLine, paid: Payment):
    return_bank_line(bank_line=sent_back, payment=paid, actor=None, today=TODAY)
    undo_the_latest()
    withdraw_payment(payment=Payment.objects.latest("pk"), actor=None, today=TODAY)
    assert open_amounts() == [359]
    assert books_agree()


def test_undone_it_settles_no_more_than_is_open_by_then(sent_back: BankLine, paid: Payment, norrvik: LegalEntity):
    return_bank_line(bank_line=sent_back, payment=paid, actor=None, today=TODAY)
    bring_and_match(norrvik, Line("300.00", "10000016", name="BO"), number="3")
    act = Act.objects.get(verb="return_bank_line")
    undo_act(act=act, actor=None, today=TODAY)
    assert open_amounts() == []
    assert OpenPayment.objects.get().open_amount == 300
    assert books_agree()


@pytest.mark.parametrize("amount", ["-358.00", "-360.00"])
def test_a_payment_of_another_amount_is_not_what_was_sent_back(norrvik: LegalEntity, paid: Payment, amount: str):
    bring_and_match(norrvik, Line(amount, is_reversal=True), number="2")
    with pytest.raises(Refusal, match="amount"):
        return_bank_line(bank_line=BankLine.objects.latest("pk"), payment=paid, actor=None, today=TODAY)
    assert Allocation.objects.count() == 1


def test_a_payment_is_returned_once(norrvik: LegalEntity, sent_back: BankLine, paid: Payment):
    return_bank_line(bank_line=sent_back, payment=paid, actor=None, today=TODAY)
    with pytest.raises(Refusal, match="dealt with"):
        return_bank_line(bank_line=sent_back, payment=paid, actor=None, today=TODAY)
    bring_and_match(norrvik, Line("-359.00", on="2026-07-09", is_reversal=True), number="3")
    with pytest.raises(Refusal, match="taken back already"):
        return_bank_line(bank_line=BankLine.objects.latest("pk"), payment=paid, actor=None, today=TODAY)


@pytest.fixture
def desk(client, norrvik: LegalEntity):
    install_ready_roles()
    eva: StaffUser = take_on_staff(username="eva", password="not used here", full_name="Eva Berg", roles=["finance"], entities=[norrvik])
    client.force_login(eva)
    return client


def test_the_page_offers_the_payment_of_the_payers_name_and_books_the_return(desk, sent_back: BankLine, paid: Payment):
    page = desk.get(f"/bank/?line={sent_back.pk}").content.decode()
    assert f'name="payment" value="{paid.pk}"' in page and "Opens again: 2026-77" in page
    assert 'aria-label="Payment of Anna Lindqvist">' in page
    desk.post(f"/bank/lines/{sent_back.pk}/return/", {"payment": paid.pk})
    assert open_amounts() == [359]
    undone = Act.objects.get(verb="return_bank_line")
    desk.post(f"/bank/acts/{undone.pk}/undoing/")
    assert open_amounts() == []


def test_the_payment_is_found_by_hand_by_the_number_of_its_invoice(desk, norrvik: LegalEntity, paid: Payment):
    bring_and_match(norrvik, Line("-359.00", name="BANK", is_reversal=True), number="2")
    line = BankLine.objects.get(unknown__isnull=False)
    assert "Sent back this" not in desk.get(f"/bank/?line={line.pk}").content.decode()
    assert f'value="{paid.pk}"' in desk.get(f"/bank/?line={line.pk}&q=2026-77").content.decode()


def test_a_payment_of_another_company_is_not_there(desk, sent_back: BankLine, anna: Customer):
    elsewhere = an_entity(code="soderby", bankgiro="9912346")
    a_receivable(anna, "359.00", entity=elsewhere, reference="20000016")
    bring_and_match(elsewhere, Line("359.00", "20000016"), account="9912346")
    foreign = Payment.objects.get(entity=elsewhere)
    assert f'value="{foreign.pk}"' not in desk.get(f"/bank/?line={sent_back.pk}").content.decode()
    assert desk.post(f"/bank/lines/{sent_back.pk}/return/", {"payment": foreign.pk}).status_code == 404
