"""The frame in which Finvoice travels between operators: an envelope before the invoice says from whom it comes and to whom it goes.

File and frame are ISO-8859-15; the two stand one after the other, and any number of such pairs makes a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lxml import etree
from lxml.etree import _Element

from abonent.connectors.einvoices.formats.xml import Writer, as_bytes

ENCODING = "ISO-8859-15"
_SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
_EBXML = "http://www.oasis-open.org/committees/ebxml-msg/schema/msg-header-2_0.xsd"
_XLINK = "http://www.w3.org/1999/xlink"
_envelope = Writer({"SOAP-ENV": _SOAP, "eb": _EBXML, "xlink": _XLINK})
_invoice = Writer({})
# What the specification has stood there since 2003.
_AGREEMENT, _SERVICE, _ACTION = "yoursandmycpa", "Routing", "ProcessInvoice"
_SCHEMA = "http://www.pankkiyhdistys.fi/verkkolasku/finvoice/finvoice.xsd"


@dataclass(frozen=True)
class Party:
    """Where somebody gets invoices: his number, and the code of the operator who has it."""

    number: str
    operator: str


@dataclass(frozen=True)
class Message:
    """One invoice on its way."""

    name: str
    at: datetime
    sender: Party
    receiver: Party


def framed(content: bytes, message: Message) -> bytes:
    """The invoice with its envelope, and with the same said inside it."""
    root = etree.fromstring(content)
    root.insert(0, _details(message))
    envelope = etree.tostring(_root(message), encoding=ENCODING, xml_declaration=False)
    return envelope + b"\n" + as_bytes(root, encoding=ENCODING) + b"\n"


def _details(message: Message) -> _Element:
    return _invoice.root(
        "MessageTransmissionDetails",
        _invoice(
            "MessageSenderDetails",
            _invoice("FromIdentifier", message.sender.number),
            _invoice("FromIntermediator", message.sender.operator),
        ),
        _invoice(
            "MessageReceiverDetails",
            _invoice("ToIdentifier", message.receiver.number),
            _invoice("ToIntermediator", message.receiver.operator),
        ),
        _invoice(
            "MessageDetails",
            _invoice("MessageIdentifier", message.name),
            _invoice("MessageTimeStamp", message.at.isoformat(timespec="seconds")),
        ),
    )


def _root(message: Message) -> _Element:
    header = _envelope.root(
        "eb:MessageHeader",
        _party("From", message.sender.number, "Sender"),
        _party("From", message.sender.operator, "Intermediator"),
        _party("To", message.receiver.number, "Receiver"),
        _party("To", message.receiver.operator, "Intermediator"),
        _envelope("eb:CPAId", _AGREEMENT),
        _envelope.root("eb:ConversationId"),
        _envelope("eb:Service", _SERVICE),
        _envelope("eb:Action", _ACTION),
        _envelope(
            "eb:MessageData",
            _envelope("eb:MessageId", message.name),
            _envelope("eb:Timestamp", message.at.isoformat(timespec="seconds")),
            _envelope.root("eb:RefToMessageId"),
        ),
        **{f"{{{_SOAP}}}mustUnderstand": "1", f"{{{_EBXML}}}version": "2.0"},
    )
    reference = _envelope.root(
        "eb:Reference",
        _envelope.root("eb:schema", **{f"{{{_EBXML}}}location": _SCHEMA, f"{{{_EBXML}}}version": "2.0"}),
        **{f"{{{_EBXML}}}id": "Finvoice", f"{{{_XLINK}}}href": message.name},
    )
    manifest = _envelope.root("eb:Manifest", reference, **{f"{{{_EBXML}}}id": "Manifest", f"{{{_EBXML}}}version": "2.0"})
    return _envelope.root("SOAP-ENV:Envelope", _envelope.root("SOAP-ENV:Header", header), _envelope.root("SOAP-ENV:Body", manifest))


def _party(direction: str, number: str, role: str) -> _Element | None:
    return _envelope(f"eb:{direction}", _envelope("eb:PartyId", number), _envelope("eb:Role", role))
