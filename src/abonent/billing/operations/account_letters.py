"""Write to customers about their accounts: a statement of a time, a balance to be confirmed; keep the letter, and send it by e-mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.billing.account_facts import AccountFacts, account_facts
from abonent.billing.documents.account_letter import TEMPLATE, LetterFacts, letter_data
from abonent.billing.documents.design import Designs
from abonent.billing.models.account_letter import CONFIRMATION, PAPER, STATEMENT, AccountLetter
from abonent.billing.operations.footing import particulars
from abonent.company.logos import drawings_of
from abonent.correspondence.models import OutgoingMessage
from abonent.correspondence.operations import queue_messages, send_again
from abonent.customers.models import Address, Customer
from abonent.kit import clock, documents
from abonent.kit.documents import PDF
from abonent.kit.files import store
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Run
from abonent.runs.operations import demand_no_standstill, record_act

OWNER = "account_letter"
MESSAGE = "account_letter"
TO_MAIL = "billing/account_letters_to_mail"


class CannotWrite(Refusal):
    """A letter about an account that cannot be written or sent."""

    sentences = {
        "letter.no_account": _("%(customer)s has no account in %(currency)s with %(company)s until this day."),
        "letter.order": _("A statement ends after it begins."),
        "letter.to_come": _("This day is still to come: nobody knows yet what happens until then."),
        "letter.no_sender": _("%(company)s has no e-mail address to send from. Write one on the page of the company."),
        "letter.no_address": _("%(customer)s has no e-mail address that works. Add one on the customer's page."),
    }


@dataclass(frozen=True)
class Wanted:
    """A letter that is to be written: to whom, about which account, by which way."""

    customer: Customer
    account: AccountFacts
    channel: str = PAPER
    letter_id: int | None = None


@dataclass(frozen=True)
class Batch:
    """What the letters of a batch have in common."""

    entity: LegalEntity
    kind: str
    from_on: date | None
    as_of: date
    today: date
    run: Run | None = None


def account_until(
    *, entity: LegalEntity, customer: Customer, currency: str, kind: str, from_on: date | None, as_of: date, today: date
) -> AccountFacts:
    """The account that a letter would be about; refused where there is none, or the days cannot be."""
    if as_of > today:
        raise CannotWrite("letter.to_come")
    if kind == STATEMENT and (from_on is None or from_on > as_of):
        raise CannotWrite("letter.order")
    found = account_facts(entity=entity, customers=[customer.canonical_id], as_of=as_of, from_on=from_on)
    account = found.get((customer.canonical_id, currency))
    if account is None:
        raise CannotWrite("letter.no_account", customer=customer.name, currency=currency, company=entity.name)
    return account


def write_account_letter(
    *,
    entity: LegalEntity,
    customer: Customer,
    currency: str,
    kind: str,
    from_on: date | None,
    as_of: date,
    actor: StaffUser | None,
    today: date,
) -> AccountLetter:
    """Write one letter about an account and keep it."""
    from_on = None if kind == CONFIRMATION else from_on
    account = account_until(entity=entity, customer=customer, currency=currency, kind=kind, from_on=from_on, as_of=as_of, today=today)
    with transaction.atomic():
        clock.hand_over()
        (letter,) = write_letters(Batch(entity, kind, from_on, as_of, today), [Wanted(customer.canonical, account)], actor=actor)
    return letter


def write_letters(batch: Batch, wanted: Sequence[Wanted], *, actor: StaffUser | None) -> list[AccountLetter]:
    """Set letters in one compile and keep each as a file of its own, so that its hash is its own; inside the caller's transaction."""
    seller = particulars(batch.entity)
    buyers = buyers_of([one.customer for one in wanted], batch.today)
    facts = [
        LetterFacts(
            batch.kind,
            one.account,
            batch.from_on,
            batch.as_of,
            batch.today,
            one.customer.language or batch.entity.language,
            seller,
            buyers[one.customer.pk],
            one.channel,
        )
        for one in wanted
    ]
    described = Designs().on(batch.entity.pk, batch.kind, batch.today)
    papers = [letter_data(one, described) for one in facts]
    made = documents.make(TEMPLATE, papers, at=clock.now(), pictures=drawings_of([batch.entity.logo_id]))
    letters = []
    for one, fact, pages in zip(wanted, facts, made.pages, strict=True):
        name = f"{batch.kind}-{one.customer.number}-{batch.as_of}.pdf"
        file = store(name=name, media_type=PDF, content=documents.extract(made.content, pages), owner=OWNER)
        letters.append(
            AccountLetter(
                pk=one.letter_id,
                entity=batch.entity,
                customer=one.customer,
                kind=batch.kind,
                currency=one.account.currency,
                from_on=batch.from_on,
                as_of=batch.as_of,
                balance=one.account.balance,
                language=fact.language,
                channel=one.channel,
                run=batch.run,
                stored_file=file,
                made_by=actor,
            )
        )
    return AccountLetter.objects.bulk_create(letters)


def mail_account_letter(*, letter: AccountLetter, actor: StaffUser | None) -> OutgoingMessage:
    """Send one letter by e-mail; once more if it was sent so before."""
    demand_sender(letter.entity)
    with transaction.atomic():
        clock.hand_over()
        mine = OutgoingMessage.objects.of_sources(MESSAGE, [letter.pk])
        before = mine.order_by("ordinal").last()
        if before:
            return send_again(message=before, actor=actor)
        if not queue_messages(kind=MESSAGE, source=TO_MAIL, actor=actor, letters=[letter.pk], run=None):
            raise CannotWrite("letter.no_address", customer=letter.customer.name)
        message = mine.get()
        inverse = {"verb": "withdraw_message", "message": message.pk}
        record_act(actor=actor, verb="mail_account_letter", subject_kind="account_letter", subject_ids=[letter.pk], inverse=inverse)
    return message


def demand_sender(entity: LegalEntity) -> None:
    """Refuse where nothing may be sent, or the company has no address to send from."""
    demand_no_standstill()
    if not entity.email:
        raise CannotWrite("letter.no_sender", company=entity.name)


def buyers_of(customers: Sequence[Customer], today: date) -> dict[int, dict[str, Any]]:
    """Customer -> who he is and where his bills go: an address for bills first, a temporary one before a permanent."""
    kinds = (Address.Kind.BILLING, Address.Kind.DELIVERY)
    found = Address.objects.filter(customer__in=customers, kind__in=kinds).valid_on(today).select_related("place")
    homes: dict[int, Address] = {}
    for address in sorted(found, key=lambda one: (one.kind, not one.temporary)):
        homes.setdefault(address.customer_id, address)
    return {customer.pk: _buyer(customer, homes.get(customer.pk)) for customer in customers}


def _buyer(customer: Customer, home: Address | None) -> dict[str, Any]:
    named = {"number": customer.number, "name": customer.name, "country": customer.country}
    if home is None:
        return named
    place = home.place
    return {
        **named,
        "care_of": home.care_of,
        "street": place.street_line,
        "postal_code": place.postal_code,
        "town": place.town,
        "country": place.country,
    }
