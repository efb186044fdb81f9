"""Read pain.002, the bank's report on an order of ours: what it refused, whole, in part or piece by piece, and why.

All versions have the same names for what is read here, whatever their namespace. A report is small: it is read as one tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import BinaryIO, NoReturn

from lxml import etree
from lxml.etree import _Element

from abonent.connectors.camt.source import Source, readable_head
from abonent.connectors.pain.refusals import CannotReadReport
from abonent.ledger.rules.answers import About, BankAnswer, Verdict

SIZE_LIMIT = 32 * 1024 * 1024
REPORT = re.compile(r"pain\.002\.001|<(?:[\w.-]+:)?CstmrPmtStsRpt")
STATUS = re.compile(r"[A-Z]{4}")
AMOUNT = re.compile(r"\d{1,12}(\.\d{1,5})?", re.ASCII)
REFUSED = "RJCT"


def looks_like_report(head: bytes) -> bool:
    """Whether the beginning of a file is that of a report on an order."""
    text = readable_head(head)
    return text.startswith("<") and REPORT.search(text) is not None


def stream_report(file: BinaryIO, name: str) -> Iterator[BankAnswer]:
    """What the bank says of each order, part of one, and piece."""
    tree = _tree(file, name)
    reports = list(tree.iterfind(".//{*}CstmrPmtStsRpt"))
    if not reports:
        _refuse(name, tree, "pain.no_report")
    for report in reports:
        yield from Report(report, name).answers()


class Report:
    """One message."""

    def __init__(self, element: _Element, name: str) -> None:
        self.element = element
        self.name = name
        self.told_on = self._day()
        self.message = _text(element, "OrgnlGrpInfAndSts/OrgnlMsgId")
        if not self.message:
            _refuse(name, element, "pain.order_missing")

    def answers(self) -> Iterator[BankAnswer]:
        """Of the order, then of each part with its pieces: what is said in particular comes last."""
        for group in self.element.iterfind("{*}OrgnlGrpInfAndSts"):
            yield from self._of_order(group, "GrpSts", "")
        for part in self.element.iterfind("{*}OrgnlPmtInfAndSts"):
            yield from self._of_order(part, "PmtInfSts", _text(part, "OrgnlPmtInfId"))
            for piece in part.iterfind("{*}TxInfAndSts"):
                yield self._of_piece(piece)

    def _of_order(self, element: _Element, status: str, part: str) -> Iterator[BankAnswer]:
        if self._verdict(element, status) is not None:
            yield self._answer(About.ORDER, element, status, part)

    def _of_piece(self, element: _Element) -> BankAnswer:
        reference = _text(element, "OrgnlEndToEndId")
        if not reference:
            _refuse(self.name, element, "pain.piece_missing")
        return self._answer(About.PIECE, element, "TxSts", reference)

    def _answer(self, about: About, element: _Element, status: str, reference: str) -> BankAnswer:
        return BankAnswer(
            about,
            self._verdict(element, status) or Verdict.NOTED,
            self.told_on,
            message=self.message,
            reference=reference,
            amount=self._amount(element),
            code=_text(element, "StsRsnInf/Rsn/Cd") or _text(element, "StsRsnInf/Rsn/Prtry"),
            file_line=element.sourceline or 0,
        )

    def _verdict(self, element: _Element, status: str) -> Verdict | None:
        """Refused or not; whatever else a status says, money follows only from what is booked."""
        found = _text(element, status)
        if found and not STATUS.fullmatch(found):
            _refuse(self.name, element, "pain.status_unreadable", found=found)
        return Verdict.FAILED if found == REFUSED else Verdict.NOTED if found else None

    def _amount(self, element: _Element) -> Decimal | None:
        found = _text(element, "OrgnlTxRef/Amt/InstdAmt")
        if found and not AMOUNT.fullmatch(found):
            _refuse(self.name, element, "camt.amount_unreadable", found=found)
        return Decimal(found) if found else None

    def _day(self) -> date:
        found = _text(self.element, "GrpHdr/CreDtTm")
        try:
            return date.fromisoformat(found[:10])
        except ValueError:
            _refuse(self.name, self.element, "camt.day_unreadable", found=found)


def _tree(file: BinaryIO, name: str) -> _Element:
    source = Source(file, name)
    size = file.seek(0, 2)
    if size > SIZE_LIMIT:
        raise source.refusal("camt.too_large", line=0, size=size, limit=SIZE_LIMIT)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        for piece in source.pieces():
            parser.feed(piece)
        return parser.close()
    except etree.XMLSyntaxError as trouble:
        raise source.refusal("camt.broken", line=trouble.lineno or 0, problem=trouble.msg) from trouble


def _text(element: _Element, path: str) -> str:
    found = element.find("/".join(f"{{*}}{name}" for name in path.split("/")))
    return " ".join((found.text or "").split()) if found is not None else ""


def _refuse(name: str, element: _Element, code: str, **parameters: object) -> NoReturn:
    place = etree.QName(element).localname
    raise CannotReadReport(code, **{"file": name, "line": element.sourceline or 0, "place": place, **parameters})
