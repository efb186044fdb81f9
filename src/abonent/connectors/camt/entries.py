"""From one `Ntry` to its bookable lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from lxml.etree import _Element

from abonent.connectors.camt.paths import Facts, collect, steps
from abonent.connectors.camt.refusals import Unreadable
from abonent.connectors.camt.values import day, money, plain_amount, shown, sign, unambiguous, yes
from abonent.ledger.rules.statement import BankEntry, Batch, EntryStatus, PaymentReference, StatementKind

STATUSES = {
    "BOOK": EntryStatus.BOOKED,
    "PDNG": EntryStatus.PENDING,
    "FUTR": EntryStatus.PENDING,
    "INFO": EntryStatus.INFORMATION,
}
NOT_GIVEN = frozenset({"NOTPROVIDED", "NOT PROVIDED", "NOTPROVIDED.", "NONREF"})
LONGEST_TEXT = 500
LONGEST_NAME = 140
LONGEST_IDENTIFIER = 60
MOST_REFERENCES = 1_000

Part = tuple[Decimal, Facts]


@dataclass(slots=True)
class Surroundings:
    """What an entry needs to know of its statement. `warn(code, path, **parameters)` counts a warning."""

    kind: StatementKind
    namespace: str
    own_account: str
    currency: str
    statement_day: date | None
    warn: Callable[..., None]

    def short(self, text: str, limit: int) -> str:
        """Blanks and line ends made single blanks; cut, with a warning, where it is longer than any column."""
        if not text:
            return ""
        text = " ".join(text.split())
        if len(text) > limit:
            self.warn("camt.text_cut", "")
            return text[:limit]
        return text

    def identifier(self, facts: Facts, name: str) -> str:
        text = facts.get(name, "")
        return "" if text in NOT_GIVEN else self.short(text, LONGEST_IDENTIFIER)


def read_detail(element: _Element, namespace: str) -> Facts:
    """The facts of one `TxDtls`; amount and direction are checked here, while their place is known."""
    facts = unambiguous(collect(element, steps("detail", namespace), {}))
    facts["references"] = [read_reference(each, namespace, facts) for each in facts.pop("structured*", ())]
    if "amount" in facts:
        facts["amount"] = money(facts["amount"], "Amt")
    if "direction" in facts:
        facts["direction"] = sign(facts["direction"])
    return facts


def read_reference(element: _Element, namespace: str, detail: Facts) -> PaymentReference:
    """One `Strd`; its free text joins the payer's message. Its amount is a wish of the payer, so a bad one is left out."""
    facts = collect(element, steps("structured", namespace), {})
    detail.setdefault("unstructured*", []).extend(facts.get("text*", ()))
    return PaymentReference(
        reference=" ".join(facts.get("reference", "").split())[:LONGEST_NAME],
        kind=facts.get("kind", "")[:LONGEST_IDENTIFIER],
        issuer=facts.get("issuer", "")[:LONGEST_IDENTIFIER],
        document=facts.get("document", "")[:LONGEST_IDENTIFIER],
        amount=wished_amount(facts),
    )


def wished_amount(facts: Facts) -> Decimal | None:
    for name, direction in (("remitted_amount", 1), ("due_amount", 1), ("credit_note_amount", -1)):
        if name in facts:
            try:
                return direction * plain_amount(facts[name][0], "")
            except Unreadable:
                return None
    return None


def read_entry(element: _Element, details: Sequence[Facts], number: int, around: Surroundings) -> list[BankEntry]:
    """The lines of one `Ntry` whose `TxDtls` were read before."""
    facts = unambiguous(collect(element, steps("entry", around.namespace), {}))
    unsigned, currency = money(facts.get("amount"), "Amt")
    if around.currency and currency != around.currency:
        raise Unreadable("camt.currency_differs", "Amt", found=currency, expected=around.currency)
    amount = sign(facts.get("direction")) * unsigned
    parts = divide(amount, currency, details, around)
    shared = shared_values(facts, currency, around)
    shared["entry_number"] = number
    shared["file_line"] = element.sourceline or 0
    shared["batch"] = batch(facts, len(details), len(parts), around)
    return [line(part, ordinal, facts, shared, around) for ordinal, part in enumerate(parts, start=1)]


def shared_values(facts: Facts, currency: str, around: Surroundings) -> dict[str, Any]:
    """What all lines of an entry have in common."""
    status = read_status(facts.get("status"), around)
    value_on = day(facts.get("value"), "ValDt")
    return {
        "currency": currency,
        "status": status,
        "booked_on": day(facts.get("booked"), "BookgDt") or booking_day(status, value_on, around),
        "value_on": value_on,
        "is_reversal": yes(facts.get("reversal"), "RvslInd"),
        "entry_reference": around.identifier(facts, "entry_reference"),
    }


def read_status(code: str | None, around: Surroundings) -> EntryStatus:
    """A statement holds booked entries by its nature; elsewhere an entry must say that it is booked. Unknown is not booked."""
    status = STATUSES.get(code or "")
    if status is not None:
        return status
    if code:
        around.warn("camt.status_unknown", "Sts", found=shown(code))
        return EntryStatus.INFORMATION
    if around.kind is not StatementKind.STATEMENT:
        raise Unreadable("camt.status_missing", "Sts")
    around.warn("camt.status_assumed", "Sts")
    return EntryStatus.BOOKED


