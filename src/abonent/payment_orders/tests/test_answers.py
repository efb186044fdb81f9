"""What banks answer changes collections, mandates and refunds, once; an answer to what we had not asked is refused."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.customers.testing import a_customer
from abonent.kit import clock
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.ledger import readers
from abonent.ledger.models import OpenPayment, OpenReceivable
from abonent.ledger.operations import match_bank_lines
from abonent.ledger.operations.bank_files import TakenIn, import_bank_file
from abonent.ledger.readers import warning_words
from abonent.ledger.testing import LINES_READER, TODAY, Line, a_receivable, bring, bring_and_match
from abonent.organisation.models import LegalEntity
from abonent.payment_orders.models import BankAnswer, Collection, CollectionTerms, Mandate, PaymentOrder, Refund, WithdrawnRefund
from abonent.payment_orders.operations import answer_mandate, request_mandate, set_payer_method
from abonent.payment_orders.operations.answers import CannotTakeAnswers
from abonent.payment_orders.operations.collections import set_collection_terms
from abonent.payment_orders.rules.retry import ENDING
from abonent.payment_orders.testing import a_payer_back, collected, findings, has_account, ordered_refunds, paid_too_much, planned

pytestmark = pytest.mark.django_db

GIRO = "0050501055"


@pytest.fixture(autouse=True)
def _files_elsewhere(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def norrvik() -> LegalEntity:
    """It collects by Autogiro and pays back from an IBAN."""
    entity = a_payer_back()
    giro = entity.bank_accounts.get(scheme="bankgiro")
    terms = CollectionTerms(entity=entity, autogiro_account=giro, autogiro_customer="471117", days_before=5, retry_days=3, retries=2)
    set_collection_terms(terms=terms, actor=None)
    return entity


def pays_by_autogiro(entity: LegalEntity, given: str, amount: str, reference: str, *, approved: bool = True) -> Mandate:
    """A customer with an item that is due, and a mandate."""
    customer = a_customer(given, "Lindqvist")
    set_payer_method(customer=customer, method="direct_debit", actor=None)
    asked = {"scheme": "autogiro", "account": "5000, 1234567", "signed_on": day("2026-07-01")}
    mandate = request_mandate(entity=entity, customer=customer, **asked, actor=None, today=TODAY)
    if approved:
        answer_mandate(mandate=mandate, approved=True, actor=None)
    a_receivable(customer, amount, entity=entity, reference=reference, due_on="2026-07-12")
    return mandate


def taken_in(content: str, name: str = "answer.txt") -> TakenIn:
    return import_bank_file(content=BytesIO(content.encode("iso-8859-1")), name=name, actor=None)


def autogiro(content: str, *records: str, giro: str = GIRO, on: str = "20260712") -> str:
    """A file of Bankgirot with an opening record."""
    return "\r\n".join([f"01AUTOGIRO              {on}            {content:<20}471117{giro}", *records]) + "\r\n"


def paid_or_not(mandate: Mandate, amount: str, reference: str, status: str) -> str:
    ore = int(Decimal(amount) * 100)
    return f"82202607120    {mandate.reference:0>16}{ore:0>12}{GIRO}{reference:<16}{'':10}{status}"


def specification(paid: str, *payments: str) -> str:
    """One deposit of one payment, then what failed."""
    ore = int(Decimal(paid) * 100)
    section = f"15{'3300001212121212':0>35}20260712{1:0>5}{ore:0>18}   {1:0>8} "
    return autogiro("BET. SPEC & STOPP TK", section, *payments, f"09202607129900{1:0>6}{1:0>12}{0:0>36}")


def advice(*said: tuple[Mandate, str]) -> str:
    """What became of mandates, by their comment codes."""
    records = [f"73{GIRO}{mandate.reference:0>16}{'':0>16}{'':0>12}     04{code}20260712" for mandate, code in said]
    return autogiro("AG-MEDAVI", *records, f"09202607129900{len(records):0>7}")


def rejected(mandate: Mandate, amount: str, reference: str, code: str) -> str:
    ore = int(Decimal(amount) * 100)
    record = f"82202607120   {mandate.reference:0>16}{ore:0>12}{reference:<16}{code}"
    return autogiro("AVVISADE BET UPPDR", record, f"09202607129900{0:0>18}{1:0>6}{ore:0>12}")


def report(message: str, *parts: str) -> str:
    """A pain.002 on an order."""
    head = "<GrpHdr><MsgId>A</MsgId><CreDtTm>2026-07-13T09:30:47Z</CreDtTm></GrpHdr>"
    group = f"<OrgnlGrpInfAndSts><OrgnlMsgId>{message}</OrgnlMsgId><OrgnlMsgNmId>pain</OrgnlMsgNmId></OrgnlGrpInfAndSts>"
    namespace = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"
    return f'<Document xmlns="{namespace}"><CstmrPmtStsRpt>{head}{group}{"".join(parts)}</CstmrPmtStsRpt></Document>'


def refused_part(part: str, code: str) -> str:
    reason = f"<StsRsnInf><Rsn><Cd>{code}</Cd></Rsn></StsRsnInf>"
    return f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{part}</OrgnlPmtInfId><PmtInfSts>RJCT</PmtInfSts>{reason}</OrgnlPmtInfAndSts>"


def refused_piece(reference: str, code: str) -> str:
    reason = f"<StsRsnInf><Rsn><Cd>{code}</Cd></Rsn></StsRsnInf>"
    piece = f"<TxInfAndSts><OrgnlEndToEndId>{reference}</OrgnlEndToEndId><TxSts>RJCT</TxSts>{reason}</TxInfAndSts>"
    return f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>P</OrgnlPmtInfId>{piece}</OrgnlPmtInfAndSts>"


def state_of(mandate: Mandate) -> tuple[str, str]:
    mandate.refresh_from_db()
    return mandate.state, mandate.code


def collection_of(mandate: Mandate) -> Collection:
    return Collection.objects.filter(mandate=mandate).latest("attempt")


def test_a_payment_specification_pays_items_and_tells_why_others_were_not_paid(norrvik):
    anna = pays_by_autogiro(norrvik, "Anna", "100.00", "10000016")
    bo = pays_by_autogiro(norrvik, "Bo", "200.00", "10000024")
    cleo = pays_by_autogiro(norrvik, "Cleo", "300.00", "10000032")
    dan = pays_by_autogiro(norrvik, "Dan", "400.00", "10000040")
    collected(norrvik)
    content = specification(
        "100.00",
        paid_or_not(anna, "100.00", "10000016", "0"),
        paid_or_not(bo, "200.00", "10000024", "1"),
        paid_or_not(cleo, "300.00", "10000032", "2"),
        paid_or_not(dan, "400.00", "10000040", "9"),
    )
    taken = taken_in(content)
    match_bank_lines(entity=norrvik, actor=None, as_of=day("2026-07-12"))
    told = [(collection_of(one).state, collection_of(one).code, collection_of(one).answered_on) for one in (anna, bo, cleo, dan)]
    on = day("2026-07-12")
    assert told == [("paid", "", on), ("failed", "1", on), ("failed", "2", on), ("under_way", "9", on)]
    assert [state_of(one)[0] for one in (anna, bo, cleo, dan)] == ["approved", "approved", "cancelled", "approved"]
    assert not OpenReceivable.objects.filter(receivable=collection_of(anna).receivable_id).exists()
    assert (taken.new_lines, taken.credit) == (1, Decimal("100.00"))
    # Only what lacked cover is tried again, three days later.
    assert planned(norrvik, day("2026-07-14")).planned_rows == 0
    [again] = collected(norrvik, day("2026-07-15"))
    assert (again.mandate, again.attempt) == (bo, 2)
    assert findings() == []


def test_the_same_file_again_changes_nothing(norrvik):
    anna = pays_by_autogiro(norrvik, "Anna", "100.00", "10000016")
    collected(norrvik)
    content = rejected(anna, "100.00", "10000016", "13")
    taken_in(content)
    assert not taken_in(content, "again.txt").is_new
    assert BankAnswer.objects.count() == 1
    assert (collection_of(anna).state, collection_of(anna).code) == ("failed", "13")


def test_a_debit_that_was_rejected_for_want_of_a_mandate_ends_the_mandate(norrvik):
    anna = pays_by_autogiro(norrvik, "Anna", "100.00", "10000016")
    collected(norrvik)
    taken_in(rejected(anna, "100.00", "10000016", "01"))
    assert state_of(anna) == ("cancelled", "01")


def test_mandates_that_were_asked_for_stand_or_are_refused_and_those_that_stood_end(norrvik):
    anna, bo, cleo, dan = (
        pays_by_autogiro(norrvik, name, "100.00", f"1000{place}", approved=name == "Dan")
        for place, name in enumerate(("Anna", "Bo", "Cleo", "Dan"))
    )
    taken_in(advice((anna, "32"), (bo, "23"), (cleo, "10"), (dan, "02")))
    assert [state_of(one) for one in (anna, bo, cleo, dan)] == [
        ("approved", ""),
        ("refused", "23"),
        ("requested", ""),
        ("cancelled", "02"),
    ]


def test_an_answer_about_another_amount_or_item_is_about_nothing_known(norrvik):
    anna = pays_by_autogiro(norrvik, "Anna", "100.00", "10000016")
    collected(norrvik)
    taken = taken_in(rejected(anna, "100.01", "10000016", "13"))
    assert collection_of(anna).state == "under_way"
    assert BankAnswer.objects.get().collection is None
    taken_in(rejected(anna, "100.00", "99999999", "13"))
    assert collection_of(anna).state == "under_way"
    # The mandate is known, so it is about somebody at least.
    assert [warning_words(each.code, each.parameters) for each in taken.warnings] == ["Answers of the bank to our orders: 1."]


def test_what_belongs_to_the_system_before_is_told_and_changes_nothing(norrvik):
    anna = pays_by_autogiro(norrvik, "Anna", "100.00", "10000016")
    anna.reference = "5550001"
    taken = taken_in(advice((anna, "33")))
    assert [each.code for each in taken.warnings] == ["answers.taken", "answers.about_nothing"]
    assert state_of(Mandate.objects.get())[0] == "approved"


def test_answers_to_somebody_else_are_refused_whole(norrvik):
    anna = pays_by_autogiro(norrvik, "Anna", "100.00", "10000016")
    with pytest.raises(CannotTakeAnswers, match=r"answer.txt, line 2: the bankgiro .* is not one of ours"):
        taken_in(advice((anna, "33")).replace(GIRO, "0099912346"))
    with pytest.raises(CannotTakeAnswers, match=r"“norrvik-000099” is no order that was made here"):
        taken_in(report("norrvik-000099", refused_piece("DEBIT-1", "AM04")))
    assert not BankAnswer.objects.exists()


@pytest.fixture
def hbl() -> PaymentOrder:
    """An order of two debits by SEPA, one the first of its mandate and one later."""
    entity = a_payer_back(code="hbl", country="FI", currency="EUR")
    iban = entity.bank_accounts.get(scheme="iban")
    terms = CollectionTerms(entity=entity, sepa_account=iban, creditor_id="FI97ZZZ12345678", days_before=5, retry_days=3, retries=2)
    set_collection_terms(terms=terms, actor=None)
    bo = a_customer("Bo", "Ek")
    set_payer_method(customer=bo, method="direct_debit", actor=None)
    asked = {"scheme": "sepa", "account": "FI2112345600000785", "signed_on": day("2026-07-01")}
    request_mandate(entity=entity, customer=bo, **asked, actor=None, today=TODAY)
    for reference in ("10000016", "10000024"):
        a_receivable(bo, "35.90", entity=entity, reference=reference, due_on="2026-07-12")
    return collected(entity)[0].order


def test_a_debit_that_a_bank_refused_climbs_the_ladder(hbl):
    first, second = Collection.objects.order_by("pk")
    taken_in(report(hbl.message_id, refused_piece(f"DEBIT-{first.pk}", "AM04")), "report.xml")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.code, first.answered_on, second.state) == ("failed", "AM04", day("2026-07-13"), "under_way")
    assert planned(hbl.entity, day("2026-07-15")).planned_rows == 0
    [again] = collected(hbl.entity, day("2026-07-16"))
    assert (again.receivable_id, again.attempt) == (first.receivable_id, 2)
    assert findings() == []


def test_a_part_that_a_bank_refused_may_be_ordered_again_at_once(hbl):
    taken_in(report(hbl.message_id, refused_part(f"{hbl.message_id}-FRST", "BE05")), "report.xml")
    assert list(Collection.objects.order_by("pk").values_list("sequence", "state")) == [("FRST", "withdrawn"), ("RCUR", "under_way")]
    hbl.refresh_from_db()
    assert hbl.withdrawn_at is None
    taken_in(report(hbl.message_id, refused_part(f"{hbl.message_id}-RCUR", "BE05")), "report.xml")
    hbl.refresh_from_db()
    assert hbl.withdrawn_at is not None
    assert planned(hbl.entity, day("2026-07-13")).planned_rows == 2
    assert findings() == []


@pytest.mark.parametrize(("code", "again", "mandate"), [("AM04", 1, "approved"), ("MD06", 0, "approved"), ("AC04", 0, "cancelled")])
def test_a_debit_that_comes_back_by_the_statement_opens_its_item_and_climbs_the_ladder(hbl, monkeypatch, code, again, mandate):
    monkeypatch.setitem(readers._readers, "lines", LINES_READER)
    first, second = Collection.objects.order_by("pk")
    ours = {"account": hbl.bank_account.number, "currency": "EUR"}
    paid = [
        Line("35.90", item.receivable.reference, on="2026-07-12", account="77", end_to_end_id=f"DEBIT-{item.pk}")
        for item in (first, second)
    ]
    bring_and_match(hbl.entity, *paid, **ours)
    assert not OpenReceivable.objects.exists()
    # The bank names the debit alone: amount and account are those of both, and the other was paid no earlier.
    returned = Line("-35.90", on="2026-07-14", account="77", end_to_end_id=f"DEBIT-{first.pk}", is_reversal=True, return_reason=code)
    bring(returned, number="2", **ours)
    match_bank_lines(entity=hbl.entity, actor=None, as_of=day("2026-07-14"))
    assert OpenReceivable.objects.get().receivable_id == first.receivable_id
    planned(hbl.entity, day("2026-07-14"))
    told = Collection.objects.filter(attempt=1).order_by("pk").values_list("state", "code", "mandate__state")
    assert list(told) == [("failed", code, mandate), ("paid", "", mandate)]
    assert planned(hbl.entity, day("2026-07-20")).planned_rows == again
    assert findings() == []


@pytest.fixture
def refunds(norrvik) -> PaymentOrder:
    for name in ("Anna", "Bo"):
        customer = a_customer(name, "Lindqvist")
        has_account(customer)
        paid_too_much(customer, "120.00", entity=norrvik)
    return ordered_refunds(norrvik)


def test_a_refund_that_the_bank_refused_stands_to_the_customers_credit_again(refunds):
    refused, gone = Refund.objects.order_by("pk")
    taken_in(report(refunds.message_id, refused_piece(f"REFUND-{refused.pk}", "AC04")), "report.xml")
    assert list(WithdrawnRefund.objects.values_list("refund", "withdrawn_on")) == [(refused.pk, day("2026-07-13"))]
    assert credit_of(refused) == Decimal("120.00") and credit_of(gone) == 0
    refunds.refresh_from_db()
    assert refunds.withdrawn_at is None
    assert findings() == []
    # The other one is refused later, by a file of its own; the first is not booked again.
    taken_in(report(refunds.message_id, refused_piece(f"REFUND-{gone.pk}", "AC04")), "report.xml")
    assert credit_of(refused) == credit_of(gone) == Decimal("120.00")
    assert findings() == []


def test_an_order_of_refunds_that_the_bank_refused_is_taken_back(refunds):
    taken_in(report(refunds.message_id, refused_part(refunds.message_id, "FF01")), "report.xml")
    refunds.refresh_from_db()
    assert refunds.withdrawn_at is not None and WithdrawnRefund.objects.count() == 2
    assert findings() == []


def credit_of(refund: Refund) -> Decimal:
    """What stands to the credit of whoever was to get it."""
    return sum(OpenPayment.objects.filter(payment__customer=refund.customer_id).values_list("open_amount", flat=True), Decimal(0))


@pytest.mark.sql
def test_statements_of_answers_about_debits(hbl):
    first = Collection.objects.order_by("pk")[0]
    taken = taken_in(report(hbl.message_id, refused_piece(f"DEBIT-{first.pk}", "AM04")), "report.xml")
    of_file = {"bank_file": taken.file.pk}
    BankAnswer.objects.update(collection=None)
    Collection.objects.update(state="under_way", code="", answered_on=None)
    assert twice("payment_orders/find_answered", **of_file) == 1
    assert twice("payment_orders/answer_collections", **of_file, ending=list(ENDING)) == 1


@pytest.mark.sql
def test_statements_of_answers_about_mandates_and_refunds(norrvik, refunds):
    anna = pays_by_autogiro(norrvik, "Anna", "100.00", "10000016")
    of_file = {"bank_file": taken_in(advice((anna, "33"))).file.pk}
    Mandate.objects.filter(pk=anna.pk).update(state="approved", code="")
    assert twice("payment_orders/answer_mandates", **of_file) == 1
    # A report that refused nothing yet: what it says is changed below, as if it had.
    of_file = {"bank_file": taken_in(report(refunds.message_id, refused_part(refunds.message_id, "FF01").replace("RJCT", "ACTC"))).file.pk}
    BankAnswer.objects.filter(order=refunds).update(verdict="failed")
    assert twice("payment_orders/write_refused_refunds", **of_file) == 2
    assert twice("payment_orders/refuse_orders", **of_file, now=clock.now()) == 1


def test_the_order_says_which_refund_the_bank_refused(desk, refunds, django_assert_max_num_queries):
    refused = Refund.objects.order_by("pk")[0]
    assert "refused by the bank" not in desk.get(refunds.url).content.decode()
    taken_in(report(refunds.message_id, refused_piece(f"REFUND-{refused.pk}", "AC04")), "report.xml")
    with django_assert_max_num_queries(15):
        assert desk.get(refunds.url).content.decode().count("refused by the bank") == 1


@pytest.fixture
def desk(client: Client, norrvik) -> Client:
    install_ready_roles()
    eva = take_on_staff(username="eva", password="not used here", full_name="Eva Berg", roles=["finance"], entities=[norrvik])
    client.force_login(eva)
    return client


def test_the_answers_are_looked_at(desk, norrvik, django_assert_max_num_queries):
    anna = pays_by_autogiro(norrvik, "Anna", "100.00", "10000016")
    collected(norrvik)
    taken_in(rejected(anna, "100.00", "10000016", "13"))
    with django_assert_max_num_queries(15):
        page = desk.get(reverse("payment_orders:answers")).content.decode()
    assert "Anna Lindqvist" in page and "13, the day is past" in page
    assert "Anna Lindqvist" not in desk.get(reverse("payment_orders:answers"), {"lost": "yes"}).content.decode()
    collection = desk.get(reverse("payment_orders:collection", args=[collection_of(anna).pk])).content.decode()
    assert "13, the day is past" in collection
