"""The queue of unknown bank lines as the bank page shows it: lines left, the chosen one with its candidates right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abonent.access.models import StaffUser
from abonent.customers.queries import search_customers
from abonent.ledger.models import Allocation, BankLine, BankLineDecision, Payment
from abonent.ledger.queries import (
    candidates_by_hand,
    candidates_for,
    customers_of_document,
    latest_bank_file,
    latest_decision,
    payments_from_account,
    returnable,
    signs_of_return,
    unknown_lines,
    visible_lines,
)
from abonent.ledger.rules.candidates import Candidate
from abonent.ledger.wording import ACTS, LIKELIHOODS, MARKS, SIGNS_OF_RETURN, reason_words
from abonent.runs.models import Act
from abonent.ui import wording
from abonent.ui.lists import State
from abonent.ui.lists.reader import Reader, present_reader

LINES_SHOWN = 60
FOUND_BY_HAND = 3
EARLIER_PAYMENTS_READ = 50
EARLIER_PAYMENTS_SHOWN = 3
DECISIONS = (BankLineDecision.Kind.FEE, BankLineDecision.Kind.TRANSFER, BankLineDecision.Kind.INTEREST)
BEST_KEYS = "Enter 1"


@dataclass(frozen=True)
class Row:
    """A line of the list: what the payer said, how many may have paid it. `currency` stands with the amount where the list mixes several."""

    line: BankLine
    currency: str | None
    said: str
    found: str


@dataclass(frozen=True)
class ShownReason:
    """A reason with its mark."""

    mark: State
    words: str


@dataclass(frozen=True)
class ShownCandidate:
    """A candidate with its place, its key, and what accepting it posts."""

    rank: int
    candidate: Candidate
    likelihood: State
    reasons: list[ShownReason]
    takes_focus: bool = False

    @property
    def is_best(self) -> bool:
        """Whether Enter accepts it."""
        return self.rank == 1

    @property
    def key(self) -> str:
        """What to press."""
        return BEST_KEYS if self.is_best else str(self.rank)

    @property
    def items(self) -> list[str]:
        """item:amount, as the acceptance takes them."""
        return [f"{settled.item.receivable}:{settled.amount}" for settled in self.candidate.settles]


@dataclass(frozen=True)
class ShownReturn:
    """A payment that the line may have sent back: what the two have in common, and the documents it had settled."""

    payment: Payment
    signs: list[str]
    documents: str


@dataclass(frozen=True)
class Earlier:
    """What came from the account of a line before."""

    payments: list[Payment]
    summary: str


@dataclass(frozen=True)
class ShownFile:
    """The file that came last, and how far it is known; `earlier_left` lines of files before it wait too."""

    file: Any
    known: int
    share: float
    words: str
    earlier_left: int


@dataclass(frozen=True)
class LatestAct:
    """What the viewer decided last, and can undo."""

    act: Act
    words: str


def queue(viewer: StaffUser, line: BankLine | None) -> dict[str, Any]:
    """Everything the page shows; `line` is the chosen one, else the first."""
    reader = present_reader()
    lines = list(unknown_lines(viewer)[: LINES_SHOWN + 1])
    left = len(lines) if len(lines) <= LINES_SHOWN else unknown_lines(viewer).count()
    lines = lines[:LINES_SHOWN]
    chosen = line or (lines[0] if lines else None)
    if chosen and chosen not in lines:
        lines.insert(0, chosen)
    found = candidates_for(lines, viewer)
    mixed = len({each.currency for each in lines}) > 1
    return {
        "rows": [
            Row(each, each.currency if mixed else None, _said(each, found[each.pk]), _found_words(each, found[each.pk])) for each in lines
        ],
        "left": left,
        "more": left - len(lines),
        "shown_file": _shown_file(viewer, left, reader),
        "may_book": viewer.may("ledger.book_payments"),
        **(beside(viewer, chosen, found[chosen.pk]) if chosen else {"line": None, "latest_act": _latest_act(viewer, reader)}),
    }


def beside(viewer: StaffUser, line: BankLine, found: Sequence[Candidate] | None = None) -> dict[str, Any]:
    """What stands beside the list for the chosen line."""
    reader = present_reader()
    candidates = candidates_for([line], viewer)[line.pk] if found is None else found
    return {
        "line": line,
        "candidates": shown(candidates, reader),
        "returns": returns_shown(viewer, line),
        "earlier": _earlier(line, viewer),
        "decisions": [(kind.value, kind.label) for kind in DECISIONS],
        "latest_act": _latest_act(viewer, reader),
        "may_book": viewer.may("ledger.book_payments"),
        "typed": "",
    }


def found_by_hand(viewer: StaffUser, line: BankLine, text: str, *, takes_focus: bool) -> dict[str, Any]:
    """The customers that a person means: by number, name, telephone, or by a document of theirs."""
    reader = present_reader()
    customers = customers_of_document(text, viewer) or [
        hit.id for hit in search_customers(text, viewer, limit=FOUND_BY_HAND, today=reader.today)
    ]
    found = candidates_by_hand(line, customers[:FOUND_BY_HAND], viewer) if line.amount > 0 else []
    return {
        "line": line,
        "candidates": shown(found, reader, takes_focus=takes_focus),
        "returns": returns_shown(viewer, line, customers[:FOUND_BY_HAND]),
        "typed": text,
        "may_book": viewer.may("ledger.book_payments"),
    }


def returns_shown(viewer: StaffUser, line: BankLine, customers: Sequence[int] | None = None) -> list[ShownReturn]:
    """The payments that a line may have sent back; without customers, those of its reference and of its payer's name."""
    if line.amount > 0:
        return []
    if customers is None:
        named = customers_of_document(line.reference, viewer) if line.reference else []
        alike = search_customers(line.counterpart_name, viewer, limit=FOUND_BY_HAND, today=present_reader().today)
        customers = [*named, *(hit.id for hit in alike)]
    settled = Allocation.objects.filter(receivable__isnull=False, amount__gt=0, reversed_by=None).select_related("receivable")
    return [
        ShownReturn(
            payment,
            [str(SIGNS_OF_RETURN[sign]) for sign in signs_of_return(line, payment)],
            ", ".join(each.receivable.document_number for each in settled.filter(payment=payment) if each.receivable),
        )
        for payment in returnable(line, viewer, customers)
    ]


