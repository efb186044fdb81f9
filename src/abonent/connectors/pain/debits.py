"""Write an order to collect as pain.008: SEPA core direct debit, the first collections of mandates and the later ones apart."""

from __future__ import annotations

from decimal import Decimal

from lxml import etree

from abonent.connectors.pain.parts import Writer, as_bytes
from abonent.connectors.pain.versions import Version
from abonent.payment_orders.rules.collection import CollectionOrder, Debit
from abonent.payment_orders.rules.transfer import BankAccountNumber

LONGEST_TEXT = 140


def write_debits(version: Version, order: CollectionOrder) -> bytes:
    """The file of an order: a payment information for each sequence, since the message says it there."""
    writer = Writer(version)
    document = writer.document()
    message = writer.put(document, "CstmrDrctDbtInitn")
    head = writer.put(message, "GrpHdr")
    writer.put(head, "MsgId", order.message_id)
    writer.put(head, "CreDtTm", order.made_at.isoformat(timespec="seconds"))
    _sums(writer, head, list(order.debits))
    writer.put(head, "InitgPty/Nm", order.company.name[:70])
    for sequence in sorted({debit.sequence for debit in order.debits}):
        _information(writer, message, order, sequence)
    return as_bytes(document)


def _information(writer: Writer, message: etree._Element, order: CollectionOrder, sequence: str) -> None:
    debits = [debit for debit in order.debits if debit.sequence == sequence]
    information = writer.put(message, "PmtInf")
    writer.put(information, "PmtInfId", f"{order.message_id}-{sequence}")
    writer.put(information, "PmtMtd", "DD")
    # Each debit is a line of the statement, so each is matched, and one that comes back is known by its number.
    writer.put(information, "BtchBookg", "false")
    _sums(writer, information, debits)
    kind = writer.put(information, "PmtTpInf")
    writer.put(kind, "SvcLvl/Cd", "SEPA")
    writer.put(kind, "LclInstrm/Cd", "CORE")
    writer.put(kind, "SeqTp", sequence)
    writer.put(information, "ReqdColltnDt", order.collect_on)
    writer.party(information, "Cdtr", order.company)
    writer.account(information, "CdtrAcct", order.account, order.currency)
    writer.bank(information, "CdtrAgt", order.account)
    writer.put(information, "ChrgBr", "SLEV")
    creditor = writer.put(information, "CdtrSchmeId/Id/PrvtId/Othr")
    writer.put(creditor, "Id", order.agreement)
    writer.put(creditor, "SchmeNm/Prtry", "SEPA")
    for debit in debits:
        _debit(writer, information, order, debit)


def _debit(writer: Writer, information: etree._Element, order: CollectionOrder, debit: Debit) -> None:
    account = BankAccountNumber("iban", debit.account)
    element = writer.put(information, "DrctDbtTxInf")
    writer.put(element, "PmtId/EndToEndId", debit.reference)
    writer.put(element, "InstdAmt", _amount(debit.amount), Ccy=order.currency)
    mandate = writer.put(element, "DrctDbtTx/MndtRltdInf")
    writer.put(mandate, "MndtId", debit.mandate)
    writer.put(mandate, "DtOfSgntr", debit.signed_on)
    writer.bank(element, "DbtrAgt", account)
    writer.party(element, "Dbtr", debit.payer)
    writer.account(element, "DbtrAcct", account)
    if debit.payment_reference:
        reference = writer.put(element, "RmtInf/Strd/CdtrRefInf")
        writer.put(reference, "Tp/CdOrPrtry/Cd", "SCOR")
        writer.put(reference, "Ref", debit.payment_reference)
    else:
        writer.put(element, "RmtInf/Ustrd", debit.document[:LONGEST_TEXT])


def _sums(writer: Writer, parent: etree._Element, debits: list[Debit]) -> None:
    writer.put(parent, "NbOfTxs", len(debits))
    writer.put(parent, "CtrlSum", _amount(sum((debit.amount for debit in debits), Decimal(0))))


def _amount(amount: Decimal) -> str:
    return f"{amount:.2f}"
