"""Note what a customer allows; bring in the registers of those who refuse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.customers.models import Consent, Customer, RefusalRegister, RefusedContact
from abonent.customers.rules.email import normalised_email
from abonent.customers.rules.telephone import e164
from abonent.kit import clock, statements
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act


class CannotImportRefusals(Refusal):
    """A file that cannot be a register of refusal."""

    sentences = {
        "refusals.none": _("No line of the file is a number or address of this kind. Nothing is changed."),
        "refusals.older": _("The register stands as of %(as_of)s; this file is older. Nothing is changed."),
    }


def note_consent(
    *,
    customer: Customer,
    channel: str,
    purpose: str,
    said: str,
    source: str,
    actor: StaffUser | None,
    today: date,
    words: str = "",
) -> Consent:
    """Write down what a customer says about being contacted; what he said before stays as it was."""
    with change_by(actor, "note_consent"):
        Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
        before = latest_consent(customer, channel, purpose)
        consent = Consent.objects.create(
            customer=customer, channel=channel, purpose=purpose, said=said, source=source, words=words, noted_by=actor
        )
        former = before.said if before else Consent.Said.RETRACTED
        back = {"customer": customer.pk, "channel": channel, "purpose": purpose, "said": str(former), "source": source}
        record_act(
            actor=actor,
            verb="note_consent",
            subject_kind=f"consent_{channel}_{purpose}",
            subject_ids=[customer.pk],
            inverse={"verb": "note_former_consent", **back},
        )
    return consent


def latest_consent(customer: Customer, channel: str, purpose: str) -> Consent | None:
    """What the customer, under any of his records, said latest about a way; None if he was never asked."""
    said = Consent.objects.filter(customer__canonical=customer.canonical_id, channel=channel, purpose=purpose)
    return said.order_by("-pk").first()


def import_refusals(
    *, name: str, holds: str, country: str, lines: Iterable[str], as_of: date, actor: StaffUser | None, today: date
) -> RefusalRegister:
    """Put a file, one number or address a line, in the place of what the register of this name held before."""
    with change_by(actor, "import_refusals"):
        register, _new = RefusalRegister.objects.select_for_update().get_or_create(name=name, defaults={"holds": holds, "as_of": as_of})
        if as_of < register.as_of:
            raise CannotImportRefusals("refusals.older", as_of=register.as_of)
        RefusedContact.objects.filter(register=register).delete()
        columns = ("register_id", "normalised")
        register.contacts = statements.copy_in("refused_contact", columns, ((register.pk, one) for one in _read(lines, holds, country)))
        if not register.contacts:
            raise CannotImportRefusals("refusals.none")
        register.holds, register.as_of, register.imported_at, register.imported_by = holds, as_of, clock.now(), actor
        register.save()
        record_act(actor=actor, verb="import_refusals", subject_kind="refusal_register", subject_ids=[register.pk])
    return register


def _read(lines: Iterable[str], holds: str, country: str) -> Iterator[str]:
    """Every number or address of the file once, in the writing that contact points are compared by."""
    known: set[str] = set()
    for line in lines:
        written = line.strip().strip('";,')
        found = normalised_email(written) if holds == RefusalRegister.Holds.EMAIL else e164(written, country) if written else ""
        if found and found not in known:
            known.add(found)
            yield found