def booking_day(status: EntryStatus, value_on: date | None, around: Surroundings) -> date | None:
    """The standard lets the booking day be left out: then the value day, else the day of the statement."""
    if status is not EntryStatus.BOOKED:
        return None
    taken = value_on or around.statement_day
    if taken is None:
        raise Unreadable("camt.day_missing", "BookgDt")
    around.warn("camt.booking_day_taken", "BookgDt", day=taken.isoformat())
    return taken


def divide(amount: Decimal, currency: str, details: Sequence[Facts], around: Surroundings) -> list[Part]:
    """One part per listed payment where they add up to the entry, else the entry as one part."""
    if not details:
        return [(amount, {})]
    listed = [listed_amount(detail, amount, currency) for detail in details]
    known = [each for each in listed if each is not None]
    if len(details) == 1:
        if known and abs(known[0]) != abs(amount):
            around.warn("camt.detail_differs", "NtryDtls/TxDtls", found=known[0], stated=amount)
        return [(amount, details[0])]
    if len(known) == len(details) and sum(known) == amount:
        return list(zip(known, details, strict=True))
    if known:
        around.warn("camt.details_do_not_add_up", "NtryDtls/TxDtls", found=sum(known), stated=amount)
    else:
        around.warn("camt.details_without_amounts", "NtryDtls/TxDtls")
    return [(amount, together(details))]


def listed_amount(detail: Facts, entry_amount: Decimal, currency: str) -> Decimal | None:
    """The signed amount of a listed payment in the currency of the entry; its direction is the entry's unless it has its own."""
    direction = detail.get("direction") or (-1 if entry_amount < 0 else 1)
    amount, own_currency = detail.get("amount", (None, ""))
    if amount is not None and own_currency == currency:
        return direction * amount
    for name, path in (("transaction_amount", "AmtDtls/TxAmt/Amt"), ("instructed_amount", "AmtDtls/InstdAmt/Amt")):
        text, own_currency = detail.get(name, ("", ""))
        if text and own_currency == currency:
            return direction * plain_amount(text, f"NtryDtls/TxDtls/{path}", currency)
    return None


def together(details: Sequence[Facts]) -> Facts:
    """What several payments that stay one line still tell: their references and messages, but no one payer."""
    references = [each for detail in details for each in detail["references"]]
    messages = [text for detail in details for text in detail.get("unstructured*", ())]
    return {"references": references[:MOST_REFERENCES], "unstructured*": messages[:MOST_REFERENCES]}


def batch(facts: Facts, listed: int, lines: int, around: Surroundings) -> Batch | None:
    """None for an ordinary entry. A batch is itemised when every payment the bank counts is listed and became a line."""
    if "batch*" not in facts and listed < 2:
        return None
    sizes = [text for text in facts.get("batch_size*", ()) if text.isascii() and text.isdigit() and len(text) <= 15]
    size = sum(map(int, sizes)) if sizes else None
    is_itemised = 0 < listed == lines and size in (None, listed)
    return Batch(reference=around.identifier(facts, "batch_reference"), size=size, is_itemised=is_itemised)


def line(part: Part, ordinal: int, entry: Facts, shared: dict[str, Any], around: Surroundings) -> BankEntry:
    amount, detail = part
    them, us = sides(detail, amount, shared["is_reversal"], around.own_account)
    additional = detail.get("return_text*", []) + [detail.get("additional_text") or entry.get("additional_text", "")]
    return BankEntry(
        part=ordinal,
        amount=amount,
        references=tuple(detail.get("references", ())),
        end_to_end_id=around.identifier(detail, "end_to_end_id"),
        unstructured=around.short(" ".join(detail.get("unstructured*", ())), LONGEST_TEXT),
        additional_text=around.short(" ".join(additional), LONGEST_TEXT),
        counterpart_name=around.short(detail.get(them, ""), LONGEST_NAME),
        counterpart_account=compact(detail.get(f"{them}_account", "")),
        counterpart_bic=compact(detail.get(f"{them}_bic", "")),
        ultimate_counterpart_name=around.short(detail.get(f"ultimate_{them}", ""), LONGEST_NAME),
        paid_to_account=compact(detail.get(f"{us}_account", "")),
        bank_reference=around.identifier(detail, "bank_reference") or around.identifier(entry, "bank_reference"),
        bank_transaction_code=transaction_code(detail) or transaction_code(entry),
        return_reason=detail.get("return_reason", "")[:LONGEST_IDENTIFIER],
        **shared,
    )


def sides(detail: Facts, amount: Decimal, is_reversal: bool, own_account: str) -> tuple[str, str]:
    """Which party is the counterpart and which is us.

    Who pays is the debtor; a reversal keeps the parties of the payment it takes back. Some banks turn them round in a
    reversal: our own account in the counterpart's place gives that away.
    """
    them, us = ("debtor", "creditor") if (amount >= 0) != is_reversal else ("creditor", "debtor")
    is_ours = own_account and compact(detail.get(f"{them}_account", "")) == own_account
    is_unknown = them not in detail and f"{them}_account" not in detail
    if is_ours or (is_unknown and is_reversal):
        return us, them
    return them, us


def transaction_code(facts: Facts) -> str:
    """`PMNT/RCDT/ESCT`, or the bank's own code."""
    codes = [facts[name] for name in ("domain", "family", "subfamily") if name in facts]
    return "/".join(codes)[:LONGEST_IDENTIFIER] or facts.get("bank_code", "")[:LONGEST_IDENTIFIER]


def compact(text: str) -> str:
    """An account number or BIC without blanks."""
    return "".join(text.split())[:LONGEST_IDENTIFIER]