def shown(candidates: Sequence[Candidate], reader: Reader, *, takes_focus: bool = False) -> list[ShownCandidate]:
    """Candidates in their order, with words."""
    return [
        ShownCandidate(
            rank,
            candidate,
            LIKELIHOODS[candidate.likelihood],
            [ShownReason(MARKS[reason.mark], reason_words(reason, reader.language)) for reason in candidate.reasons],
            takes_focus and rank == 1,
        )
        for rank, candidate in enumerate(candidates, start=1)
    ]


def _said(line: BankLine, candidates: Sequence[Candidate]) -> str:
    """The second row of a line: the reference and what is odd about it, else the text."""
    if line.is_reversal:
        return _("Taken back by the bank")
    if line.is_batch_sum:
        return _("A sum without its payments")
    if line.reference:
        wrong_digit = any(reason.code == "check_digit" for candidate in candidates for reason in candidate.reasons)
        return _("%(reference)s, wrong last digit") % {"reference": line.reference} if wrong_digit else line.reference
    return format_html("<q>{}</q>", line.text) if line.text else _("No reference")


def _found_words(line: BankLine, candidates: Sequence[Candidate]) -> str:
    if not candidates:
        return _("no candidate")
    return ngettext("%(count)s candidate", "%(count)s candidates", len(candidates)) % {"count": len(candidates)}


def _earlier(line: BankLine, viewer: StaffUser) -> Earlier | None:
    payments = list(payments_from_account(line, viewer)[:EARLIER_PAYMENTS_READ])
    if not payments:
        return None
    names = {payment.customer.canonical_id: payment.customer.name for payment in payments}
    count = ngettext("%(count)s payment", "%(count)s payments", len(payments)) % {"count": len(payments)}
    if len(names) == 1:
        whose = _("all %(name)s") % {"name": next(iter(names.values()))}
    else:
        whose = _("of %(count)s customers") % {"count": len(names)}
    return Earlier(payments[:EARLIER_PAYMENTS_SHOWN], f"{count}, {whose}")


def _shown_file(viewer: StaffUser, left: int, reader: Reader) -> ShownFile | None:
    file = latest_bank_file(viewer)
    if file is None:
        return None
    known = int(file.lines - file.left_lines)
    figures = {"known": wording.number(known, reader.language), "lines": wording.number(int(file.lines), reader.language)}
    share = 100 * known / int(file.lines) if file.lines else 100.0
    return ShownFile(file, known, share, _("%(known)s of %(lines)s lines matched") % figures, left - int(file.left_lines))


def _latest_act(viewer: StaffUser, reader: Reader) -> LatestAct | None:
    act = latest_decision(viewer)
    line = visible_lines(viewer).filter(pk=act.subject_ids[0]).first() if act else None
    if act is None or line is None:
        return None
    amount = wording.money(line.amount, line.currency, reader.language)
    return LatestAct(act, f"{line.counterpart_name or line.text} {amount}, {ACTS.get(act.verb, act.verb)}")
