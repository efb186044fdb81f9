"""What waits in the outbox goes to a real mail server; what the server says decides."""

from __future__ import annotations

from datetime import timedelta

import pytest

from abonent.access.models import StaffUser
from abonent.billing.testing import a_publisher
from abonent.connectors.smtp import sending
from abonent.connectors.smtp.sending import NoServer, send_waiting
from abonent.connectors.smtp.server import MailServer
from abonent.connectors.smtp.tests.mail_server import a_mail_server
from abonent.connectors.smtp.writing import NoAddress, deliverable
from abonent.correspondence.models import OutgoingMessage
from abonent.correspondence.operations import CannotSend, at_work, claim_message, look_after_claims, send_again, withdraw_messages
from abonent.customers.testing import a_customer
from abonent.kit import clock
from abonent.runs.models import Act
from abonent.runs.operations import stand_still, undo_act

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("kinds")]
State = OutgoingMessage.State


@pytest.fixture
def entity():
    return a_publisher()


def a_message(entity, address="anna@example.com", *, kind="notice", source=None, **more):
    source = source or OutgoingMessage.objects.count() + 1
    return OutgoingMessage.objects.create(
        kind=kind,
        source_id=source,
        entity=entity,
        customer=a_customer("Anna", "Lindqvist"),
        address=address,
        language="sv",
        said={"n": source},
        **more,
    )


def after(message: OutgoingMessage) -> OutgoingMessage:
    return OutgoingMessage.objects.get(pk=message.pk)


def test_a_message_arrives_once_with_its_own_name_and_what_was_sent_is_kept(entity, mail_server):
    message = a_message(entity)
    assert send_waiting() == 1
    assert send_waiting() == 0
    [mail] = mail_server.mails
    assert (mail["To"], mail["Subject"], mail["From"]) == ("anna@example.com", "Notice 1", "Norrviks Dagblad AB <kundtjanst@example.com>")
    assert mail["Message-ID"] == f"<{message.public_id}@example.com>"
    assert (mail["Auto-Submitted"], mail["Content-Language"]) == ("auto-generated", "sv")
    assert mail.get_content() == "Hello, this is number 1.\r\n"
    sent = after(message)
    assert (sent.state, sent.subject, sent.body, sent.attempts) == (State.ACCEPTED, "Notice 1", "Hello, this is number 1.\n", 1)
    assert sent.answer == "250 2.0.0 queued"


def test_who_is_refused_is_refused_and_keeps_nobody_back(entity, mail_server):
    dead, spam, good = (a_message(entity, address) for address in ("dead.letter@example.com", "spam.box@example.com", "good@example.com"))
    send_waiting()
    assert (after(dead).state, after(dead).answer) == (State.REFUSED, "550 5.1.1 no such mailbox")
    assert (after(spam).state, after(spam).answer) == (State.REFUSED, "554 5.7.1 looks like an advertisement")
    assert after(good).state == State.ACCEPTED


def test_who_is_to_come_later_comes_later(entity, mail_server):
    message = a_message(entity, "later.today@example.com")
    send_waiting()
    waiting = after(message)
    assert (waiting.state, waiting.answer, waiting.attempts) == (State.QUEUED, "450 4.2.0 come back later", 1)
    assert send_waiting() == 0
    with clock.set_to(clock.now() + timedelta(minutes=6)):
        send_waiting()
    assert (after(message).state, after(message).attempts) == (State.ACCEPTED, 2)


def test_who_is_told_to_come_later_for_ever_is_refused_in_the_end(entity, settings):
    message = a_message(entity, "later.never@example.com")
    with a_mail_server(open_after=100) as (_handler, settings.MAIL_SERVER):
        for day in range(8):
            with clock.set_to(clock.now() + timedelta(days=day)):
                send_waiting()
    assert (after(message).state, after(message).attempts) == (State.REFUSED, 6)


@pytest.mark.parametrize(("kind", "state", "mails"), [("notice", State.ACCEPTED, 2), ("offer", State.UNCERTAIN, 1)])
def test_a_connection_lost_after_the_text_is_uncertain_and_only_what_must_arrive_goes_again_under_the_same_name(
    entity, mail_server, kind, state, mails
):
    message = a_message(entity, "dropped.line@example.com", kind=kind)
    other = a_message(entity, "good@example.com", kind=kind)
    send_waiting()
    assert after(message).state == State.UNCERTAIN
    assert after(other).state == State.ACCEPTED
    send_waiting()
    with clock.set_to(clock.now() + timedelta(minutes=11)):
        send_waiting()
    assert after(message).state == state
    assert mail_server.taken.count(f"<{message.public_id}@example.com>") == mails


