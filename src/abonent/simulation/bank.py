"""Bank files as a bank would write them: notifications (camt.054) and statements (camt.053), as XML.

Swedish banks report bankgiro payments in camt.054 version 8, the payments of a day as one entry with a batch of
details; Finnish banks send a daily camt.053 version 2 with each payment as an entry of its own, and balances.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from lxml import etree
from lxml.builder import ElementMaker

Version = Literal["camt.053.001.02", "camt.054.001.08"]
Element = Any


@dataclass(frozen=True)
class Transfer:
    """One movement on our account: positive came in, negative went out (a fee, a payment returned)."""

    amount: Decimal
    payer_name: str = ""
    payer_account: str = ""
    reference: str = ""
    text: str = ""
    bank_id: str = ""
    reversal: bool = False


@dataclass(frozen=True)
class BankedAccount:
    """An account of ours as the bank knows it."""

    scheme: str
    number: str
    bic: str
    currency: str
    owner: str


@dataclass(frozen=True)
class BankDay:
    """What the bank reports about one day; the balances are given in statements only."""

    account: BankedAccount
    booked_on: date
    reported_at: datetime
    sequence: int
    transfers: Sequence[Transfer]
    opening_balance: Decimal | None = None

    @property
    def closing_balance(self) -> Decimal | None:
        return None if self.opening_balance is None else self.opening_balance + sum(transfer.amount for transfer in self.transfers)


def notification(days: Sequence[BankDay]) -> bytes:
    """A camt.054.001.08 file: one notification a day, its credits with a reference gathered in one entry."""
    return _Writer("camt.054.001.08").file("BkToCstmrDbtCdtNtfctn", "Ntfctn", days)


def statement(days: Sequence[BankDay]) -> bytes:
    """A camt.053.001.02 file: one statement a day, each movement an entry, with opening and closing balance."""
    return _Writer("camt.053.001.02").file("BkToCstmrStmt", "Stmt", days)


class _Writer:
    """Knows the names of one version; element names differ little between them."""

    def __init__(self, version: Version) -> None:
        namespace = f"urn:iso:std:iso:20022:tech:xsd:{version}"
        self.make = ElementMaker(namespace=namespace, nsmap={None: namespace})
        self.later = version.endswith("08")

    def file(self, message: str, report: str, days: Sequence[BankDay]) -> bytes:
        latest = days[-1]
        stamp = latest.reported_at.strftime("%Y-%m-%dT%H:%M:%S")
        message_id = f"{latest.account.number[-8:]}{latest.booked_on:%Y%m%d}{latest.sequence:05d}"
        header = self.make.GrpHdr(self.make.MsgId(message_id), self.make.CreDtTm(stamp))
        reports = [self._report(report, day, stamp) for day in days]
        document = self.make.Document(self.make(message, header, *reports))
        return etree.tostring(document, xml_declaration=True, encoding="UTF-8", pretty_print=True)

    def _report(self, name: str, day: BankDay, stamp: str) -> Element:
        return self.make(
            name,
            self.make.Id(f"{day.booked_on:%Y%m%d}-{day.sequence}"),
            self.make.ElctrncSeqNb(str(day.sequence)),
            self.make.CreDtTm(stamp),
            self._account(day.account),
            *self._balances(day),
            *self._entries(day),
        )

    def _account(self, account: BankedAccount) -> Element:
        make = self.make
        if account.scheme == "iban":
            identity, servicer = make.IBAN(account.number), make("BICFI" if self.later else "BIC", account.bic)
        else:
            identity = make.Othr(make.Id(account.number), make.SchmeNm(make.Prtry("BGNR")))
            servicer = make.ClrSysMmbId(make.ClrSysId(make.Cd("SESBA")), make.MmbId("9900"))
        owner = make.Ownr(make.Nm(account.owner))
        return make.Acct(make.Id(identity), make.Ccy(account.currency), owner, make.Svcr(make.FinInstnId(servicer)))

    def _balances(self, day: BankDay) -> list[Element]:
        if day.opening_balance is None or day.closing_balance is None:
            return []
        return [self._balance("OPBD", day.opening_balance, day), self._balance("CLBD", day.closing_balance, day)]

    def _balance(self, kind: str, amount: Decimal, day: BankDay) -> Element:
        make = self.make
        code, on = make.Tp(make.CdOrPrtry(make.Cd(kind))), make.Dt(make.Dt(day.booked_on.isoformat()))
        return make.Bal(code, self._amount(amount, day), self._sign(amount), on)

    def _entries(self, day: BankDay) -> list[Element]:
        if not self.later:
            return [self._entry(day, [transfer]) for transfer in day.transfers]
        gathered = [transfer for transfer in day.transfers if transfer.reference and transfer.amount > 0 and not transfer.reversal]
        others = [transfer for transfer in day.transfers if transfer not in gathered]
        return [*([self._entry(day, gathered)] if gathered else []), *(self._entry(day, [transfer]) for transfer in others)]

    def _entry(self, day: BankDay, transfers: Sequence[Transfer]) -> Element:
        make = self.make
        total = sum((transfer.amount for transfer in transfers), Decimal(0))
        many = len(transfers) > 1
        booked = make.Sts(make.Cd("BOOK")) if self.later else make.Sts("BOOK")
        reversed_ = [make.RvslInd("true")] if transfers[0].reversal else []
        batch = [make.Btch(make.NbOfTxs(str(len(transfers))))] if many else []
        bank_id = f"{day.booked_on:%Y%m%d}BATCH{day.sequence}" if many else transfers[0].bank_id
        return make.Ntry(
            self._amount(total, day),
            self._sign(total),
            *reversed_,
            booked,
            make.BookgDt(make.Dt(day.booked_on.isoformat())),
            make.ValDt(make.Dt(day.booked_on.isoformat())),
            *([make.AcctSvcrRef(bank_id)] if bank_id else []),
            self._code(total),
            make.NtryDtls(*batch, *(self._detail(day, transfer) for transfer in transfers)),
        )

    def _detail(self, day: BankDay, transfer: Transfer) -> Element:
        make = self.make
        bank_id = [make.AcctSvcrRef(transfer.bank_id)] if transfer.bank_id else []
        parties = self._parties(transfer)
        amount = self._amount(transfer.amount, day)
        size = [amount, self._sign(transfer.amount)] if self.later else [make.AmtDtls(make.TxAmt(amount))]
        return make.TxDtls(make.Refs(*bank_id, make.EndToEndId("NOTPROVIDED")), *size, *parties, *self._remittance(transfer))

    def _parties(self, transfer: Transfer) -> list[Element]:
        make = self.make
        if not transfer.payer_name:
            return []
        role = "Dbtr" if transfer.amount > 0 else "Cdtr"
        name = make.Nm(transfer.payer_name[:70])
        party = make(role, make.Pty(name)) if self.later else make(role, name)
        account = [make(f"{role}Acct", make.Id(make.IBAN(transfer.payer_account)))] if transfer.payer_account else []
        return [make.RltdPties(party, *account)]

    def _remittance(self, transfer: Transfer) -> list[Element]:
        make = self.make
        if not (transfer.reference or transfer.text):
            return []
        text = [make.Ustrd(transfer.text[:140])] if transfer.text else []
        structured = []
        if transfer.reference:
            kind = make.Tp(make.CdOrPrtry(make.Cd("SCOR")))
            structured = [make.Strd(make.CdtrRefInf(kind, make.Ref(transfer.reference)))]
        return [make.RmtInf(*text, *structured)]

    def _code(self, amount: Decimal) -> Element:
        make = self.make
        family, part = ("RCDT", "ESCT") if amount > 0 else ("ICDT", "ESCT")
        return make.BkTxCd(make.Domn(make.Cd("PMNT"), make.Fmly(make.Cd(family), make.SubFmlyCd(part))))

    def _amount(self, amount: Decimal, day: BankDay) -> Element:
        return self.make.Amt(f"{abs(amount):.2f}", Ccy=day.account.currency)

    def _sign(self, amount: Decimal) -> Element:
        return self.make.CdtDbtInd("CRDT" if amount >= 0 else "DBIT")
