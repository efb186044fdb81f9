"""Who may have paid a bank line that no rule could match: the likeliest first, what it would settle, and why.

Evidence adds up; the weights and worked cases stand in docs/algorithms/bank-candidates.md. Amounts are those of one
line, one currency and one company.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

from abonent.kit.alphabets import fold

NOTHING = Decimal(0)
MOST_CANDIDATES = 3
MOST_ITEMS_ADDED_UP = 4
OLDEST_ITEMS_TRIED = 12  # with four of them: 793 sums at the most
SMALL_DIFFERENCE = Decimal("0.02")  # of the line

FOR, NEUTRAL, AGAINST = "for", "neutral", "against"
SURE, POSSIBLE, UNLIKELY = "sure", "possible", "unlikely"
SURE_FROM, POSSIBLE_FROM = 95, 40

WEIGHTS = {
    "reference": 60,
    "text": 45,
    "check_digit": 40,
    "account": 40,
    "adds_up": 30,
    "name": 25,
    "account_shared": 15,
    "nearly": 15,
    "part_of_name": 10,
    "other_account": -5,
    "other_name": -10,
    "owes_nothing": -10,
    "account_of_others": -20,
}
SECOND_WAY = -60


@dataclass(frozen=True)
class Evidence:
    """A piece of what speaks for a customer. `how`: reference, text, check_digit (then with the item), account, name or amount.

    `times`: payments from the account, or how many open items have the amount.
    """

    how: str
    customer: int
    receivable: int | None = None
    times: int = 0


@dataclass(frozen=True)
class OpenItem:
    """An open item of a customer."""

    receivable: int
    document: str
    due_on: date
    open_amount: Decimal


@dataclass(frozen=True)
class Payer:
    """What is known of a customer who may have paid: open items oldest first, accounts that payments came from."""

    customer: int
    number: int
    name: str
    items: Sequence[OpenItem] = ()
    accounts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class UnknownMoney:
    """What the bank says of the line."""

    amount: Decimal
    name: str = ""
    account: str = ""


@dataclass(frozen=True)
class Reason:
    """Something that speaks for, against, or merely is so; words are found by code."""

    mark: str
    code: str
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Settled:
    """An item and how much of it the money would settle."""

    item: OpenItem
    amount: Decimal


@dataclass(frozen=True)
class Candidate:
    """A customer, what the line would settle for him, and why one may think so."""

    payer: Payer
    settles: tuple[Settled, ...]
    on_account: Decimal
    reasons: tuple[Reason, ...]
    score: int

    @property
    def customer(self) -> int:
        """The id of the customer."""
        return self.payer.customer

    @property
    def likelihood(self) -> str:
        """sure, possible or unlikely."""
        return SURE if self.score >= SURE_FROM else POSSIBLE if self.score >= POSSIBLE_FROM else UNLIKELY


def candidates(money: UnknownMoney, evidence: Sequence[Evidence], payers: Mapping[int, Payer]) -> list[Candidate]:
    """The likeliest payers, at most MOST_CANDIDATES; one customer comes twice where his items can be settled in two ways."""
    found = [
        candidate
        for customer, payer in payers.items()
        if any(each.customer == customer for each in evidence)
        for candidate in candidates_of(money, payer, evidence)
    ]
    return sorted(found, key=lambda candidate: (-candidate.score, candidate.on_account, candidate.customer))[:MOST_CANDIDATES]


def candidates_of(money: UnknownMoney, payer: Payer, evidence: Sequence[Evidence]) -> Iterator[Candidate]:
    """One customer as the payer: the best way to settle his items, and a second where the payer named fewer than the money pays."""
    own = [each for each in evidence if each.customer == payer.customer]
    named = {each.receivable for each in own if each.receivable is not None}
    for place, settles in enumerate(_ways(money.amount, payer.items, named)):
        reasons = (
            *_about_numbers(payer, own),
            *_about_account(money, payer, evidence),
            *_about_fit(money.amount, payer.items, settles),
            *_about_name(money.name, payer.name),
            *_about_amount(own),
        )
        score = sum(WEIGHTS.get(reason.code, 0) for reason in reasons) + place * SECOND_WAY
        yield Candidate(payer, settles, money.amount - _sum(settles), reasons, score)


# -- what the money would settle ---------------------------------------------------------------------------------------


def in_turn(amount: Decimal, items: Sequence[OpenItem]) -> tuple[Settled, ...]:
    """The items one after the other as far as the money goes."""
    settled, left = [], amount
    for item in items:
        if left <= 0:
            break
        part = min(item.open_amount, left)
        settled.append(Settled(item, part))
        left -= part
    return tuple(settled)


def _ways(amount: Decimal, items: Sequence[OpenItem], named: set[int]) -> list[tuple[Settled, ...]]:
    meant = [item for item in items if item.receivable in named]
    rest = [item for item in items if item.receivable not in named]
    best = _adding_up(amount, meant, rest) or in_turn(amount, [*meant, *rest])
    only_named = in_turn(amount, meant)
    return [best, only_named] if meant and only_named != best else [best]


def _adding_up(amount: Decimal, meant: Sequence[OpenItem], rest: Sequence[OpenItem]) -> tuple[Settled, ...]:
    """The fewest items that make exactly the amount, those that the payer named among them; none if there are no such."""
    wanted = amount - sum((item.open_amount for item in meant), NOTHING)
    if wanted < 0:
        return ()
    for count in range(MOST_ITEMS_ADDED_UP + 1):
        for chosen in combinations(rest[:OLDEST_ITEMS_TRIED], count):
            if sum((item.open_amount for item in chosen), NOTHING) == wanted:
                return tuple(Settled(item, item.open_amount) for item in (*meant, *chosen))
    return ()


def _sum(settles: Sequence[Settled]) -> Decimal:
    return sum((each.amount for each in settles), NOTHING)


# -- what speaks for and against it ------------------------------------------------------------------------------------


def _about_numbers(payer: Payer, own: Sequence[Evidence]) -> Iterator[Reason]:
    documents = {item.receivable: item.document for item in payer.items}
    for how in ("reference", "text", "check_digit"):
        found = [each.receivable for each in own if each.how == how]
        if found:
            named = [documents[receivable] for receivable in found if receivable in documents]
            yield Reason(FOR, how, {"documents": list(dict.fromkeys(named))})
            return


def _about_account(money: UnknownMoney, payer: Payer, evidence: Sequence[Evidence]) -> Iterator[Reason]:
    users = {each.customer: each.times for each in evidence if each.how == "account"}
    if payer.customer in users:
        shared = len(users) > 1
        code, mark = ("account_shared", NEUTRAL) if shared else ("account", FOR)
        yield Reason(mark, code, {"payments": users[payer.customer]})
    elif users:
        yield Reason(AGAINST, "account_of_others")
    elif money.account and payer.accounts and money.account not in payer.accounts:
        yield Reason(AGAINST, "other_account")


def _about_fit(amount: Decimal, items: Sequence[OpenItem], settles: Sequence[Settled]) -> Iterator[Reason]:
    settled = _sum(settles)
    short = next((each for each in settles if each.amount < each.item.open_amount), None)
    if not items:
        yield Reason(AGAINST, "owes_nothing")
    elif short:
        missing = short.item.open_amount - short.amount
        code = "nearly" if missing <= amount * SMALL_DIFFERENCE else "short"
        yield Reason(NEUTRAL, code, {"document": short.item.document, "amount": missing})
    elif settled == amount:
        yield Reason(FOR, "adds_up", {"parts": [each.amount for each in settles], "total": amount})
    if items and settled < amount:
        yield Reason(NEUTRAL, "on_account", {"amount": amount - settled})


def _about_name(said: str, name: str) -> tuple[Reason, ...]:
    ours, theirs = name_words(name), name_words(said)
    if not theirs:
        return ()
    if all_in(theirs, ours) or all_in(ours, theirs):
        return (Reason(FOR, "name"),)
    if any(len(word) > 2 for word in ours & theirs):
        return (Reason(NEUTRAL, "part_of_name"),)
    return (Reason(AGAINST, "other_name"),)


def _about_amount(own: Sequence[Evidence]) -> Iterator[Reason]:
    """That an item has this amount says little where many have it."""
    same = next((each for each in own if each.how == "amount"), None)
    if same and same.times > 1:
        yield Reason(NEUTRAL, "same_amount", {"items": same.times})


def name_words(name: str) -> set[str]:
    """The words of a name as a bank would write them: small letters without marks."""
    return set(fold(name).replace("-", " ").replace(",", " ").replace(".", " ").split())


def all_in(few: set[str], many: set[str]) -> bool:
    """Whether each of a few words is among many, a letter standing for a word that begins with it; never by initials alone."""
    return any(len(word) > 1 for word in few) and all(word in many or (len(word) == 1 and _begins_one(word, many)) for word in few)


def _begins_one(letter: str, words: set[str]) -> bool:
    return any(word.startswith(letter) for word in words)
