"""The pages of the ledger."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.catalog.models import TaxCategory
from abonent.customers.models import Customer
from abonent.customers.testing import a_customer
from abonent.ledger.models import (
    AccountMapping,
    Allocation,
    BankLine,
    BankLineDecision,
    BankUpload,
    JournalEntry,
    OpenPayment,
    OpenReceivable,
    Payment,
    UnknownBankLine,
)
from abonent.ledger.operations import post_payment
from abonent.ledger.testing import TODAY, Line, a_bank_file, a_receivable, an_entity, bring

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Target": "bank"}


def upload(desk, *lines: Line, name: str = "camt.xml", **statement):
    file = SimpleUploadedFile(name, a_bank_file(*lines, **statement).read())
    return desk.post("/bank/uploads/", {"files": [file]}, follow=True).content.decode()


def the_line(amount: str, **said) -> BankLine:
    bring(Line(amount, **said), number=str(BankLine.objects.count()))
    return BankLine.objects.latest("pk")


def test_a_file_that_was_brought_is_matched_and_the_page_says_what_became_of_it(desk, norrvik, anna):
    a_receivable(anna, "500.00", entity=norrvik, reference="10000016")
    page = upload(desk, Line("500.00", "10000016"), Line("77.00", name="OKAND"))
    assert "2 lines, 577,00\u00a0kr in. 1 matched, 1 left." in page
    assert "OKAND" in page
    again = upload(desk, Line("500.00", "10000016"), Line("77.00", name="OKAND"))
    assert "taken in before" in again


def test_a_refused_file_says_why(desk, norrvik):
    assert "5402-9681, which is not one of ours" in upload(desk, Line("1.00"), account="5402-9681")


def test_a_large_file_is_left_to_a_worker(desk, norrvik, monkeypatch):
    monkeypatch.setattr("abonent.ledger.views.uploads.READ_AT_ONCE", 10)
    page = upload(desk, Line("1.00"))
    assert "You can leave this page" in page
    assert 'hx-trigger="every 1s"' in page


@pytest.mark.parametrize(
    ("state", "words"),
    [("reading", "0 lines so far"), ("waiting", "A worker will take it in"), ("failed", "nothing of the file was taken in")],
)
def test_how_far_a_file_is_is_said_while_it_is_taken_in(desk, eva, state, words):
    batch = BankUpload.objects.create(batch=uuid4(), name="large.xml", size=1, state=state, brought_by=eva).batch
    answer = desk.get(f"/bank/uploads/{batch}/")
    assert words in answer.content.decode()
    assert ("HX-Refresh" in answer) is (state == "failed")
    desk.logout()
    assert desk.get(f"/bank/uploads/{batch}/").status_code == 302


def test_amounts_of_the_queue_stand_with_their_currency_where_it_mixes_several(desk, eva, norrvik):
    the_line("600.00")
    assert '<span class="num strong">600,00</span>' in desk.get("/bank/").content.decode()

    eva.entities.add(an_entity(code="pohjola", country="FI", currency="EUR", bankgiro="54029681"))
    bring(Line("70.00"), account="54029681", currency="EUR")
    page = desk.get("/bank/").content.decode()

    assert '<span class="num strong">600,00\u00a0kr</span>' in page
    assert '<span class="num strong">70,00\u00a0€</span>' in page


def test_the_account_of_a_payer_is_read_in_groups_of_four(desk, norrvik):
    line = the_line("600.00", account="SE3550000000054910000003")
    for page in ("/bank/", f"/bank/lines/{line.pk}/"):
        assert "SE35 5000 0000 0549 1000 0003" in desk.get(page).content.decode()


@pytest.mark.parametrize(("amount", "said"), [("600.00", "from Bygg AB"), ("-600.00", "to Bygg AB")])
def test_money_that_goes_out_is_said_to_go_to_somebody(desk, norrvik, amount, said):
    the_line(amount, name="Bygg AB")
    assert said in desk.get("/bank/").content.decode()


def test_a_national_account_number_is_read_as_it_is(desk, norrvik):
    assert "83279412345" in desk.get(f"/bank/lines/{the_line('600.00', account='83279412345').pk}/").content.decode()


def test_accepting_a_candidate_books_what_the_page_showed_and_goes_on_to_the_next_line(desk, norrvik, anna):
    owed = a_receivable(anna, "500.00", entity=norrvik)
    first, second = the_line("600.00", name="LINDQVIST ANNA"), the_line("1.00", name="OKAND")
    shown = desk.get(f"/bank/?line={first.pk}").content.decode()
    assert f'name="item" value="{owed.pk}:500.00"' in shown

    answer = desk.post(f"/bank/lines/{first.pk}/acceptance/", {"customer": anna.pk, "item": f"{owed.pk}:500.00"}, headers=HTMX)

    assert Payment.objects.get().amount == 600
    assert OpenPayment.objects.get().open_amount == 100
    assert answer["HX-Replace-Url"] == f"/bank/?line={second.pk}"
    assert "600,00" in answer.content.decode()


def test_without_script_the_same_form_leads_back_to_the_page(desk, norrvik, anna):
    line = the_line("600.00")
    answer = desk.post(f"/bank/lines/{line.pk}/acceptance/", {"customer": anna.pk})
    assert (answer.status_code, answer["Location"]) == (302, "/bank/")


def test_a_candidate_whose_item_was_paid_meanwhile_is_refused_and_the_line_stays(desk, norrvik, anna):
    owed = a_receivable(anna, "500.00", entity=norrvik)
    line = the_line("500.00", name="LINDQVIST ANNA")
    post_payment(entity=norrvik, customer=anna, amount=Decimal("500.00"), received_on=TODAY, method="cash", actor=None, today=TODAY)
    page = desk.post(f"/bank/lines/{line.pk}/acceptance/", {"customer": anna.pk, "item": f"{owed.pk}:500.00"}, follow=True)
    assert "Nothing was booked; look again" in page.content.decode()
    assert UnknownBankLine.objects.count() == 1


@pytest.mark.parametrize("posted", [{}, {"customer": "999999999"}, {"customer": "x"}, {"item": "1:two"}])
def test_a_form_that_somebody_has_tampered_with_books_nothing(desk, norrvik, anna, posted):
    line = the_line("500.00")
    desk.post(f"/bank/lines/{line.pk}/acceptance/", {"customer": anna.pk, **posted} if "item" in posted else posted)
    assert not Payment.objects.exists()


def test_the_latest_decision_is_undone_and_its_line_is_chosen_again(desk, norrvik, anna):
    line = the_line("600.00", name="LINDQVIST ANNA")
    page = desk.post(f"/bank/lines/{line.pk}/acceptance/", {"customer": anna.pk}, follow=True).content.decode()
    undo = page.split("/bank/acts/")[1].split('"')[0]
    answer = desk.post(f"/bank/acts/{undo}", headers=HTMX)
    assert f'data-shown="{line.pk}"' in answer.content.decode()
    assert UnknownBankLine.objects.filter(bank_line=line).exists()


def test_a_line_is_set_aside_as_a_fee(desk, norrvik):
    line = the_line("-45.00", text="Avgift")
    desk.post(f"/bank/lines/{line.pk}/setting-aside/", {"kind": "fee"})
    assert BankLineDecision.objects.get().kind == "fee"
    assert "Bank fee" in desk.get(f"/bank/lines/{line.pk}/").content.decode()


def test_a_kind_of_fee_that_does_not_exist_sets_nothing_aside(desk, norrvik):
    line = the_line("-45.00")
    desk.post(f"/bank/lines/{line.pk}/setting-aside/", {"kind": "gift"})
    assert not BankLineDecision.objects.exists()


def test_a_line_is_divided_between_two_customers_only_if_nothing_is_left(desk, norrvik, anna):
    bo = a_customer("Bo", "Ek")
    owed = a_receivable(anna, "300.00", entity=norrvik)
    line = the_line("718.00")
    url = f"/bank/lines/{line.pk}/split/"
    assert "300,00" in desk.get(url, {"customer": anna.pk, "add": "Bo Ek"}).content.decode()
    shares = {"customer": [anna.pk, bo.pk], f"item_{owed.pk}": "300", f"account_{anna.pk}": "59,00"}
    short = desk.post(url, shares)
    assert (short.status_code, "359,00\u00a0kr is not divided yet" in short.content.decode()) == (422, True)
    desk.post(url, {**shares, f"account_{bo.pk}": "359,00"})
    assert sorted(Payment.objects.values_list("customer", "amount")) == [(anna.pk, 359), (bo.pk, 359)]
    assert not OpenReceivable.objects.exists()


def test_a_customer_is_found_by_number_name_or_document(desk, norrvik, anna):
    a_receivable(anna, "500.00", entity=norrvik, number="2026-77", reference="10000016")
    line = the_line("500.01")
    for typed in (anna.number, "lindqvist anna", "2026-77", "1000 0016"):
        found = desk.get("/bank/", {"line": line.pk, "q": typed}, headers={"HX-Request": "true", "HX-Target": "bank-candidates"})
        assert "Anna Lindqvist" in found.content.decode(), typed
        assert f"{anna.pk}" in found.content.decode()


def test_a_payment_shows_what_it_settled_and_why_and_an_item_is_opened_again(desk, norrvik, anna):
    a_receivable(anna, "500.00", entity=norrvik, number="2026-77")
    payment = post_payment(
        entity=norrvik, customer=anna, amount=Decimal("600.00"), received_on=TODAY, method="card", actor=None, today=TODAY
    )
    page = desk.get(f"/payments/{payment.pk}/").content.decode()
    assert "2026-77" in page and "Oldest first" in page and "100,00" in page
    answer = desk.post(f"/allocations/{payment.allocations.get().pk}/withdrawal/", follow=True).content.decode()
    assert "2026-77 is open again" in answer
    assert OpenPayment.objects.get().open_amount == 600
    undo = answer.split("/acts/")[1].split('"')[0]
    desk.post(f"/acts/{undo}")
    assert OpenPayment.objects.get().open_amount == 100


def test_money_on_account_settles_an_item_that_came_later(desk, norrvik, anna):
    payment = post_payment(
        entity=norrvik, customer=anna, amount=Decimal("600.00"), received_on=TODAY, method="card", actor=None, today=TODAY
    )
    owed = a_receivable(anna, "500.00", entity=norrvik)
    desk.post(f"/payments/{payment.pk}/allocation/", {"receivable": owed.pk})
    assert (OpenPayment.objects.get().open_amount, Allocation.objects.get().amount) == (100, 500)


def test_a_payment_is_taken_back(desk, norrvik, anna):
    payment = post_payment(
        entity=norrvik, customer=anna, amount=Decimal("600.00"), received_on=TODAY, method="card", actor=None, today=TODAY
    )
    assert "Taken back" in desk.post(f"/payments/{payment.pk}/withdrawal/", follow=True).content.decode()
    assert Payment.objects.filter(returns=payment).exists()


def test_open_items_are_listed_by_age_and_currency_with_totals(desk, norrvik, anna):
    a_receivable(anna, "100.00", entity=norrvik, due_on="2020-01-01", number="old")
    a_receivable(anna, "30.00", entity=norrvik, due_on="2999-01-01", number="young")
    page = desk.get("/receivables/?currency=SEK").content.decode()
    assert "old" in page and "young" in page and "130,00" in page
    overdue = desk.get("/receivables/?age=overdue").content.decode()
    assert ">old<" in overdue and ">young<" not in overdue


def test_an_entry_shows_debit_and_credit_and_that_they_sum_to_zero(desk, norrvik, anna):
    a_receivable(anna, "100.00", entity=norrvik)
    page = desk.get(f"/journal/{JournalEntry.objects.get().pk}/").content.decode()
    assert "Sums to zero" in page and "100,00" in page
    assert "Taken over" in desk.get("/journal/?kind=imported").content.decode()


def test_a_purpose_is_posted_to_another_account_by_who_may(desk, norrvik, eva):
    fee = AccountMapping.objects.get(entity=norrvik, purpose="bank_fee")
    other = norrvik.accounts.filter(subledger="").exclude(pk=fee.account_id).first()
    assert desk.post(f"/accounts/mappings/{fee.pk}/", {"account": other.pk}).status_code == 302
    fee.refresh_from_db()
    assert fee.account == other


def test_the_vat_class_of_an_account_is_named_not_coded(desk, norrvik):
    TaxCategory.objects.create(code="press_daily", name={"en": "Daily newspaper", "sv": "Dagstidning", "fi": "Sanomalehti"})
    assert AccountMapping.objects.filter(entity=norrvik, tax_category="press_daily").exists()
    page = desk.get("/accounts/").content.decode()
    assert "Daily newspaper" in page or "Dagstidning" in page
    assert "press_daily" not in page


def test_the_customer_page_has_balance_and_payments(desk, norrvik, anna):
    a_receivable(anna, "500.00", entity=norrvik, number="2026-77", due_on="2020-01-01")
    post_payment(entity=norrvik, customer=anna, amount=Decimal("100.00"), received_on=TODAY, method="card", actor=None, today=TODAY)
    side = desk.get(reverse("ledger:balance_panel", args=[anna.pk])).content.decode()
    assert "400,00\u00a0kr" in side and "overdue" in side and "2026-77" in side
    tab = desk.get(f"/customers/{anna.number}/?tab=payments").content.decode()
    assert "list-items_of_customer" in tab and "list-payments_of_customer" in tab


def test_the_balance_says_what_is_used_of_the_credit_limit_and_what_is_free(desk, norrvik, anna):
    def panel():
        return desk.get(reverse("ledger:balance_panel", args=[anna.pk])).content.decode().replace("\u00a0", " ")

    assert "Credit limit" not in panel()
    Customer.objects.filter(pk=anna.pk).update(credit_limit=450)
    assert "450,00 kr" in panel() and "0,00 used" in panel() and "450,00 free" in panel()
    a_receivable(anna, "500.00", entity=norrvik)
    assert "500,00 used" in panel() and "50,00 too much" in panel()
    post_payment(entity=norrvik, customer=anna, amount=Decimal("100.00"), received_on=TODAY, method="card", actor=None, today=TODAY)
    assert "400,00 used" in panel() and "50,00 free" in panel()


def test_a_reference_typed_into_the_search_box_jumps_to_its_item(desk, norrvik, anna):
    owed = a_receivable(anna, "500.00", entity=norrvik, reference="1048820776", number="N-77")
    for typed in ("1048 820 776", "N-77"):
        assert desk.get("/search/", {"q": typed}).headers.get("Location") == f"/receivables/{owed.pk}/", typed


def test_nothing_of_a_company_that_is_not_mine_is_shown(desk, norrvik, anna, eva):
    owed = a_receivable(anna, "500.00", entity=norrvik, number="2026-77", reference="10000016")
    line = the_line("600.00", name="LINDQVIST ANNA")
    payment = post_payment(entity=norrvik, customer=anna, amount=Decimal("1.00"), received_on=TODAY, method="card", actor=None, today=TODAY)
    entry = JournalEntry.objects.latest("pk")
    mapping = AccountMapping.objects.first()
    eva.entities.clear()
    for url in (
        f"/receivables/{owed.pk}/",
        f"/payments/{payment.pk}/",
        f"/journal/{entry.pk}/",
        f"/bank/lines/{line.pk}/",
        f"/bank/lines/{line.pk}/split/",
        f"/bank/statements/{line.statement_id}/",
        f"/bank/files/{line.statement.bank_file_id}/",
        f"/bank/files/{line.statement.bank_file_id}/raw/",
        f"/accounts/mappings/{mapping.pk}/",
    ):
        assert desk.get(url).status_code == 404, url
    for url in ("/receivables/", "/payments/", "/journal/", "/bank/", "/bank/files/", "/bank/statements/", "/accounts/"):
        page = desk.get(url).content.decode()
        assert "Lindqvist" not in page and "LINDQVIST" not in page and "Norrvik" not in page, url
    assert desk.post(f"/bank/lines/{line.pk}/acceptance/", {"customer": anna.pk}).status_code == 404
    found = desk.get("/search/", {"q": "2026-77"})
    assert found.status_code == 200 and f"/receivables/{owed.pk}/" not in found.content.decode()


def test_who_may_only_look_is_offered_no_act(client, norrvik, anna):
    install_ready_roles()
    client.force_login(take_on_staff(username="ulla", password="not used here", full_name="Ulla Ek", roles=["auditor"], entities=[norrvik]))
    line = the_line("600.00", name="LINDQVIST ANNA")
    page = client.get("/bank/").content.decode()
    assert "LINDQVIST ANNA" in page and "acceptance" not in page and "uploads" not in page
    assert client.post(f"/bank/lines/{line.pk}/acceptance/", {"customer": anna.pk}).status_code == 403


def test_the_bank_page_takes_few_statements_however_many_lines_wait(desk, norrvik, anna, django_assert_max_num_queries):
    a_receivable(anna, "500.00", entity=norrvik)
    bring(*[Line(f"{number}.00", name="LINDQVIST ANNA", account="111", text=f"no {number}") for number in range(1, 40)])
    with django_assert_max_num_queries(15):
        desk.get("/bank/")


@pytest.mark.parametrize("url", ["/receivables/", "/payments/", "/journal/", "/bank/files/", "/bank/statements/", "/accounts/"])
def test_the_lists_take_few_statements(desk, norrvik, anna, url, django_assert_max_num_queries):
    for number in range(5):
        a_receivable(anna, "500.00", entity=norrvik, number=f"N{number}")
        the_line(f"{number + 1}.00")
        post_payment(entity=norrvik, customer=anna, amount=Decimal("1.00"), received_on=TODAY, method="card", actor=None, today=TODAY)
    with django_assert_max_num_queries(12):
        assert desk.get(url).status_code == 200
    assert desk.get(f"{url}?export=csv").status_code == 200


def test_a_statement_says_whether_its_balances_agree(desk, norrvik):
    line = the_line("600.00")
    page = desk.get(f"/bank/statements/{line.statement_id}/").content.decode()
    assert "600,00" in page
    assert desk.get(f"/bank/files/{line.statement.bank_file_id}/").status_code == 200
    assert b"".join(desk.get(f"/bank/files/{line.statement.bank_file_id}/raw/").streaming_content).startswith(b"bank lines for tests")
