"""Letters about accounts: their figures are the ledger's after the day, their file is kept to the byte, and each is sent once."""

from __future__ import annotations

import hashlib
import io
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Sum
from pypdf import PdfReader

from abonent.access.models import StaffUser
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.billing.account_facts import account_facts
from abonent.billing.messages import MESSAGE_KINDS
from abonent.billing.models import AccountLetter
from abonent.billing.operations.account_letters import CannotWrite, mail_account_letter, write_account_letter
from abonent.billing.operations.forgetting import forget_account_letters
from abonent.correspondence.models import OutgoingMessage
from abonent.customers.models import ContactPoint, Customer
from abonent.customers.testing import a_customer
from abonent.kit.files import read_stored
from abonent.kit.periods import day
from abonent.ledger.models import JournalLine
from abonent.ledger.operations import post_payment
from abonent.ledger.testing import TODAY, a_receivable, an_entity
from abonent.organisation.models import LegalEntity

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def norrvik(db: None) -> LegalEntity:
    entity = an_entity()
    LegalEntity.objects.filter(pk=entity.pk).update(email="office@norrvik.example", phone="", web="")
    entity.refresh_from_db()
    return entity


@pytest.fixture
def anna(norrvik) -> Customer:
    """Two invoices, of which one is paid in part; a payment that came later."""
    anna = a_customer("Anna", "Lindqvist", language="en")
    a_receivable(anna, "359.00", entity=norrvik, opened_on="2026-05-01", due_on="2026-05-31", number="1001")
    a_receivable(anna, "500.00", entity=norrvik, opened_on="2026-06-10", due_on="2026-07-10", number="1002")
    paid(norrvik, anna, "300.00", "2026-06-15")
    paid(norrvik, anna, "59.00", "2026-07-05")
    return anna


def paid(entity: LegalEntity, customer: Customer, amount: str, on: str) -> None:
    post_payment(entity=entity, customer=customer, amount=Decimal(amount), received_on=day(on), method="cash", actor=None, today=TODAY)


def written(entity: LegalEntity, customer: Customer, kind: str = "statement", **said: date | None) -> AccountLetter:
    days = {"from_on": day("2026-06-01"), "as_of": day("2026-06-30"), **said}
    return write_account_letter(entity=entity, customer=customer, currency="SEK", kind=kind, actor=None, today=TODAY, **days)


def text_of(letter: AccountLetter) -> str:
    return " ".join("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(read_stored(letter.stored_file))).pages).split())


def test_a_statement_goes_from_the_opening_to_the_closing_balance(norrvik, anna):
    letter = written(norrvik, anna)
    text = text_of(letter)
    assert letter.balance == Decimal("559.00")
    for said in ("Statement of account", "Opening balance", "359,00", "1002", "859,00", "Payment", "-300,00", "Closing balance", "559,00"):
        assert said.replace("-", "−") in text.replace("-", "−"), (said, text)
    assert "1001" not in text.partition("Closing")[0].partition("Opening")[2], "it is in the opening balance"


def test_a_confirmation_names_what_was_open_after_the_day_and_asks_for_a_signature(norrvik, anna):
    letter = written(norrvik, anna, "confirmation", from_on=None)
    text = text_of(letter)
    for said in ("Balance confirmation", "1001", "59,00", "1002", "500,00", "559,00", "Your answer", "Name and signature"):
        assert said in text, (said, text)


def test_a_letter_speaks_the_language_of_the_customer(norrvik, anna):
    Customer.objects.filter(pk=anna.pk).update(language="sv")
    anna.refresh_from_db()
    letter = written(norrvik, anna)
    assert letter.language == "sv"
    assert "559,00" in text_of(letter)


@pytest.mark.parametrize("as_of", ["2026-04-30", "2026-05-01", "2026-06-14", "2026-06-15", "2026-07-04", "2026-07-09"])
def test_the_figures_are_the_journals_after_any_day(norrvik, anna, as_of):
    lines = JournalLine.objects.filter(customer=anna, account__subledger__in=["receivable", "on_account"], entry__posted_on__lte=as_of)
    expected = lines.aggregate(total=Sum("document_amount"))["total"] or Decimal(0)
    found = account_facts(entity=norrvik, customers=[anna.pk], as_of=day(as_of)).get((anna.pk, "SEK"))
    assert (found.balance if found else 0) == expected
    if found:
        assert found.owed - found.on_account == found.balance
        assert sum(found.ages(day(as_of)).values()) == found.owed


def test_money_on_account_stands_in_a_confirmation(norrvik, anna):
    paid(norrvik, anna, "600.00", "2026-07-06")
    account = account_facts(entity=norrvik, customers=[anna.pk], as_of=TODAY)[anna.pk, "SEK"]
    assert (account.owed, account.on_account, account.balance) == (0, Decimal("100.00"), Decimal("-100.00"))
    assert "Paid, on account" in text_of(written(norrvik, anna, "confirmation", from_on=None, as_of=TODAY))


def test_the_file_is_kept_to_the_byte_whatever_happens_afterwards(norrvik, anna):
    letter = written(norrvik, anna)
    before = read_stored(letter.stored_file)
    paid(norrvik, anna, "100.00", "2026-06-20")
    again = AccountLetter.objects.get(pk=letter.pk)
    assert read_stored(again.stored_file) == before
    assert hashlib.sha256(before).hexdigest() == again.stored_file.sha256
    assert again.balance == Decimal("559.00")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"from_on": day("2026-07-01")}, "letter.order"),
        ({"as_of": TODAY + timedelta(days=1)}, "letter.to_come"),
        ({"from_on": day("2026-01-01"), "as_of": day("2026-04-30")}, "letter.no_account"),
    ],
)
def test_a_letter_that_cannot_be_is_refused_with_the_reason(norrvik, anna, said, code):
    with pytest.raises(CannotWrite) as refused:
        written(norrvik, anna, **said)
    assert refused.value.code == code
    assert not AccountLetter.objects.exists()


