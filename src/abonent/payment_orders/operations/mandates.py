"""Mandates: noted, answered by the bank, ended; and how a payer, or one item, is paid."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.customers.models import Customer
from abonent.kit.refusals import Refusal
from abonent.ledger.models import OpenReceivable, Receivable
from abonent.organisation.models import LegalEntity
from abonent.payment_orders.models import Mandate, PayerMethod, PaymentMethod, ReceivableMethod
from abonent.payment_orders.rules.mandates import mandate_account, mandate_reference
from abonent.runs.operations import record_act

State = Mandate.State


class CannotMandate(Refusal):
    """A mandate that cannot be noted, answered or ended as asked."""

    sentences = {
        "mandate.account_wrong": _("%(number)s is not an account of this kind. Look for a digit too many or too few."),
        "mandate.one_stands": _("%(company)s has a mandate of this customer already. End that one first."),
        "mandate.signed_later": _("The day of the signature is still to come."),
        "mandate.not_asked": _("This mandate does not wait for an answer."),
        "mandate.not_live": _("This mandate does not stand any more."),
    }


class CannotSetMethod(Refusal):
    """A way of paying that makes no sense any more."""

    sentences = {"method.settled": _("%(document)s is settled: how it is paid cannot be changed any more.")}


def request_mandate(
    *, entity: LegalEntity, customer: Customer, scheme: str, account: str, signed_on: date, actor: StaffUser | None, today: date
) -> Mandate:
    """Note that a payer signed. A SEPA mandate stands with that; one of Autogiro waits for the answer of his bank."""
    bare = mandate_account(account, scheme)
    if not bare:
        raise CannotMandate("mandate.account_wrong", number=account)
    if signed_on > today:
        raise CannotMandate("mandate.signed_later")
    payer = customer.canonical
    with change_by(actor, "request_mandate"):
        LegalEntity.objects.select_for_update().get(pk=entity.pk)
        of_payer = Mandate.objects.filter(entity=entity, customer__canonical=payer)
        if of_payer.live().exists():
            raise CannotMandate("mandate.one_stands", company=entity.name)
        mandate = Mandate.objects.create(
            entity=entity,
            customer=payer,
            scheme=scheme,
            reference=mandate_reference(payer.number, Mandate.objects.filter(entity=entity, customer=payer).count() + 1),
            account_number=bare,
            signed_on=signed_on,
            state=State.APPROVED if scheme == Mandate.Scheme.SEPA else State.REQUESTED,
        )
        _record(actor, "request_mandate", mandate, {"verb": "put_mandate", "mandate": mandate.pk, "state": State.CANCELLED, "code": ""})
    return mandate


def answer_mandate(*, mandate: Mandate, approved: bool, code: str = "", actor: StaffUser | None) -> None:
    """What the payer's bank said of a mandate that was asked for; `code` where it said no."""
    with change_by(actor, "answer_mandate"):
        locked = Mandate.objects.select_for_update().get(pk=mandate.pk)
        if locked.state != State.REQUESTED:
            raise CannotMandate("mandate.not_asked")
        _put(locked, State.APPROVED if approved else State.REFUSED, code)
        _record(actor, "answer_mandate", locked, {"verb": "put_mandate", "mandate": locked.pk, "state": State.REQUESTED, "code": ""})


def cancel_mandate(*, mandate: Mandate, actor: StaffUser | None) -> None:
    """From now on nothing is taken by this mandate."""
    with change_by(actor, "cancel_mandate"):
        locked = Mandate.objects.select_for_update().get(pk=mandate.pk)
        if not locked.is_live:
            raise CannotMandate("mandate.not_live")
        back = {"verb": "put_mandate", "mandate": locked.pk, "state": locked.state, "code": locked.code}
        _put(locked, State.CANCELLED, "")
        _record(actor, "cancel_mandate", locked, back)


def put_mandate(*, mandate: Mandate, state: str, code: str, actor: StaffUser | None) -> None:
    """Let a mandate be what it was; refused where the payer has given another since."""
    with change_by(actor, "put_mandate"):
        locked = Mandate.objects.select_for_update().select_related("entity").get(pk=mandate.pk)
        others = Mandate.objects.filter(entity=locked.entity, customer=locked.customer_id).exclude(pk=locked.pk)
        if state in Mandate.LIVE and others.live().exists():
            raise CannotMandate("mandate.one_stands", company=locked.entity.name)
        _put(locked, state, code)
        _record(actor, "put_mandate", locked, None)


def set_payer_method(*, customer: Customer, method: str, actor: StaffUser | None) -> None:
    """From now on the payer pays so, what is open and has no way of its own included."""
    payer = customer.canonical
    with change_by(actor, "set_payer_method"):
        before = PayerMethod.objects.select_for_update().filter(customer=payer).first()
        PayerMethod.objects.update_or_create(customer=payer, defaults={"method": PaymentMethod(method)})
        usual = before.method if before else PaymentMethod.BANK_TRANSFER
        inverse = {"verb": "set_payer_method", "customer": payer.pk, "method": usual}
        record_act(actor=actor, verb="set_payer_method", subject_kind="customer", subject_ids=[payer.pk], inverse=inverse)


def set_receivable_method(*, receivable: Receivable, method: str, actor: StaffUser | None) -> None:
    """Let one open item be paid otherwise than its payer usually pays; the empty text: as he usually does."""
    with change_by(actor, "set_receivable_method"):
        if not OpenReceivable.objects.select_for_update().filter(receivable=receivable, open_amount__gt=0).exists():
            raise CannotSetMethod("method.settled", document=receivable.document_number)
        before = ReceivableMethod.objects.filter(receivable=receivable).first()
        if method:
            ReceivableMethod.objects.update_or_create(receivable=receivable, defaults={"method": PaymentMethod(method)})
        else:
            ReceivableMethod.objects.filter(receivable=receivable).delete()
        inverse = {"verb": "set_receivable_method", "receivable": receivable.pk, "method": before.method if before else ""}
        record_act(actor=actor, verb="set_receivable_method", subject_kind="receivable", subject_ids=[receivable.pk], inverse=inverse)


def _put(mandate: Mandate, state: str, code: str) -> None:
    mandate.state, mandate.code = State(state), code
    mandate.save(update_fields=["state", "code"])


def _record(actor: StaffUser | None, verb: str, mandate: Mandate, inverse: dict[str, object] | None) -> None:
    record_act(actor=actor, verb=verb, subject_kind="customer", subject_ids=[mandate.customer_id], inverse=inverse)
