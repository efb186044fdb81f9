"""Say what a bank line is when it is no customer's payment: a fee, interest, money between own accounts."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.ledger.models import BankLine, BankLineDecision, UnknownBankLine
from abonent.ledger.operations.posting import Side, account_for, post_entry
from abonent.runs.operations import record_act

Kind = BankLineDecision.Kind
PURPOSES = {Kind.FEE: "bank_fee", Kind.TRANSFER: "transfer", Kind.INTEREST: "interest", Kind.ITEMISED: "bank"}


class CannotSetAside(Refusal):
    """A line about which something has been decided."""

    sentences = {
        "bank.line_is_decided": _("This bank line has been dealt with already. Look at the queue again."),
        "bank.decision_taken_back": _("This has been taken back already."),
    }


def set_aside(*, bank_line: BankLine, kind: str, actor: StaffUser | None) -> BankLineDecision:
    """Take a line out of the unknown queue as what it is, and post it there."""
    with transaction.atomic():
        clock.hand_over()
        decision = BankLineDecision(bank_line=bank_line, kind=Kind(kind), decided_by=actor)
        if not UnknownBankLine.objects.select_for_update().filter(bank_line=bank_line).exists():
            raise CannotSetAside("bank.line_is_decided")
        decision.save(force_insert=True)
        post_decisions([decision])
        record_act(
            actor=actor,
            verb="set_aside",
            subject_kind="bank_line",
            subject_ids=[bank_line.pk],
            inverse={"verb": "take_back_decision", "decision": decision.pk},
        )
    return decision


def take_back_decision(*, decision: BankLineDecision, actor: StaffUser | None) -> None:
    """Put a line that was set aside back into the queue; its posting is reversed."""
    with transaction.atomic():
        clock.hand_over()
        locked = BankLineDecision.objects.select_for_update().select_related("bank_line").get(pk=decision.pk)
        if locked.taken_back_at:
            raise CannotSetAside("bank.decision_taken_back")
        locked.taken_back_at, locked.taken_back_by = clock.now(), actor
        locked.save(update_fields=["taken_back_at", "taken_back_by"])
        UnknownBankLine.objects.create(bank_line=locked.bank_line)
        _post(locked, sign=-1)
        record_act(
            actor=actor,
            verb="take_back_decision",
            subject_kind="bank_line",
            subject_ids=[locked.bank_line_id],
        )


def post_decisions(decisions: Sequence[BankLineDecision]) -> None:
    """Post what was decided and take the lines out of the queue; inside the caller's transaction."""
    for decision in decisions:
        _post(decision, sign=1)
    UnknownBankLine.objects.filter(bank_line__in=[decision.bank_line_id for decision in decisions]).delete()


def _post(decision: BankLineDecision, *, sign: int) -> None:
    line = decision.bank_line
    entity = line.bank_account.entity
    decided = account_for(entity, PURPOSES[Kind(decision.kind)], bank_account=line.bank_account)
    post_entry(
        entity=entity,
        posted_on=line.booked_on,
        kind="set_aside" if sign > 0 else "set_aside_undone",
        source_id=decision.pk,
        text=line.counterpart_name or line.text,
        currency=line.currency,
        sides=[Side(account_for(entity, "unknown"), sign * line.amount), Side(decided, -sign * line.amount)],
    )
