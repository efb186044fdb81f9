"""Invoices by e-mail: each in the outbox once, with its PDF, in the payer's language. (That a server gets them: `connectors/smtp/tests`.)"""

from __future__ import annotations

import io
from datetime import timedelta

import pypdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from abonent.access.models import Role, StaffEntity, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.billing.models import Invoice, InvoiceFile, InvoiceSending
from abonent.billing.operations import credit_invoice
from abonent.billing.operations.mailing import CannotMail, mail_invoice, mail_run
from abonent.billing.testing import a_billing, a_charge, a_payer, a_plan, a_publisher
from abonent.correspondence.message_kinds import kind_of
from abonent.correspondence.models import OutgoingMessage
from abonent.correspondence.operations import Outcome, at_work, claim_message, decide_message, make_ready
from abonent.customers.models import ContactPoint
from abonent.kit.testing import twice
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Act, Run
from abonent.runs.operations import undo_act
from abonent.runs.queries import undo_address

pytestmark = pytest.mark.django_db
State = OutgoingMessage.State


@pytest.fixture
def norrvik() -> LegalEntity:
    return a_publisher()


@pytest.fixture
def eva(norrvik: LegalEntity) -> StaffUser:
    install_ready_roles()
    user = StaffUser.objects.create(username="eva", first_name="Eva", language="en")
    user.roles.add(Role.objects.get(code="finance"))
    StaffEntity.objects.create(staff_user=user, entity=norrvik)
    return user


@pytest.fixture
def run(norrvik: LegalEntity) -> Run:
    """Anna and Berit by e-mail, Cilla too but without an address, Disa on paper."""
    for name, channel, email in (("Anna", "email", "anna@example.com"), ("Berit", "email", "berit@example.com"), ("Cilla", "email", ""), ("Disa", "paper", "d@example.com")):  # fmt: skip
        a_charge(a_payer(name, invoice_channel=channel, email=email), "1249.00", entity=norrvik)
    return a_billing(norrvik)


def handed_over(state: str = State.ACCEPTED) -> list[OutgoingMessage]:
    """What a connector does with all that waits, without a server."""
    sent = []
    make_ready()
    with at_work() as worker:
        while message := claim_message(worker=worker):
            decide_message(
                message=message, worker=worker, outcome=Outcome(state, "250 OK"), words=kind_of(message.kind).words(message.said)
            )
            sent.append(message)
    return sent


@pytest.mark.sql
def test_messages_are_queued_claimed_decided_given_up_and_suppressed_once(run):
    asked = {"kind": "invoice", "ordinal": 1, "actor": None, "run": run.pk, "invoices": []}
    assert twice("correspondence/queue_messages", source="billing/documents_to_mail", **asked) == 2
    first, second = OutgoingMessage.objects.order_by("pk")
    credit_invoice(invoice=Invoice.objects.get(pk=second.source_id), actor=None, today=run.as_of)
    assert twice("correspondence/suppress_messages", source="billing/documents_not_to_mail", ids=[first.pk, second.pk]) == 1

    assert twice("correspondence/claim_message", worker=1) == 1
    assert twice("correspondence/give_up_claims_of_dead") == 1
    decided = {"message": first.pk, "worker": 1, "subject": "S", "body": "B", "wait": timedelta(0), "state": "accepted", "answer": "250 OK"}
    assert twice("correspondence/decide_message", **decided) == 1
    first.refresh_from_db()
    assert (first.state, first.subject, first.answer) == (State.ACCEPTED, "S", "250 OK")

    OutgoingMessage.objects.filter(pk=first.pk).update(state=State.UNCERTAIN)
    assert twice("correspondence/send_uncertain_again", kinds=["invoice"], wait=timedelta(0)) == 1
    assert twice("correspondence/erase_outgoing_messages", people=[first.customer_id]) == 1
    first.refresh_from_db()
    assert (first.address, first.said, first.subject, first.body, first.state) == ("", {}, "", "", State.SUPPRESSED)


def test_the_invoices_of_a_run_go_to_whoever_wants_them_so_and_can_be_reached(run, eva):
    assert mail_run(run=run, actor=eva) == 2
    with pytest.raises(CannotMail, match="no invoice to be sent"):
        mail_run(run=run, actor=eva)
    sent = handed_over()
    assert [message.address for message in sent] == ["anna@example.com", "berit@example.com"]
    assert InvoiceSending.objects.filter(channel="email", sent_by=eva).count() == 2
    cilla = Invoice.objects.get(payer__given_name="Cilla").payer
    ContactPoint.objects.create(customer=cilla, kind="email", value="cilla@example.com", normalised="cilla@example.com")
    assert mail_run(run=run, actor=eva) == 1


def test_the_files_of_the_next_messages_are_made_at_once_and_each_gets_his_own(run, eva):
    mail_run(run=run, actor=eva)
    assert make_ready() == 2
    assert InvoiceFile.objects.values("stored_file").distinct().count() == 1
    for message in OutgoingMessage.objects.all():
        [attachment] = kind_of("invoice").attachments(message.source_id)
        text = pypdf.PdfReader(io.BytesIO(attachment.content)).pages[0].extract_text()
        assert message.said["number"] in text
        assert message.customer.name in text
        assert attachment.name == f"{message.said['number']}.pdf"


