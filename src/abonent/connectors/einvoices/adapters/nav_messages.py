"""The requests and answers of NAV Online Számla 3.0 (invoiceApi.xsd): written and signed, and read.

A request is signed with SHA3-512 of its number, its moment, the signing key and, where it reports, of each document with what is done
to it. Section numbers are those of NAV's interface specification 3.0.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB
from cryptography.hazmat.primitives.padding import PKCS7
from lxml import etree
from lxml.etree import _Element

from abonent.billing.rules.einvoice import EInvoice
from abonent.connectors.einvoices.findings import Finding
from abonent.connectors.einvoices.formats.xml import Writer, as_bytes

_write = Writer({None: "http://schemas.nav.gov.hu/OSA/3.0/api", "common": "http://schemas.nav.gov.hu/NTCA/1.0/common"})
_VERSION = "3.0"
CREATE, MODIFY, STORNO = "CREATE", "MODIFY", "STORNO"
OUTBOUND = "OUTBOUND"
# What the program is called at NAV; the number has eighteen letters (SoftwareIdType).
SOFTWARE = {
    "softwareId": "ABONENT-0000000001",
    "softwareName": "Abonent",
    "softwareOperation": "LOCAL_SOFTWARE",
    "softwareMainVersion": "1",
    "softwareDevName": "Abonent",
    "softwareDevContact": "Abonent",
}
_WARNING = ("WARN", "INFO")


@dataclass(frozen=True)
class TechnicalUser:
    """Who reports: the user that a taxpayer has made for his program, with its four secrets."""

    tax_number: str
    login: str
    password: str
    signing_key: str
    exchange_key: str


@dataclass(frozen=True)
class Envelope:
    """What is one request's own: who asks, under which number, at which moment (UTC)."""

    user: TechnicalUser
    number: str
    at: datetime

    def request(self, name: str, *body: Any, reported: str = "") -> bytes:
        """The request with its header, its user and its signature (1.5); `reported` is what is signed of the documents in it."""
        signed = f"{self.number}{self.at:%Y%m%d%H%M%S}{self.user.signing_key}{reported}"
        header = _write(
            "common:header",
            _write("common:requestId", self.number),
            _write("common:timestamp", f"{self.at:%Y-%m-%dT%H:%M:%S}.{self.at.microsecond // 1000:03}Z"),
            _write("common:requestVersion", _VERSION),
            _write("common:headerVersion", "1.0"),
        )
        user = _write(
            "common:user",
            _write("common:login", self.user.login),
            _write("common:passwordHash", sha512(self.user.password), cryptoType="SHA-512"),
            _write("common:taxNumber", self.user.tax_number),
            _write("common:requestSignature", sha3_512(signed), cryptoType="SHA3-512"),
        )
        software = _write("software", [_write(key, value) for key, value in SOFTWARE.items()])
        return as_bytes(_write.root(name, header, user, software, *body))


def token_exchange(envelope: Envelope) -> bytes:
    """Asks for the token without which nothing is reported."""
    return envelope.request("TokenExchangeRequest")


def manage_invoice(envelope: Envelope, *, token: str, operation: str, data: bytes) -> bytes:
    """Reports one document."""
    told = base64.b64encode(data).decode()
    reported = _write(
        "invoiceOperations",
        _write("compressedContent", "false"),
        _write(
            "invoiceOperation",
            _write("index", "1"),
            _write("invoiceOperation", operation),
            _write("invoiceData", told),
        ),
    )
    return envelope.request("ManageInvoiceRequest", _write("exchangeToken", token), reported, reported=sha3_512(f"{operation}{told}"))


def query_transaction_status(envelope: Envelope, transaction: str) -> bytes:
    """Asks what became of what was reported."""
    return envelope.request("QueryTransactionStatusRequest", _write("transactionId", transaction), _write("returnOriginalRequest", "false"))


def query_invoice_data(envelope: Envelope, number: str) -> bytes:
    """Asks for a document that was reported."""
    asked = _write("invoiceNumberQuery", _write("invoiceNumber", number), _write("invoiceDirection", OUTBOUND))
    return envelope.request("QueryInvoiceDataRequest", asked)


def operation_of(document: EInvoice) -> str:
    """What a document does at NAV: a note that takes back all there was is a cancellation, any other a modification."""
    credited = document.preceding
    if credited is None:
        return CREATE
    return STORNO if credited.modification == 1 and credited.gross == document.gross else MODIFY


def exchange_token(answer: _Element, exchange_key: str) -> str:
    """The token of an answer, which NAV has written with the exchange key (AES-128, ECB, 1.6.4)."""
    written = base64.b64decode(answer.findtext("{*}encodedExchangeToken") or "", validate=True)
    reader = Cipher(AES(exchange_key.encode()), ECB()).decryptor()  # noqa: S305 - the mode is NAV's
    unpadder = PKCS7(AES.block_size).unpadder()
    return (unpadder.update(reader.update(written) + reader.finalize()) + unpadder.finalize()).decode()


def findings_of(result: _Element) -> Iterator[Finding]:
    """What NAV found in a document, in its words, with the place that it points to."""
    for message in (*result.iterfind("{*}technicalValidationMessages"), *result.iterfind("{*}businessValidationMessages")):
        weight = "warning" if message.findtext("{*}validationResultCode") in _WARNING else "fatal"
        pointer = [element.text or "" for element in message.iterfind("{*}pointer/*")]
        code = message.findtext("{*}validationErrorCode") or "ERROR"
        yield Finding(f"NAV-{code}", text=message.findtext("{*}message") or code, where=" ".join(pointer), weight=weight)


def trouble_of(answer: _Element | None, status: int) -> str:
    """Why a request was not done, in NAV's words."""
    if answer is None:
        return f"status {status}"
    said = [answer.findtext(".//{*}errorCode"), answer.findtext(".//{*}result/{*}message") or answer.findtext("{*}message")]
    said += [message.findtext("{*}message") for message in answer.iterfind(".//{*}technicalValidationMessages")]
    return ": ".join(text for text in said if text)[:500] or f"status {status}"


def read(content: bytes) -> _Element | None:
    """An answer; None where it is no XML, as that of a machine that stands before NAV's."""
    try:
        return etree.fromstring(content, etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False))
    except etree.XMLSyntaxError:
        return None


def sha512(text: str) -> str:
    """How NAV wants a password."""
    return hashlib.sha512(text.encode()).hexdigest().upper()


def sha3_512(text: str) -> str:
    """How NAV wants a signature."""
    return hashlib.sha3_512(text.encode()).hexdigest().upper()
