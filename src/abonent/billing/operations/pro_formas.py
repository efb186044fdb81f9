"""Show a payer what his open charges would be invoiced as, and turn it into the invoice once he says yes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.billing.models import BillingPlan, Invoice, ProForma
from abonent.billing.operations.billing_now import CannotBillNow, bill_now
from abonent.billing.operations.footing import footing
from abonent.billing.operations.single import planned_now
from abonent.billing.rules.reasons import REASONS
from abonent.charges.models import Charge, OpenCharge
from abonent.company.models import NumberSeries
from abonent.company.operations import take_numbers
from abonent.correspondence.models import OutgoingMessage
from abonent.correspondence.operations import queue_messages, send_again
from abonent.kit import clock, statements
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Run
from abonent.runs.operations import approve_run, commit_run, demand_no_standstill, record_act

KIND = "pro_forma"
PREFIX = "PF"
USUAL_DAYS = 30


class CannotOffer(Refusal):
    """A pro forma that cannot be made, sent, or turned into an invoice."""

    sentences = {
        "pro_forma.nothing_open": _("There is nothing to bill, so there is nothing to show."),
        "pro_forma.parked": _("This cannot be billed as it stands. %(reason)s"),
        "pro_forma.in_his_favour": _("The payer would get money back. Make the credit note instead."),
        "pro_forma.withdrawn": _("%(number)s is taken back."),
        "pro_forma.expired": _("%(number)s held until %(day)s. Make a new one."),
        "pro_forma.changed": _("What %(number)s shows was changed since. Make a new one."),
        "pro_forma.billed": _("%(number)s is invoiced already."),
        "pro_forma.no_sender": _("%(company)s has no e-mail address to send from. Write one on the page of the company."),
        "pro_forma.no_address": _("%(customer)s has no e-mail address that works. Add one on the customer's page."),
    }


def make_pro_forma(
    *, entity: LegalEntity, charges: Sequence[int], actor: StaffUser | None, today: date, days: int = USUAL_DAYS
) -> list[ProForma]:
    """Number what these open charges would be invoiced as, due or not, for so many days; the charges stay open. Undone, it is taken back."""
    if not charges:
        raise CannotOffer("pro_forma.nothing_open")
    with transaction.atomic():
        clock.hand_over()
        run = _planned(entity, charges, actor, today, days)
        _demand_something_to_pay(run)
        made = _numbered(run, actor)
        for one in made:
            inverse = {"verb": "withdraw_pro_forma", "pro_forma": one.pk}
            record_act(actor=actor, verb="make_pro_forma", subject_kind=KIND, subject_ids=[one.pk], inverse=inverse)
    return made


def offer_charges(
    *, entity: LegalEntity, charges: Sequence[int], actor: StaffUser | None, today: date, days: int = USUAL_DAYS
) -> list[ProForma]:
    """The same of many payers by a run, whose act it is. What cannot be billed as it stands is set aside with the run, and shown to nobody."""
    with transaction.atomic():
        clock.hand_over()
        return _numbered(_planned(entity, charges, actor, today, days), actor)


def write_pro_formas(run: Run, first: int, latest: int) -> int:
    """Number a chunk of the plan; the first pro forma of a company begins its series."""
    entity = run.entity
    NumberSeries.objects.get_or_create(entity=entity, kind=KIND, defaults={"prefix": PREFIX})
    planned = BillingPlan.objects.filter(run=run, ordinal__range=(first, latest)).count()
    numbers = take_numbers(entity=entity, kind=KIND, count=planned, on=run.as_of)
    written = statements.run(
        "billing/write_pro_formas",
        run=run.pk,
        entity=entity.pk,
        first=first,
        latest=latest,
        series=numbers.series.pk,
        prefix=numbers.series.prefix,
        first_number=numbers.first,
        issued_on=numbers.on,
        valid_until=run.parameters["valid_until"],
        seller=footing(entity=entity, on=run.as_of).seller,
        made_by=run.created_by_id,
    )
    statements.run("billing/write_pro_forma_lines", run=run.pk, first=first, latest=latest)
    return written


def bill_pro_forma(*, pro_forma: ProForma, actor: StaffUser | None, today: date) -> list[Invoice]:
    """Turn it into the invoice that it shows. Refused where what it shows has changed: nobody is invoiced what he has not seen."""
    with transaction.atomic():
        locked = ProForma.objects.select_for_update(of=("self",)).select_related("entity").get(pk=pro_forma.pk)
        _demand_standing(locked)
        if locked.has_expired(today):
            raise CannotOffer("pro_forma.expired", number=locked.document_number, day=locked.valid_until)
        charges = locked.charges
        if Charge.objects.filter(pk__in=charges).count() < len(charges):
            raise CannotOffer("pro_forma.changed", number=locked.document_number)
        if OpenCharge.objects.filter(pk__in=charges).count() < len(charges):
            raise CannotOffer("pro_forma.billed", number=locked.document_number)
        try:
            invoices = bill_now(entity=locked.entity, charges=charges, actor=actor, today=today)
        except CannotBillNow as refusal:
            raise CannotOffer("pro_forma.billed", number=locked.document_number) from refusal
        if sum(invoice.total for invoice in invoices) != locked.total:
            raise CannotOffer("pro_forma.changed", number=locked.document_number)
    return invoices


def withdraw_pro_forma(*, pro_forma: ProForma) -> None:
    """It shows nothing any more; its number stays."""
    with transaction.atomic():
        clock.hand_over()
        locked = ProForma.objects.select_for_update(of=("self",)).get(pk=pro_forma.pk)
        _demand_standing(locked)
        if locked.invoice:
            raise CannotOffer("pro_forma.billed", number=locked.document_number)
        locked.withdrawn_at = clock.now()
        locked.save(update_fields=["withdrawn_at"])


def mail_pro_forma(*, pro_forma: ProForma, actor: StaffUser | None) -> OutgoingMessage:
    """Send it by e-mail; once more if it was sent before."""
    demand_no_standstill()
    _demand_standing(pro_forma)
    if not pro_forma.entity.email:
        raise CannotOffer("pro_forma.no_sender", company=pro_forma.entity.name)
    with transaction.atomic():
        clock.hand_over()
        mine = OutgoingMessage.objects.of_sources(KIND, [pro_forma.pk])
        before = mine.order_by("ordinal").last()
        if before:
            return send_again(message=before, actor=actor)
        if not queue_messages(kind=KIND, source="billing/pro_formas_to_mail", actor=actor, pro_formas=[pro_forma.pk]):
            raise CannotOffer("pro_forma.no_address", customer=pro_forma.payer.name)
        message = mine.get()
        inverse = {"verb": "withdraw_message", "message": message.pk}
        record_act(actor=actor, verb="mail_pro_forma", subject_kind=KIND, subject_ids=[pro_forma.pk], inverse=inverse)
    return message


def _planned(entity: LegalEntity, charges: Sequence[int], actor: StaffUser | None, today: date, days: int) -> Run:
    parameters = {"charges": list(charges), "valid_until": (today + timedelta(days=days)).isoformat()}
    return planned_now(kind=KIND, entity=entity, today=today, actor=actor, parameters=parameters)


def _numbered(run: Run, actor: StaffUser | None) -> list[ProForma]:
    commit_run(run=approve_run(run=run, actor=actor))
    return list(ProForma.objects.filter(run_id=run.pk).order_by("pk"))


def _demand_something_to_pay(run: Run) -> None:
    parked = run.parked_cases.first()
    if parked:
        raise CannotOffer("pro_forma.parked", reason=REASONS[parked.reason])
    if not BillingPlan.objects.filter(run=run).exists():
        raise CannotOffer("pro_forma.nothing_open")
    if BillingPlan.objects.filter(run=run, total__lte=0).exists():
        raise CannotOffer("pro_forma.in_his_favour")


def _demand_standing(pro_forma: ProForma) -> None:
    if pro_forma.withdrawn_at:
        raise CannotOffer("pro_forma.withdrawn", number=pro_forma.document_number)
