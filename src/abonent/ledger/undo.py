"""How acts of the ledger are taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.access.visibility import of_whole_companies
from abonent.ledger.models import Account, AccountMapping, Allocation, BankLineDecision, DueMove, Payment, PaymentPlan, WriteOff
from abonent.ledger.operations import (
    add_mapping,
    allocate_again,
    map_purpose,
    remove_mapping,
    restore_accounting_program,
    restore_claim_rule,
    resume_payment_plan,
    take_back_decision,
    take_back_due_move,
    take_back_return,
    take_back_write_off,
    unallocate,
    withdraw_account,
    withdraw_accounting_export,
    withdraw_payment,
    withdraw_payment_plan,
)
from abonent.ledger.operations.claim_runs import resume_missed_plans
from abonent.ledger.queries import visible_payments, visible_plans, visible_receivables
from abonent.organisation.models import LegalEntity
from abonent.runs.inverses import Inverse, of_a_company
from abonent.runs.models import Run


def _withdraw_payment(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    withdraw_payment(payment=Payment.objects.get(pk=arguments["payment"]), actor=actor, today=today)


def _take_back_return(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    take_back_return(payment=Payment.objects.get(pk=arguments["payment"]), actor=actor, today=today)


def _take_back_decision(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    take_back_decision(decision=BankLineDecision.objects.get(pk=arguments["decision"]), actor=actor)


def _unallocate(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    unallocate(allocation=Allocation.objects.get(pk=arguments["allocation"]), actor=actor, today=today)


def _allocate_again(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    allocate_again(allocation=Allocation.objects.get(pk=arguments["allocation"]), actor=actor, today=today)


def _take_back_write_off(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    take_back_write_off(write_off=WriteOff.objects.get(pk=arguments["write_off"]), actor=actor, today=today)


def _take_back_due_move(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    take_back_due_move(move=DueMove.objects.get(pk=arguments["move"]), actor=actor)


def _withdraw_payment_plan(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    withdraw_payment_plan(plan=PaymentPlan.objects.get(pk=arguments["plan"]), actor=actor)


def _resume_payment_plan(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    resume_payment_plan(plan=PaymentPlan.objects.get(pk=arguments["plan"]), actor=actor)


def _resume_missed_plans(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    resume_missed_plans(run=Run.objects.get(pk=arguments["run"]), actor=actor)


def _restore_claim_rule(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    restore_claim_rule(entity=LegalEntity.objects.get(pk=arguments["entity"]), said=arguments["said"], actor=actor)


def _map_purpose(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    mapping, account = AccountMapping.objects.get(pk=arguments["mapping"]), Account.objects.get(pk=arguments["account"])
    map_purpose(mapping=mapping, account=account, actor=actor)


def _add_mapping(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    account = Account.objects.select_related("entity").get(pk=arguments["account"])
    add_mapping(entity=account.entity, account=account, **arguments["said"], actor=actor)


def _remove_mapping(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    remove_mapping(mapping=AccountMapping.objects.get(pk=arguments["mapping"]), actor=actor)


def _withdraw_account(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    withdraw_account(account=Account.objects.get(pk=arguments["account"]), actor=actor)


def _withdraw_accounting_export(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    withdraw_accounting_export(run=Run.objects.get(pk=arguments["run"]), actor=actor)


def _restore_accounting_program(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    entity = LegalEntity.objects.get(pk=arguments["entity"])
    restore_accounting_program(entity=entity, said=arguments["said"], actor=actor)


def sees_allocation(arguments: Mapping[str, Any], viewer: StaffUser) -> bool:
    """It settles an item or pays money out; the item or the money is one that the viewer sees."""
    named = Allocation.objects.filter(pk=arguments["allocation"])
    items, money = named.values("receivable"), named.values("payment")
    return visible_receivables(viewer).filter(pk__in=items).exists() or visible_payments(viewer).filter(pk__in=money).exists()


def sees_payment(arguments: Mapping[str, Any], viewer: StaffUser) -> bool:
    """Of his companies and customers."""
    return visible_payments(viewer).filter(pk=arguments["payment"]).exists()


def sees_decision(arguments: Mapping[str, Any], viewer: StaffUser) -> bool:
    """A bank file is of all customers of its company."""
    decisions = BankLineDecision.objects.filter(pk=arguments["decision"])
    return of_whole_companies(decisions, viewer, path="bank_line__bank_account__entity").exists()


def sees_write_off(arguments: Mapping[str, Any], viewer: StaffUser) -> bool:
    """Its item is one that the viewer sees."""
    items = WriteOff.objects.filter(pk=arguments["write_off"]).values("receivable")
    return visible_receivables(viewer).filter(pk__in=items).exists()


def sees_due_move(arguments: Mapping[str, Any], viewer: StaffUser) -> bool:
    """Its item is one that the viewer sees."""
    items = DueMove.objects.filter(pk=arguments["move"]).values("receivable")
    return visible_receivables(viewer).filter(pk__in=items).exists()


def sees_plan(arguments: Mapping[str, Any], viewer: StaffUser) -> bool:
    """Of his companies and customers."""
    return visible_plans(viewer).filter(pk=arguments["plan"]).exists()


MAPPING = of_a_company(AccountMapping, "mapping")

INVERSES = [
    Inverse("withdraw_payment", _("Take the payment back"), _withdraw_payment, "ledger.book_payments", sees_payment),
    Inverse("take_back_return", _("Take the return back"), _take_back_return, "ledger.book_payments", sees_payment),
    Inverse("take_back_decision", _("Put the bank line back"), _take_back_decision, "ledger.book_payments", sees_decision),
    Inverse("unallocate", _("Open the item again"), _unallocate, "ledger.book_payments", sees_allocation),
    Inverse("allocate_again", _("Settle the item again"), _allocate_again, "ledger.book_payments", sees_allocation),
    Inverse("take_back_write_off", _("Claim again what was given up"), _take_back_write_off, "ledger.write_off", sees_write_off),
    Inverse("take_back_due_move", _("Due as before"), _take_back_due_move, "ledger.agree_terms", sees_due_move),
    Inverse("withdraw_payment_plan", _("Take the plan back"), _withdraw_payment_plan, "ledger.agree_terms", sees_plan),
    Inverse("resume_payment_plan", _("Let the plan stand again"), _resume_payment_plan, "ledger.agree_terms", sees_plan),
    Inverse("resume_missed_plans", _("Let the plans stand again"), _resume_missed_plans, "ledger.agree_terms", of_a_company(Run, "run")),
    Inverse(
        "restore_claim_rule",
        _("The limits of before"),
        _restore_claim_rule,
        "ledger.edit_accounts",
        of_a_company(LegalEntity, "entity", "pk"),
    ),
    Inverse(
        "withdraw_accounting_export",
        _("Take the accounting export back"),
        _withdraw_accounting_export,
        "ledger.export_journal",
        of_a_company(Run, "run"),
    ),
    Inverse(
        "restore_accounting_program",
        _("Export as before"),
        _restore_accounting_program,
        "ledger.edit_accounts",
        of_a_company(LegalEntity, "entity", "pk"),
    ),
    Inverse("map_purpose", _("Post to the account of before"), _map_purpose, "ledger.edit_accounts", MAPPING),
    Inverse("remove_mapping", _("Post where all others go"), _remove_mapping, "ledger.edit_accounts", MAPPING),
    Inverse(
        "add_mapping", _("Post to an account of its own"), _add_mapping, "ledger.edit_accounts", of_a_company(LegalEntity, "entity", "pk")
    ),
    Inverse("withdraw_account", _("Take the account away"), _withdraw_account, "ledger.edit_accounts", of_a_company(Account, "account")),
]
