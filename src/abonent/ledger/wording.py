"""Codes of the ledger in words: why somebody may have paid, why an item was settled, what an act did."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from abonent.ledger.rules.candidates import AGAINST, FOR, NEUTRAL, POSSIBLE, SURE, UNLIKELY, Reason
from abonent.ui import wording
from abonent.ui.lists import State

MARKS = {FOR: State(label=gettext_lazy("speaks for it"), icon="check", tone="ok"),
         NEUTRAL: State(label=gettext_lazy("neither"), icon="minus", tone="ink3"),
         AGAINST: State(label=gettext_lazy("speaks against it"), icon="x", tone="danger")}  # fmt: skip

LIKELIHOODS = {
    SURE: State(label=gettext_lazy("Sure"), icon="circle-check", tone="ok"),
    POSSIBLE: State(label=gettext_lazy("Possible"), icon="help-circle", tone=""),
    UNLIKELY: State(label=gettext_lazy("Unlikely"), icon="help-circle", tone=""),
}

# What an entry of the journal was posted for.
ENTRY_KINDS: Mapping[str, Any] = {
    "invoice": gettext_lazy("Invoice"),
    "credit_note": gettext_lazy("Credit note"),
    "bank": gettext_lazy("Bank statement"),
    "payment": gettext_lazy("Payment"),
    "allocation": gettext_lazy("From account to item"),
    "write_off": gettext_lazy("Given up"),
    "write_off_undone": gettext_lazy("Claimed again"),
    "set_aside": gettext_lazy("Set aside"),
    "set_aside_undone": gettext_lazy("Set aside, taken back"),
    "release": gettext_lazy("Revenue released"),
    "imported": gettext_lazy("Taken over"),
}

# Why an item was settled, or opened again, by a payment.
ALLOCATION_REASONS: Mapping[str, Any] = {
    "reference": gettext_lazy("By its reference"),
    "number_in_text": gettext_lazy("By its number in the text"),
    "account_and_amount": gettext_lazy("By account and amount"),
    "oldest_first": gettext_lazy("Oldest first"),
    "by_hand": gettext_lazy("By hand"),
    "credit": gettext_lazy("By a credit note"),
    "write_off": gettext_lazy("Given up"),
    "withdrawn": gettext_lazy("Taken back"),
    "returned": gettext_lazy("Returned by the bank"),
    "refund": gettext_lazy("Paid back"),
    "sent_back": gettext_lazy("Our refund came back"),
}

# What a line that sent money back has in common with the line that had brought it.
SIGNS_OF_RETURN: Mapping[str, Any] = {
    "counterpart_account": gettext_lazy("Same account"),
    "reference": gettext_lazy("Same reference"),
    "end_to_end_id": gettext_lazy("Same number of the payer"),
}

ACTS = {"accept_bank_line": gettext_lazy("accepted"), "set_aside": gettext_lazy("set aside"), "return_bank_line": gettext_lazy("returned")}


def allocation_reason(reason: Mapping[str, Any]) -> str:
    """Why an allocation was made; its code where nobody has words for it."""
    code = str(reason.get("code", ""))
    return str(ALLOCATION_REASONS.get(code, code.replace("_", " ")))


def reason_words(reason: Reason, language: str) -> str:
    """Something that speaks for or against a candidate."""
    return _WORDS[reason.code](reason.parameters, language)


def _money(amount: Any, language: str) -> str:
    return wording.money(amount, None, language)


def _reference(said: Mapping[str, Any], language: str) -> str:
    if not said["documents"]:
        return _("Reference of a paid invoice")
    return _("Reference of %(documents)s") % {"documents": ", ".join(said["documents"])}


def _text(said: Mapping[str, Any], language: str) -> str:
    return (
        _("%(documents)s in the text") % {"documents": ", ".join(said["documents"])}
        if said["documents"]
        else _("A paid invoice in the text")
    )


def _check_digit(said: Mapping[str, Any], language: str) -> str:
    if not said["documents"]:
        return _("Reference of a paid invoice but for the last digit")
    return _("Reference of %(documents)s but for the last digit") % {"documents": ", ".join(said["documents"])}


def _account(said: Mapping[str, Any], language: str) -> str:
    count = said["payments"]
    return ngettext("Same account as %(count)s payment before", "Same account as %(count)s payments before", count) % {"count": count}


def _adds_up(said: Mapping[str, Any], language: str) -> str:
    parts = [_money(part, language) for part in said["parts"]]
    if len(parts) == 1:
        return _("Exactly what is open")
    return f"{' + '.join(parts)} = {_money(said['total'], language)}"


def _short(said: Mapping[str, Any], language: str) -> str:
    return _("%(amount)s short of %(document)s") % {"amount": _money(said["amount"], language), "document": said["document"]}


def _on_account(said: Mapping[str, Any], language: str) -> str:
    return _("%(amount)s stays on account") % {"amount": _money(said["amount"], language)}


def _same_amount(said: Mapping[str, Any], language: str) -> str:
    return _("%(count)s open items of this amount") % {"count": wording.number(said["items"], language)}


def _plain(words: Any) -> Callable[[Mapping[str, Any], str], str]:
    return lambda _said, _language: str(words)


_WORDS: dict[str, Callable[[Mapping[str, Any], str], str]] = {
    "reference": _reference,
    "text": _text,
    "check_digit": _check_digit,
    "account": _account,
    "account_shared": _plain(gettext_lazy("An account that others pay from too")),
    "account_of_others": _plain(gettext_lazy("Account of another customer")),
    "other_account": _plain(gettext_lazy("Other account than before")),
    "adds_up": _adds_up,
    "nearly": _short,
    "short": _short,
    "on_account": _on_account,
    "owes_nothing": _plain(gettext_lazy("Owes nothing")),
    "name": _plain(gettext_lazy("Name")),
    "part_of_name": _plain(gettext_lazy("Part of the name")),
    "other_name": _plain(gettext_lazy("Other name")),
    "same_amount": _same_amount,
}
