"""Letters to all: who is written to, by which way, each once; the print file in the order of the post; the e-mails through the outbox."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
from pypdf import PdfReader

from abonent.access.models import StaffUser
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.billing.models import AccountLetter, AccountLetterPlan, PrintFile
from abonent.billing.operations.account_letters import CannotWrite
from abonent.billing.operations.letter_runs import CannotMailLetters, begin_letters, hold_letters, mail_letters, withdraw_letters
from abonent.billing.testing import a_payer
from abonent.correspondence.models import OutgoingMessage
from abonent.customers.models import Customer
from abonent.kit.files import read_stored
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.ledger.operations import post_payment
from abonent.ledger.testing import TODAY, a_receivable, an_entity
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Act, Run
from abonent.runs.operations import approve_run, commit_run, plan_run, undo_act

pytestmark = pytest.mark.django_db
JUNE = day("2026-06-30")


@pytest.fixture(autouse=True)
def _files(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def norrvik(db: None) -> LegalEntity:
    entity = an_entity()
    LegalEntity.objects.filter(pk=entity.pk).update(email="office@norrvik.example")
    entity.refresh_from_db()
    return entity


@pytest.fixture
def people(norrvik) -> dict[str, Customer]:
    """Who owes 500, who owes 500 and reads mail, who has 50 on account, who owes 10."""
    found = {name: a_payer(name, "Ek") for name in ("Anna", "Bo", "Cia", "Dan")}
    Customer.objects.filter(pk=found["Bo"].pk).update(invoice_channel="email")
    found["Bo"].contact_points.create(kind="email", value="bo@example.se", normalised="bo@example.se")
    for name, amount in (("Anna", "500.00"), ("Bo", "500.00"), ("Dan", "10.00")):
        a_receivable(found[name], amount, entity=norrvik, opened_on="2026-06-01", due_on="2026-06-20", number=f"{name}-1")
    post_payment(
        entity=norrvik,
        customer=found["Cia"],
        amount=Decimal("50.00"),
        received_on=day("2026-06-10"),
        method="cash",
        actor=None,
        today=TODAY,
    )
    return found


def planned(entity: LegalEntity, least: str = "50.00", kind: str = "confirmation", from_on: date | None = None) -> Run:
    run = begin_letters(entity=entity, kind=kind, from_on=from_on, as_of=JUNE, least=Decimal(least), actor=None, today=TODAY)
    return plan_run(run=run)


def committed(run: Run) -> Run:
    approve_run(run=run, actor=None)
    commit_run(run=run)
    run.refresh_from_db()
    return run


def test_whoever_owes_so_much_or_has_it_in_his_favour_is_written_to_by_his_way(norrvik, people):
    run = planned(norrvik)
    rows = {row.customer.given_name: row for row in AccountLetterPlan.objects.filter(run=run).select_related("customer")}
    assert {name: (row.balance, row.channel) for name, row in rows.items()} == {
        "Anna": (Decimal("500.00"), "paper"),
        "Bo": (Decimal("500.00"), "email"),
        "Cia": (Decimal("-50.00"), "paper"),
    }
    assert (run.planned_rows, run.total_amount) == (3, Decimal("950.00"))


def test_a_run_writes_each_letter_once_and_puts_paper_into_one_file(norrvik, people):
    run = committed(planned(norrvik))
    assert run.state == "done"
    letters = AccountLetter.objects.filter(run=run)
    assert {letter.customer for letter in letters} == {people["Anna"], people["Bo"], people["Cia"]}
    commit_run(run=run)
    assert letters.count() == 3
    file = PrintFile.objects.get(run_id=run.pk)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(read_stored(file.stored_file))).pages]
    assert (file.invoices, file.pages, len(pages)) == (2, 3, 3)
    assert "2 brev" in pages[0] or "2 letters" in pages[0]
    assert "Anna-1" in pages[1]


def test_who_is_held_back_is_not_written_to(norrvik, people):
    run = planned(norrvik)
    anna = AccountLetterPlan.objects.get(run=run, customer=people["Anna"])
    assert hold_letters(run=run, ordinals=[anna.ordinal], held=True, actor=None) == 1
    undo_act(act=Act.objects.get(verb="hold_letters"), actor=None, today=TODAY)
    assert not AccountLetterPlan.objects.get(run=run, customer=people["Anna"]).held
    hold_letters(run=run, ordinals=[anna.ordinal], held=True, actor=None)
    committed(run)
    assert not AccountLetter.objects.filter(run=run, customer=people["Anna"]).exists()


def test_an_account_that_changed_since_it_was_planned_is_left_out(norrvik, people):
    run = planned(norrvik)
    post_payment(entity=norrvik, customer=people["Anna"], amount=Decimal("1.00"), received_on=JUNE, method="cash", actor=None, today=TODAY)
    post_payment(entity=norrvik, customer=people["Bo"], amount=Decimal("1.00"), received_on=TODAY, method="cash", actor=None, today=TODAY)
    committed(run)
    assert {letter.customer for letter in AccountLetter.objects.filter(run=run)} == {people["Bo"], people["Cia"]}


def test_who_cannot_be_reached_is_listed_and_not_written_to(norrvik, people):
    people["Anna"].addresses.all().delete()
    run = planned(norrvik)
    assert AccountLetterPlan.objects.get(run=run, customer=people["Anna"]).finding == "no_address"
    assert run.planned_rows == 2
    committed(run)
    assert not AccountLetter.objects.filter(run=run, customer=people["Anna"]).exists()


def test_e_mails_are_queued_once_and_what_waits_can_be_withdrawn(norrvik, people):
    run = planned(norrvik)
    with pytest.raises(CannotMailLetters, match="not finished"):
        mail_letters(run=run, actor=None)
    committed(run)
    assert mail_letters(run=run, actor=None) == 1
    message = OutgoingMessage.objects.get()
    assert (message.address, message.said["balance"]) == ("bo@example.se", 500.0)
    with pytest.raises(CannotMailLetters, match="not sent already"):
        mail_letters(run=run, actor=None)
    assert withdraw_letters(run=run) == 1
    message.refresh_from_db()
    assert message.state == "suppressed"


def test_the_plan_is_written_once(norrvik, people):
    run = begin_letters(entity=norrvik, kind="confirmation", from_on=None, as_of=JUNE, least=Decimal(1), actor=None, today=TODAY)
    said = {"run": run.pk, "entity": norrvik.pk, "as_of": JUNE, "least": "1", "today": TODAY}
    assert twice("billing/plan_account_letters", **said) == 4


def test_days_that_cannot_be_are_refused(norrvik):
    with pytest.raises(CannotWrite, match="still to come"):
        begin_letters(entity=norrvik, kind="confirmation", from_on=None, as_of=day("2026-08-01"), least=Decimal(1), actor=None, today=TODAY)
    with pytest.raises(CannotWrite, match="ends after it begins"):
        begin_letters(entity=norrvik, kind="statement", from_on=None, as_of=JUNE, least=Decimal(1), actor=None, today=TODAY)


@pytest.fixture
def eva(norrvik) -> StaffUser:
    install_ready_roles()
    return take_on_staff(username="eva", password="not used here", full_name="Eva Berg", roles=["finance"], entities=[norrvik])


def test_the_screens_of_a_run(client, eva, norrvik, people):
    client.force_login(eva)
    assert client.get("/account-letters/runs/new/").status_code == 200
    said = {"entity": norrvik.pk, "kind": "confirmation", "as_of": "2026-06-30", "least": "50,00"}
    client.post("/account-letters/runs/new/", said)
    run = plan_run(run=Run.objects.get(kind="account_letters"))
    page = client.get(f"/runs/{run.pk}/letters/").content.decode()
    assert "Anna Ek" in page
    row = AccountLetterPlan.objects.get(run=run, customer=people["Cia"])
    page = client.post("/planned-letters/hold/", {"chosen": [row.letter_id]}, follow=True).content.decode()
    assert "1 letter is held back" in page
    assert "Cia Ek" in client.get(f"/runs/{run.pk}/letters/?held=yes").content.decode()
    committed(run)
    page = client.get(f"/runs/{run.pk}/letters/sending/").content.decode()
    assert "1 letter on 2 pages" in page
    assert client.get(f"/runs/{run.pk}/letters/file/")["Content-Type"] == "application/pdf"
    page = client.post(f"/runs/{run.pk}/letters/mailing/", follow=True).content.decode()
    assert "1 letter is on its way by e-mail" in page
    assert "Undo" in page