def test_a_server_that_says_nothing_is_not_waited_for_for_ever(entity, mail_server, monkeypatch):
    monkeypatch.setattr(sending, "SECONDS", 0.5)
    message = a_message(entity, "stalled.box@example.com", kind="offer")
    send_waiting()
    assert after(message).state == State.UNCERTAIN


def test_the_claim_of_a_dead_worker_is_given_up_and_that_of_a_living_one_is_not(entity):
    living, dead = a_message(entity, kind="offer"), a_message(entity, kind="offer")
    with at_work() as worker:
        assert claim_message(worker=worker) == living
        OutgoingMessage.objects.filter(pk=dead.pk).update(state=State.CLAIMED, claimed_by=4711, claimed_at=clock.now())
        look_after_claims()
        assert (after(living).state, after(dead).state) == (State.CLAIMED, State.UNCERTAIN)
    look_after_claims()
    assert after(living).state == State.UNCERTAIN


def test_nothing_is_sent_without_a_server_or_while_the_product_stands_still(entity, mail_server, settings):
    a_message(entity)
    stand_still(backup="yesterday")
    assert send_waiting() == 0
    settings.MAIL_SERVER = ""
    assert send_waiting() == 0
    assert mail_server.mails == []


def test_a_server_that_is_not_there_loses_nothing(entity, settings):
    message = a_message(entity)
    settings.MAIL_SERVER = "smtp://127.0.0.1:1"
    with pytest.raises(NoServer):
        send_waiting()
    assert (after(message).state, after(message).attempts) == (State.QUEUED, 0)


@pytest.mark.parametrize(("user", "arrives"), [("norrvik:hemligt@", True), ("norrvik:wrong@", False)])
def test_the_server_knows_us_by_name_and_password(entity, settings, user, arrives):
    message = a_message(entity)
    with a_mail_server(demands_password=True) as (_handler, address):
        settings.MAIL_SERVER = address.replace("smtp://", f"smtp://{user}")
        if arrives:
            send_waiting()
        else:
            with pytest.raises(NoServer):
                send_waiting()
    assert (after(message).state == State.ACCEPTED) == arrives


def test_what_cannot_be_written_is_parked_and_keeps_nobody_back(entity, mail_server):
    broken = a_message(entity, source=7)
    OutgoingMessage.objects.filter(pk=broken.pk).update(said={})
    nowhere, good = a_message(entity, "anna lindqvist@example", source=8), a_message(entity, source=9)
    send_waiting()
    assert (after(broken).state, after(broken).answer) == (State.REFUSED, "cannot_be_written")
    assert (after(nowhere).state, after(nowhere).answer) == (State.REFUSED, "address")
    assert after(good).state == State.ACCEPTED


@pytest.mark.parametrize(
    "address", ["anna", "@example.com", "anna@", "anna lind@example.com", "anna@exa mple.com", "åsa@example.com", "a@b\r\nRCPT"]
)
def test_an_address_that_no_server_can_be_told(address):
    with pytest.raises(NoAddress):
        deliverable(address)


def test_a_domain_with_foreign_letters_is_told_in_plain_ones():
    assert deliverable("anna@räksmörgås.se") == "anna@xn--rksmrgs-5wao1o.se"


def test_what_waits_can_be_taken_back_and_what_ended_can_be_sent_again(entity, mail_server):
    clara = StaffUser.objects.create_user("clara")
    message = a_message(entity)
    assert withdraw_messages(messages=OutgoingMessage.objects.all()) == 1
    assert (after(message).state, after(message).answer) == (State.SUPPRESSED, "withdrawn")
    with pytest.raises(CannotSend, match="left already"):
        withdraw_messages(messages=OutgoingMessage.objects.all())
    again = send_again(message=message, actor=clara, address="anna@home.example.com")
    with pytest.raises(CannotSend, match="on its way"):
        send_again(message=message, actor=clara)
    undo_act(act=Act.objects.get(verb="send_again"), actor=clara, today=clock.today(entity.zone))
    assert after(again).state == State.SUPPRESSED
    send_again(message=message, actor=clara)
    send_waiting()
    assert [mail["To"] for mail in mail_server.mails] == ["anna@home.example.com"]
    assert [one.ordinal for one in OutgoingMessage.objects.order_by("pk")] == [1, 2, 3]


def test_the_addresses_of_servers():
    assert MailServer.at("smtps://mail.example.com") == MailServer("mail.example.com", 465, "tls")
    assert MailServer.at("smtp+starttls://us:se%40cret@mail.example.com") == MailServer(
        "mail.example.com", 587, "starttls", "us", "se@cret"
    )
    for wrong in ("mail.example.com", "http://mail.example.com", "smtp://"):
        with pytest.raises(ValueError, match="mail_server"):
            MailServer.at(wrong)
