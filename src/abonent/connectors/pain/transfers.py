"""Write an order to pay money out as pain.001."""

from __future__ import annotations

from decimal import Decimal

from lxml import etree

from abonent.connectors.pain.parts import Writer, as_bytes
from abonent.connectors.pain.versions import Version
from abonent.payment_orders.rules.transfer import Transfer, TransferOrder

LONGEST_TEXT = 140
# SEPA is of one currency, and every account in it has an IBAN.
EURO = "EUR"


def write_transfers(version: Version, order: TransferOrder) -> bytes:
    """The file of an order: one payment information, since all is paid from one account on one day."""
    writer = Writer(version)
    document = writer.document()
    message = writer.put(document, "CstmrCdtTrfInitn")
    _head(writer, message, order)
    information = _information(writer, message, order)
    for transfer in order.transfers:
        _transfer(writer, information, order, transfer)
    return as_bytes(document)


def _head(writer: Writer, message: etree._Element, order: TransferOrder) -> None:
    head = writer.put(message, "GrpHdr")
    writer.put(head, "MsgId", order.message_id)
    writer.put(head, "CreDtTm", order.made_at.isoformat(timespec="seconds"))
    writer.put(head, "NbOfTxs", len(order.transfers))
    writer.put(head, "CtrlSum", _amount(order.amount))
    initiator = writer.put(head, "InitgPty")
    writer.put(initiator, "Nm", order.company.name[:70])
    if order.company_number:
        writer.put(initiator, "Id/OrgId/Othr/Id", "".join(filter(str.isalnum, order.company_number)))


def _information(writer: Writer, message: etree._Element, order: TransferOrder) -> etree._Element:
    information = writer.put(message, "PmtInf")
    writer.put(information, "PmtInfId", order.message_id)
    writer.put(information, "PmtMtd", "TRF")
    writer.put(information, "BtchBookg", "true")
    writer.put(information, "NbOfTxs", len(order.transfers))
    writer.put(information, "CtrlSum", _amount(order.amount))
    writer.put(information, "PmtTpInf/SvcLvl/Cd", "SEPA" if order.currency == EURO else "NURG")
    writer.day(information, "ReqdExctnDt", order.execute_on)
    writer.party(information, "Dbtr", order.company)
    writer.account(information, "DbtrAcct", order.account, order.currency)
    writer.bank(information, "DbtrAgt", order.account)
    writer.put(information, "ChrgBr", "SLEV" if order.currency == EURO else "SHAR")
    return information


def _transfer(writer: Writer, information: etree._Element, order: TransferOrder, transfer: Transfer) -> None:
    element = writer.put(information, "CdtTrfTxInf")
    writer.put(element, "PmtId/EndToEndId", transfer.reference)
    writer.put(element, "Amt/InstdAmt", _amount(transfer.amount), Ccy=order.currency)
    if transfer.account.scheme != "iban" or transfer.account.bic:
        writer.bank(element, "CdtrAgt", transfer.account)
    writer.party(element, "Cdtr", transfer.payee)
    writer.account(element, "CdtrAcct", transfer.account)
    writer.put(element, "RmtInf/Ustrd", transfer.text[:LONGEST_TEXT])


def _amount(amount: Decimal) -> str:
    return f"{amount:.2f}"