def test_a_letter_is_mailed_once_and_again_only_when_asked(norrvik, anna):
    letter = written(norrvik, anna)
    with pytest.raises(CannotWrite, match="no e-mail address that works"):
        mail_account_letter(letter=letter, actor=None)
    ContactPoint.objects.create(customer=anna, kind="email", value="anna@example.se", normalised="anna@example.se")
    message = mail_account_letter(letter=letter, actor=None)
    assert (message.address, message.customer) == ("anna@example.se", anna)
    kind = next(kind for kind in MESSAGE_KINDS if kind.code == message.kind)
    words = kind.words(message.said)
    assert "Statement of account from" in words.subject
    assert "559" in words.body
    assert kind.attachments(letter.pk)[0].content == read_stored(letter.stored_file)
    OutgoingMessage.objects.update(state="refused", decided_at=message.queued_at)
    assert mail_account_letter(letter=letter, actor=None).ordinal == 2


def test_letters_of_the_forgotten_are_empty_and_their_rows_stay(norrvik, anna):
    letter = written(norrvik, anna)
    forget_account_letters([anna.pk], TODAY)
    letter.stored_file.refresh_from_db()
    assert read_stored(letter.stored_file) == b""


@pytest.fixture
def desk(client, norrvik):
    install_ready_roles()
    eva = take_on_staff(username="eva", password="not used here", full_name="Eva Berg", roles=["finance"], entities=[norrvik])
    client.force_login(eva)
    return client


def test_what_is_shown_is_written_found_and_fetched_again(desk, norrvik, anna):
    address = f"/account-letters/of/{anna.pk}/new/"
    assert "Norrvik AB, SEK" in desk.get(address).content.decode()
    said = {"kind": "statement", "account": f"{norrvik.pk} SEK", "from_on": "2026-06-01", "as_of": "2026-06-30"}
    shown = desk.post(address, said, headers={"HX-Request": "true", "HX-Target": "letter-effect"}).content.decode()
    assert "559,00" in shown or "559.00" in shown
    effect = shown.split('name="effect" value="')[1].split('"')[0]
    page = desk.post(address, {**said, "effect": effect}, follow=True).content.decode()
    letter = AccountLetter.objects.get()
    assert letter.stored_file.sha256 in page
    assert "as it was made" in page
    fetched = desk.get(f"/account-letters/{letter.pk}/pdf/").content
    assert hashlib.sha256(fetched).hexdigest() == letter.stored_file.sha256
    for asked in (
        f"q={anna.number}",
        "q=lindqvist",
        f"q={letter.stored_file.sha256}",
        "kind=statement",
        "balance_from=559",
        "until=2026-06-30",
    ):
        assert anna.name in desk.get(f"/account-letters/?{asked}").content.decode(), asked
    assert anna.name not in desk.get("/account-letters/?kind=confirmation").content.decode()


def test_what_has_changed_since_it_was_shown_is_shown_again(desk, norrvik, anna):
    said = {"kind": "confirmation", "account": f"{norrvik.pk} SEK", "as_of": "2026-07-09"}
    answer = desk.post(f"/account-letters/of/{anna.pk}/new/", {**said, "effect": "old"})
    assert 'name="effect"' in answer.content.decode()
    assert not AccountLetter.objects.exists()


def test_the_archive_says_when_a_file_is_not_the_one_that_was_made(desk, norrvik, anna, settings):
    letter = written(norrvik, anna)
    key = letter.stored_file.key
    default_storage.delete(key)
    assert "not in the archive" in desk.get(letter.url).content.decode()
    assert "not in the archive" in desk.get(f"/account-letters/{letter.pk}/pdf/", follow=True).content.decode()
    default_storage.save(key, ContentFile(b"another"))
    assert "not the file that was made" in desk.get(letter.url).content.decode()
    assert Path(settings.MEDIA_ROOT).exists()


def test_nobody_reaches_a_letter_of_a_company_he_does_not_work_for(desk, anna):
    other = an_entity(code="sodervik", bankgiro="5402-9681")
    a_receivable(anna, "10.00", entity=other, opened_on="2026-06-01")
    letter = written(other, anna)
    assert desk.get(letter.url).status_code == 404
    assert desk.get(f"/account-letters/{letter.pk}/pdf/").status_code == 404
    assert "Sodervik" not in desk.get(f"/account-letters/of/{anna.pk}/new/").content.decode()
    assert StaffUser.objects.count() == 1