def test_what_is_written_is_in_the_language_of_the_payer(eva, norrvik):
    a_charge(a_payer("Anna", invoice_channel="email", email="anna@example.com", language="fi"), "1249.00", entity=norrvik)
    mail_run(run=a_billing(norrvik), actor=eva)
    message = OutgoingMessage.objects.get()
    assert message.language == "fi"
    with override("en"):
        words = kind_of("invoice").words(message.said)
    number, reference = message.said["number"], message.said["reference"]
    assert words.subject == f"Invoice {number} from Norrviks Dagblad AB"
    text = words.body.replace("\N{NO-BREAK SPACE}", " ")
    assert f"Attached is invoice {number} of 1 249,00 kr." in text
    assert reference in text.replace(" ", "")
    assert text.startswith("Hello Anna Lindqvist,")


def test_an_invoice_credited_before_it_left_is_not_sent(run, eva):
    mail_run(run=run, actor=eva)
    anna = Invoice.objects.get(payer__given_name="Anna")
    credit_invoice(invoice=anna, actor=eva, today=run.as_of)
    assert [message.address for message in handed_over()] == ["berit@example.com"]
    kept = OutgoingMessage.objects.get(source_id=anna.pk)
    assert (kept.state, kept.answer) == (State.SUPPRESSED, "credited")


def test_a_mailing_is_taken_back_while_it_waits(run, eva):
    mail_run(run=run, actor=eva)
    assert undo_address(eva, "run", run.pk)
    undo_act(act=Act.objects.get(verb="mail_run"), actor=eva, today=run.as_of)
    assert set(OutgoingMessage.objects.values_list("state", flat=True)) == {State.SUPPRESSED}
    assert handed_over() == []


def test_one_invoice_is_sent_by_itself_whatever_its_way_is_and_again(run, eva):
    disa = Invoice.objects.get(payer__given_name="Disa")
    mail_invoice(invoice=disa, actor=eva)
    assert [message.address for message in handed_over()] == ["d@example.com"]
    again = mail_invoice(invoice=disa, actor=eva)
    assert (again.ordinal, again.address) == (2, "d@example.com")
    with pytest.raises(CannotMail, match="Cilla Lindqvist has no e-mail address"):
        mail_invoice(invoice=Invoice.objects.get(payer__given_name="Cilla"), actor=eva)


def test_nothing_is_sent_by_a_company_without_an_address_or_before_it_is_posted(run, eva, norrvik):
    a_charge(a_payer("Eva", invoice_channel="email", email="e@example.com"), "10.00", entity=norrvik)
    with pytest.raises(CannotMail, match="not finished"):
        mail_run(run=a_plan(norrvik), actor=eva)
    run.entity.email = ""
    with pytest.raises(CannotMail, match="no e-mail address to send from"):
        mail_run(run=run, actor=eva)


def test_the_pages_say_how_far_it_is(client: Client, run, eva):
    client.force_login(eva)
    send = reverse("billing:send", args=[run.pk])
    assert "3 invoices go by e-mail" in client.get(send).content.decode()
    assert "2 invoices are on their way by e-mail" in client.post(reverse("billing:mail_run", args=[run.pk]), follow=True).content.decode()
    progress = reverse("billing:mail_progress", args=[run.pk])
    assert 'hx-trigger="every 2s"' in client.get(progress).content.decode()
    handed_over()
    answer = client.get(progress).content.decode()
    assert 'hx-trigger="every 2s"' not in answer
    assert "1 payer has no e-mail address" in answer
    message = OutgoingMessage.objects.earliest("pk")
    outbox = client.get(reverse("correspondence:outbox")).content.decode()
    assert "anna@example.com" in outbox
    shown = client.get(message.url).content.decode()
    assert "250 OK" in shown
    assert "from Norrviks Dagblad AB" in shown
    client.post(reverse("correspondence:again", args=[message.pk]), {"address": "anna@work.example.com"})
    again = OutgoingMessage.objects.get(address="anna@work.example.com")
    client.post(reverse("correspondence:withdraw", args=[again.pk]))
    again.refresh_from_db()
    assert again.state == State.SUPPRESSED
    invoice = Invoice.objects.get(pk=message.source_id)
    assert "anna@example.com" in client.get(invoice.url).content.decode()
    client.post(reverse("billing:mail", args=[invoice.pk]))
    assert OutgoingMessage.objects.filter(source_id=invoice.pk).count() == 3


@pytest.mark.parametrize(("name", "box", "sent_to"), [("Anna", "checked", "anna@example.com"), ("Disa", "", None), ("Cilla", None, None)])
def test_a_credit_note_goes_where_the_invoice_went_unless_said_otherwise(client: Client, eva: StaffUser, run: Run, name: str, box, sent_to):
    """Anna's by e-mail; Disa has paper and is asked first; Cilla has no address to offer."""
    client.force_login(eva)
    invoice = Invoice.objects.get(run_id=run.pk, payer__given_name=name)
    form = client.get(f"{invoice.url}credit/?line=1").context["form"]
    assert (form.mails, "mail" in form.fields) == (box == "checked", box is not None)

    answer = client.post(f"{invoice.url}credit/", {"line_1": "on", "amount_1": "100", **({"mail": "on"} if sent_to else {})}, follow=True)

    note = Invoice.objects.get(credits=invoice)
    queued = OutgoingMessage.objects.of_sources("invoice", [note.pk]).values_list("address", flat=True)
    assert list(queued) == ([sent_to] if sent_to else [])
    assert ("is on its way" in answer.content.decode()) == bool(sent_to)
