"""Bill what a customer has open, now, instead of waiting for the run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.billing.models import Invoice
from abonent.billing.operations.commission import billed_together, write_commission
from abonent.billing.operations.single import planned_now, posted_now
from abonent.billing.rules.reasons import REASONS
from abonent.charges.models import OpenCharge
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.runs.operations import record_act


class CannotBillNow(Refusal):
    """Charges that cannot be billed at once; nothing was changed."""

    sentences = {
        "billing.nothing_open": _("There is nothing to bill."),
        "billing.already_billed": _("Some of this is billed already, or is being billed at this moment."),
        "billing.parked": _("This cannot be billed as it stands. %(reason)s"),
    }


def bill_now(*, entity: LegalEntity, charges: Sequence[int], actor: StaffUser | None, today: date) -> list[Invoice]:
    """Post the invoices of these open charges, due or not, with what agents keep of them: one per payer, in the entity's next numbers."""
    if not charges:
        raise CannotBillNow("billing.nothing_open")
    with transaction.atomic():
        clock.hand_over()
        write_commission(entity=entity, as_of=today, charges=charges)
        together = billed_together(charges)
        _lock(entity, together)
        run = planned_now(kind="single_invoice", entity=entity, today=today, actor=actor, parameters={"charges": together})
        parked = run.parked_cases.first()
        if parked:
            raise CannotBillNow("billing.parked", reason=REASONS[parked.reason])
        invoices = posted_now(run=run, actor=actor)
        for invoice in invoices:
            record_act(
                actor=actor,
                verb="post_invoice",
                subject_kind="invoice",
                subject_ids=[invoice.pk],
                inverse={"verb": "credit_invoice", "invoice": invoice.pk},
            )
    return invoices


def _lock(entity: LegalEntity, charges: Sequence[int]) -> None:
    """Take hold of the charges without waiting: what another transaction holds is being billed by it."""
    free = OpenCharge.objects.select_for_update(skip_locked=True).filter(entity_id=entity.pk, charge__in=charges)
    if len(free) < len(set(charges)):
        raise CannotBillNow("billing.already_billed")
