"""NAV Online Számla as its specification and schemas tell of it, on this machine: it believes nothing that it has not checked."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB
from lxml import etree

from abonent.connectors.einvoices.tests.loopback import Answered, Asked

API = "http://schemas.nav.gov.hu/OSA/3.0/api"
COMMON = "http://schemas.nav.gov.hu/NTCA/1.0/common"
LOGIN, PASSWORD, SIGNING_KEY, EXCHANGE_KEY = "lwilsmn0uqdxe6u", "Ősz-és-tél1", "ac-ac3a-7f661bff7d342N43CYX4U9FG", "2P11CS49ASIL1234"
KEYS = {"login": LOGIN, "password": PASSWORD, "signing_key": SIGNING_KEY, "exchange_key": EXCHANGE_KEY}
TOKEN = "dbd03076-3a9b-4312-bbbb-0cee3a6472572P11CS49ASIL"
NOW = "2026-07-02T08:00:00.000Z"


def sha3(text: str) -> str:
    return hashlib.sha3_512(text.encode()).hexdigest().upper()


class NavServer:
    """Takes reports and says after `patience` questions what became of each."""

    def __init__(self, schemas: Path) -> None:
        self.api, self.data = (etree.XMLSchema(etree.parse(str(schemas / name))) for name in ("invoiceApi.xsd", "invoiceData.xsd"))
        self.numbers: set[str] = set()
        self.tokens: list[str] = []
        self.reported: dict[str, tuple[str, str, Any]] = {}
        self.asked: list[str] = []
        self.operations: list[str] = []
        self.patience = 1
        self.hang_up_after_report = False
        self.unreachable = False

    def answer(self, asked: Asked) -> Answered:
        """One request, from its schema to its answer."""
        if self.unreachable:
            return 503, b"<html>maintenance</html>"
        name = asked.path.rpartition("/")[2]
        self.asked.append(name)
        assert asked.method == "POST" and asked.headers["Content-Type"] == asked.headers["Accept"] == "application/xml"
        root = etree.fromstring(asked.content)
        assert etree.QName(root).localname == f"{name[0].upper()}{name[1:]}Request"
        if not self.api.validate(root):
            return self._error("INVALID_REQUEST", str(self.api.error_log.last_error))
        if trouble := self._stranger(root):
            return self._error(trouble, "Érvénytelen felhasználó", status=403)
        return getattr(self, f"_{name}")(root)

    def _stranger(self, root: Any) -> str:
        """Why a request is not believed."""
        said = {etree.QName(element).localname: element.text for element in root.iter() if isinstance(element.tag, str)}
        number = said["requestId"]
        if number in self.numbers:
            return "REQUEST_ID_NOT_UNIQUE"
        self.numbers.add(number)
        if (said["login"], said["passwordHash"]) != (LOGIN, hashlib.sha512(PASSWORD.encode()).hexdigest().upper()):
            return "INVALID_SECURITY_USER"
        moment = re.sub(r"\D", "", said["timestamp"].partition(".")[0])
        reports = [
            sha3(operation.findtext("{*}invoiceOperation") + operation.findtext("{*}invoiceData"))
            for operation in root.iterfind("{*}invoiceOperations/{*}invoiceOperation")
        ]
        if said["requestSignature"] != sha3(f"{number}{moment}{SIGNING_KEY}{''.join(reports)}"):
            return "INVALID_REQUEST_SIGNATURE"
        return ""

    def _tokenExchange(self, _root: Any) -> Answered:
        token = f"{TOKEN[:-2]}{len(self.tokens):02}"
        self.tokens.append(token)
        padding = 16 - len(token) % 16
        writer = Cipher(AES(EXCHANGE_KEY.encode()), ECB()).encryptor()
        written = writer.update(token.encode() + bytes([padding]) * padding) + writer.finalize()
        return self._ok(
            "TokenExchange",
            f"<encodedExchangeToken>{base64.b64encode(written).decode()}</encodedExchangeToken>"
            f"<tokenValidityFrom>{NOW}</tokenValidityFrom><tokenValidityTo>{NOW}</tokenValidityTo>",
        )

    def _manageInvoice(self, root: Any) -> Answered:
        token = root.findtext("{*}exchangeToken")
        if token not in self.tokens:
            return self._error("INVALID_EXCHANGE_TOKEN", "Érvénytelen token")
        self.tokens[self.tokens.index(token)] = "used"
        operation = root.findtext("{*}invoiceOperations/{*}invoiceOperation/{*}invoiceOperation")
        data = etree.fromstring(base64.b64decode(root.findtext("{*}invoiceOperations/{*}invoiceOperation/{*}invoiceData")))
        transaction = f"3ABC{len(self.reported):012}"
        self.reported[transaction] = (operation, self._verdict(operation, data), data)
        self.operations.append(operation)
        return None if self.hang_up_after_report else self._ok("ManageInvoice", f"<transactionId>{transaction}</transactionId>")

    def _verdict(self, operation: str, data: Any) -> str:
        """The code of what is wrong with a document; empty if NAV keeps it."""
        number = data.findtext("{*}invoiceNumber")
        kept = {each.findtext("{*}invoiceNumber") for _operation, verdict, each in self.reported.values() if not verdict}
        if not self.data.validate(data):
            return "SCHEMA_VIOLATION"
        if number in kept:
            return "INVOICE_NUMBER_NOT_UNIQUE"
        original = data.findtext(".//{*}originalInvoiceNumber")
        if (original is None) != (operation == "CREATE") or (original and original not in kept):
            return "INVALID_INVOICE_REFERENCE"
        return ""

    def _queryTransactionStatus(self, root: Any) -> Answered:
        transaction = root.findtext("{*}transactionId")
        if transaction not in self.reported:
            return self._ok("QueryTransactionStatus", "")
        if self.patience:
            self.patience -= 1
            return self._status("PROCESSING")
        verdict = self.reported[transaction][1]
        said = f"<validationErrorCode>{verdict}</validationErrorCode><message>A számla hibás</message><pointer><tag>invoiceNumber</tag></pointer>"
        wrong = f"<businessValidationMessages><validationResultCode>ERROR</validationResultCode>{said}</businessValidationMessages>"
        warned = (
            "<businessValidationMessages><validationResultCode>WARN</validationResultCode>"
            "<validationErrorCode>MISSING_PRODUCT_CODE</validationErrorCode><message>Hiányzik</message></businessValidationMessages>"
        )
        return self._status("ABORTED", wrong) if verdict else self._status("DONE", warned)

    def _status(self, status: str, found: str = "") -> Answered:
        result = (
            f"<processingResult><index>1</index><invoiceStatus>{status}</invoiceStatus>{found}"
            "<compressedContentIndicator>false</compressedContentIndicator></processingResult>"
        )
        version = "<originalRequestVersion>3.0</originalRequestVersion>"
        return self._ok("QueryTransactionStatus", f"<processingResults>{result}{version}</processingResults>")

    def _queryInvoiceData(self, root: Any) -> Answered:
        number = root.findtext("{*}invoiceNumberQuery/{*}invoiceNumber")
        kept = [
            (name, data)
            for name, (_operation, verdict, data) in self.reported.items()
            if (data.findtext("{*}invoiceNumber"), verdict) == (number, "")
        ]
        if not kept:
            return self._ok("QueryInvoiceData", "")
        [(transaction, data)] = kept
        told = base64.b64encode(etree.tostring(data)).decode()
        audit = (
            f"<insdate>{NOW}</insdate><insCusUser>{LOGIN}</insCusUser><source>MGM</source>"
            f"<transactionId>{transaction}</transactionId><index>1</index><originalRequestVersion>3.0</originalRequestVersion>"
        )
        result = (
            f"<invoiceData>{told}</invoiceData><auditData>{audit}</auditData><compressedContentIndicator>false</compressedContentIndicator>"
        )
        return self._ok("QueryInvoiceData", f"<invoiceDataResult>{result}</invoiceDataResult>")

    def _ok(self, name: str, body: str) -> Answered:
        return 200, self._paper(f"{name}Response", "<common:funcCode>OK</common:funcCode>", body)

    def _error(self, code: str, message: str, *, status: int = 400) -> Answered:
        said = f"<common:funcCode>ERROR</common:funcCode><common:errorCode>{code}</common:errorCode><common:message>{message[:900]}</common:message>"
        return status, self._paper("GeneralErrorResponse", said, "")

    def _paper(self, name: str, result: str, body: str) -> bytes:
        """An answer, which is one of the schema's too."""
        header = (
            f"<common:requestId>R{len(self.asked)}</common:requestId><common:timestamp>{NOW}</common:timestamp>"
            "<common:requestVersion>3.0</common:requestVersion>"
        )
        software = (
            "<software><softwareId>ABONENT-0000000001</softwareId><softwareName>Abonent</softwareName>"
            "<softwareOperation>LOCAL_SOFTWARE</softwareOperation><softwareMainVersion>1</softwareMainVersion>"
            "<softwareDevName>Abonent</softwareDevName><softwareDevContact>Abonent</softwareDevContact></software>"
        )
        paper = (
            f'<{name} xmlns="{API}" xmlns:common="{COMMON}"><common:header>{header}</common:header>'
            f"<common:result>{result}</common:result>{software}{body}</{name}>"
        ).encode()
        self.api.assertValid(etree.fromstring(paper))
        return paper
