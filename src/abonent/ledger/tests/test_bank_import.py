"""A bank file comes in once, whole or not at all; equal lines are counted (R5)."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from django.db.models import Sum

from abonent.kit.refusals import Refusal
from abonent.ledger.models import BankFile, BankLine, BankLineDecision, BankStatement, JournalLine, StagedBankLine, UnknownBankLine
from abonent.ledger.operations import CannotImportBankFile, import_bank_file
from abonent.ledger.testing import Line, an_entity, bring

pytestmark = pytest.mark.django_db


def test_the_same_file_a_second_time_changes_nothing():
    an_entity()
    first = bring(Line("359.00", "1234567897"), Line("120.00"))
    again = bring(Line("359.00", "1234567897"), Line("120.00"))

    assert (first.is_new, first.new_lines, again.is_new, again.new_lines) == (True, 2, False, 0)
    assert BankFile.objects.count() == 1
    assert (again.entries, again.credit) == (first.entries, first.credit) == (2, Decimal("479.00"))


def test_two_equal_payments_in_one_file_are_two():
    an_entity()
    bring(Line("359.00", "1234567897", bank_reference="A"), Line("359.00", "1234567897", bank_reference="A"))
    assert sorted(BankLine.objects.values_list("occurrence", flat=True)) == [1, 2]


@pytest.mark.parametrize(("stored", "in_file", "added"), [(0, 1, 1), (1, 1, 0), (1, 2, 1), (2, 2, 0), (3, 2, 0), (2, 5, 3)])
def test_of_n_equal_lines_against_m_stored_those_above_m_are_new(stored: int, in_file: int, added: int):
    an_entity()
    if stored:
        bring(*[Line("100.00", "1234567897")] * stored, number="first")
    taken = bring(*[Line("100.00", "1234567897")] * in_file, number="second")

    assert taken.new_lines == added
    assert taken.known_lines == in_file - added
    assert BankLine.objects.count() == max(stored, in_file)


def test_overlapping_files_add_only_what_is_beyond():
    an_entity()
    bring(*[Line(f"{number}.00", name="A") for number in range(1, 11)])
    taken = bring(*[Line(f"{number}.00", name="A") for number in range(6, 16)], number="2")
    assert (taken.new_lines, taken.known_lines) == (5, 5)
    assert BankLine.objects.count() == 15


def test_a_notification_and_a_statement_of_the_same_movement_are_one_line():
    an_entity()
    bring(Line("359.00", "1234567897", account="8327-9 412", text="Tack", bank_reference="N1"), kind="notification")
    taken = bring(Line("359.00", "1234567897", account="83279412", text="OCR", bank_reference="S9"), kind="statement", number="2")
    assert taken.new_lines == 0


def test_pending_lines_are_not_taken_in():
    an_entity()
    taken = bring(Line("359.00"), Line("120.00", status="pending"), Line("80.00", status="information"))
    assert (taken.new_lines, taken.credit) == (1, Decimal("359.00"))


def test_a_file_for_a_strange_account_is_refused_with_that_reason_and_nothing_is_kept():
    an_entity()
    with pytest.raises(CannotImportBankFile, match="1234-5678.*not one of ours"):
        bring(Line("359.00"), account="1234-5678")
    assert not BankFile.objects.exists()
    assert not BankLine.objects.exists()
    assert not StagedBankLine.objects.exists()


def test_an_account_in_a_currency_that_the_books_are_not_kept_in_is_refused():
    entity = an_entity()
    entity.currency = "EUR"
    entity.save()
    with pytest.raises(CannotImportBankFile, match="SEK"):
        bring(Line("359.00"))


def test_a_file_of_no_known_format_is_refused():
    with pytest.raises(Refusal, match="letter.docx"):
        import_bank_file(content=BytesIO(b"PK\x03\x04"), name="letter.docx", actor=None)


def test_money_that_came_in_stands_on_the_bank_and_among_the_unknown_until_matched():
    entity = an_entity()
    bring(Line("359.00"), Line("120.00", on="2026-07-09"), Line("-25.00", name="Bank fee"))

    balance = {line["account__code"]: line["total"] for line in _balances()}
    assert balance == {"1930": Decimal("454.00"), "2999": Decimal("-454.00")}
    assert UnknownBankLine.objects.count() == 3
    assert entity.pk


def test_a_line_of_nothing_is_kept_but_waits_for_nobody():
    an_entity()
    bring(Line("0.00", name="Information"))
    assert BankLine.objects.count() == 1
    assert not UnknownBankLine.objects.exists()


def test_a_sum_that_is_listed_singly_in_another_file_is_not_booked_twice():
    an_entity()
    bring(Line("300.00", "1111111116", batch=1), Line("200.00", "2222222223", batch=1), kind="notification")
    taken = bring(Line("500.00", is_batch_sum=True), Line("-10.00"), kind="statement", number="2")

    assert (taken.new_lines, taken.known_lines) == (1, 1)
    assert _bank_balance() == Decimal("490.00")


def test_a_sum_that_came_first_gives_way_to_its_single_payments():
    an_entity()
    bring(Line("500.00", is_batch_sum=True), kind="statement")
    bring(Line("300.00", "1111111116", batch=1), Line("200.00", "2222222223", batch=1), kind="notification", number="2")

    assert BankLineDecision.objects.get().kind == "itemised"
    assert sorted(UnknownBankLine.objects.values_list("bank_line__amount", flat=True)) == [Decimal("200.00"), Decimal("300.00")]
    assert _bank_balance() == Decimal("500.00")

    again = bring(Line("500.00", is_batch_sum=True), Line("1.00"), kind="statement", number="3")
    assert again.new_lines == 1
    assert _bank_balance() == Decimal("501.00")


def test_two_equal_sums_need_two_groups_of_payments():
    an_entity()
    bring(Line("500.00", is_batch_sum=True), Line("500.00", is_batch_sum=True), kind="statement")
    bring(Line("500.00", "1111111116", batch=1), kind="notification", number="2")
    assert sorted(UnknownBankLine.objects.values_list("bank_line__is_batch_sum", flat=True)) == [False, True]
    assert _bank_balance() == Decimal("1000.00")


def test_a_sum_and_a_group_in_one_file_are_two_movements():
    an_entity()
    bring(Line("500.00", is_batch_sum=True), Line("300.00", batch=1), Line("200.00", batch=1))
    assert UnknownBankLine.objects.count() == 3
    assert _bank_balance() == Decimal("1000.00")


def test_each_statement_says_how_much_of_it_was_known():
    an_entity()
    bring(Line("100.00"), Line("50.00"))
    bring(Line("100.00"), Line("70.00"), number="2")
    known = BankStatement.objects.get(statement_id="2")
    assert (known.known_lines, known.known_amount, known.credit) == (1, Decimal("100.00"), Decimal("170.00"))


def _balances():
    return JournalLine.objects.values("account__code").annotate(total=Sum("amount")).order_by("account__code")


def _bank_balance() -> Decimal:
    return JournalLine.objects.filter(account__code="1930").aggregate(total=Sum("amount"))["total"]
