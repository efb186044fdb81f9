"""From `Stmt`, `Rpt` or `Ntfctn` to a `BankStatement`: all that is not an entry, and the check against its own totals."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from lxml.etree import _Element

from abonent.connectors.camt.paths import Facts, collect, split_name, steps
from abonent.connectors.camt.refusals import Unreadable
from abonent.connectors.camt.totals import Tallies, check_balances, check_summary, opening_and_closing
from abonent.connectors.camt.values import CURRENCY, day, moment, money, shown, sign, unambiguous
from abonent.ledger.rules.statement import AccountNumber, Balance, BankStatement, StatementKind

KINDS = {
    "Stmt": (StatementKind.STATEMENT, "BkToCstmrStmt", "camt.053"),
    "Rpt": (StatementKind.REPORT, "BkToCstmrAcctRpt", "camt.052"),
    "Ntfctn": (StatementKind.NOTIFICATION, "BkToCstmrDbtCdtNtfctn", "camt.054"),
}
MESSAGES = tuple(message for _, message, _ in KINDS.values())
CONTRADICTIONS = ("camt.count_differs", "camt.sum_differs", "camt.balance_differs")
VERSION = re.compile(r"camt\.05[234]\.001\.\d{2}")
LONGEST_IDENTIFIER = 60
LONGEST_NAME = 140


class StatementHead:
    """The facts around the entries of one statement; `warn(code, path, **parameters)` counts a warning.

    Built when the first entry ends, for what entries need to know, and again, complete, when the statement ends.
    """

    def __init__(self, element: _Element, warn: Callable[..., None]) -> None:
        self.element = element
        self.warn = warn
        self.namespace, name = split_name(element.tag)
        self.message = element.getparent()
        if name not in KINDS or self.message is None or not split_name(self.message.tag)[1].startswith(KINDS[name][1]):
            raise Unreadable("camt.misplaced")
        self.kind, _, family = KINDS[name]
        version = VERSION.search(self.namespace)
        self.message_format = version[0] if version else family
        self.facts: Facts = collect(element, steps("statement", self.namespace), {})
        self.header: Facts = self._header()

    def _header(self) -> Facts:
        element = self.message.find(f"{{{self.namespace}}}GrpHdr" if self.namespace else "GrpHdr")
        return collect(element, steps("header", self.namespace), {}) if element is not None else {}

    def account(self) -> AccountNumber:
        """The account as the bank names it; an IBAN where a bank puts one under another heading stays what the bank calls it."""
        for fact, scheme in (("iban", "IBAN"), ("bban", "BBAN"), ("upic", "UPIC")):
            if fact in self.facts:
                return AccountNumber(self._identifier(fact, compact=True), scheme)
        return AccountNumber(self._identifier("account_number", compact=True), self._identifier("account_scheme"))

    def stated_currency(self) -> str:
        currency = self.facts.get("currency", "")
        if currency and not CURRENCY.fullmatch(currency):
            raise Unreadable("camt.currency_unreadable", "Acct/Ccy", found=shown(currency))
        return currency

    def any_day(self) -> date | None:
        """The day of an entry that has none of its own: that of the latest balance, else of the period's end or the making."""
        balances = [collect(each, steps("balance", self.namespace), {}) for each in self.facts.get("balances*", ())]
        for text in (max((each.get("on", "") for each in balances), default=""), self.facts.get("ends"), self._created()):
            try:
                if found := day(text, ""):
                    return found
            except Unreadable:
                continue
        return None

    def is_whole(self) -> bool:
        """Whether the statement is not a page of a longer one; pages of the message count where it says nothing itself."""
        page = self.facts.get("page") or self.header.get("page") or "1"
        last = self.facts.get("last_page") or self.header.get("last_page") or "true"
        return page.lstrip("0") == "1" and last.lower() in ("true", "1", "yes")

    def _created(self) -> str:
        return self.facts.get("created") or self.header.get("created", "")

    def _identifier(self, fact: str, *, compact: bool = False) -> str:
        text = self.facts.get(fact, "")
        return ("".join(text.split()) if compact else text)[:LONGEST_IDENTIFIER]

    # -- the finished statement ------------------------------------------------------------------------------------

    def statement(self, tallies: Tallies, entry_currency: str) -> BankStatement:
        """Checked against its own totals; entries and warnings are added by the reader."""
        account = self.account()
        if not account.number:
            raise Unreadable("camt.account_missing", "Acct/Id")
        if not self.facts.get("statement_id"):
            self.warn("camt.statement_id_missing", "Id")
        balances = tuple(self._balance(each, f"Bal[{ordinal}]") for ordinal, each in enumerate(self.facts.get("balances*", ()), 1))
        currency = self._currency(entry_currency, balances)
        self._check(tallies, balances, currency)
        opening, closing = opening_and_closing(balances, currency)
        return BankStatement(
            kind=self.kind,
            message_format=self.message_format,
            message_id=self.header.get("message_id", "")[:LONGEST_IDENTIFIER],
            statement_id=self._identifier("statement_id"),
            electronic_sequence=self._identifier("electronic_sequence"),
            legal_sequence=self._identifier("legal_sequence"),
            account=account,
            account_owner=self.facts.get("account_owner", "")[:LONGEST_NAME],
            currency=currency,
            created_at=moment(self._created()),
            starts_on=self._period_day("starts", "FrToDt/FrDtTm"),
            ends_on=self._period_day("ends", "FrToDt/ToDtTm"),
            opening=opening,
            closing=closing,
            balances=balances,
            totals=tallies.totals(),
            file_line=self.element.sourceline or 0,
        )

    def _balance(self, element: _Element, path: str) -> Balance:
        facts = unambiguous(collect(element, steps("balance", self.namespace), {}))
        amount, currency = money(facts.get("amount"), f"{path}/Amt")
        direction = facts.get("direction")
        if direction is None:
            self.warn("camt.balance_direction_missing", path)
        signed = amount * (sign(direction, f"{path}/CdtDbtInd") if direction else 1)
        return Balance(facts.get("kind", "")[:LONGEST_IDENTIFIER], signed, currency, day(facts.get("on"), f"{path}/Dt"))

    def _currency(self, entry_currency: str, balances: tuple[Balance, ...]) -> str:
        """That of the account; a bank that does not say holds it in the currency of its entries, else of its balances."""
        stated = self.stated_currency()
        if stated and entry_currency and stated != entry_currency:
            raise Unreadable("camt.currency_differs", "Acct/Ccy", found=entry_currency, expected=stated)
        return stated or entry_currency or next((balance.currency for balance in balances), "")

    def _check(self, tallies: Tallies, balances: tuple[Balance, ...], currency: str) -> None:
        try:
            check_summary(self.facts, tallies)
            check_balances(balances, currency, tallies.totals().net, self.kind, self.warn)
        except Unreadable as trouble:
            if trouble.code not in CONTRADICTIONS or self.is_whole():
                raise
            self.warn("camt.page_of_several", trouble.path)

    def _period_day(self, fact: str, path: str) -> date | None:
        """No money hangs on the period, so a day that cannot be read is left out."""
        try:
            return day(self.facts.get(fact), path)
        except Unreadable as trouble:
            self.warn("camt.time_unreadable", path, **trouble.parameters)
            return None
