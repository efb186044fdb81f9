"""KSeF as the ministry's description of API 2 tells of it, on this machine: it opens what is sent to it and believes nothing else."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from lxml import etree

from abonent.connectors.einvoices.tests.loopback import Answered, Asked

TOKEN = "20260701-EC-1234567890-ABCDEF1234-56|nip-5260001246|c0ffee"
NIP = "5260001246"
CHALLENGE = "20260702-CR-2FDC223000-C2BFC98A9C-4E"
MOMENT = 1782979200123
OPERATION, ACCESS = "operation-token", "access-token"
UPO = "http://upo.schematy.mf.gov.pl/KSeF/v4-3"


def oaep() -> Any:
    return padding.OAEP(mgf=padding.MGF1(algorithm=SHA256()), algorithm=SHA256(), label=None)


def a_certificate(key: Any) -> bytes:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Ministerstwo Finansów")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(7)
    made = made.not_valid_before(datetime(2025, 9, 29, tzinfo=UTC)).not_valid_after(datetime(2027, 9, 29, tzinfo=UTC))
    return made.sign(key, SHA256()).public_bytes(Encoding.DER)


def b64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def sha(content: bytes) -> str:
    return b64(hashlib.sha256(content).digest())


def numbered(count: int) -> str:
    """A number of KSeF with its check."""
    said = f"{NIP}-20260702-{count:012X}"
    check = 0
    for byte in said.encode():
        check ^= byte
        for _bit in range(8):
            check = ((check << 1) ^ 0x07 if check & 0x80 else check << 1) & 0xFF
    return f"{said}-{check:02X}"


class KsefServer:
    """Takes documents into sessions and says after `patience` questions what became of each."""

    def __init__(self, schemas: Path) -> None:
        self.upo_schema = etree.XMLSchema(etree.parse(str(schemas / "ksef/upo/upo-v4-3.xsd")))
        self.keys = {usage: rsa.generate_private_key(65537, 2048) for usage in ("KsefTokenEncryption", "SymmetricKeyEncryption")}
        self.sessions: dict[str, tuple[bytes, bytes]] = {}
        self.closed: list[str] = []
        self.documents: dict[str, dict[str, Any]] = {}
        self.paths: list[str] = []
        self.patience = 1
        self.waits_for_who = 1
        self.verdict: dict[str, Any] | None = None
        self.access = ACCESS
        self.hang_up_after_document = False
        self.unreachable = False
        self.token = TOKEN

    def answer(self, asked: Asked) -> Answered:
        """One request."""
        if self.unreachable:
            return 503, b"<html>przerwa techniczna</html>"
        path = asked.path.removeprefix("/v2/")
        self.paths.append(f"{asked.method} {path}")
        bearer = asked.headers.get("Authorization", "").removeprefix("Bearer ")
        told = json.loads(asked.content) if asked.content else None
        routes = (
            (r"POST auth/challenge", self._challenge, ""),
            (r"GET security/public-key-certificates", self._certificates, ""),
            (r"POST auth/ksef-token", self._who, ""),
            (r"GET auth/(AU-1)", self._known, OPERATION),
            (r"POST auth/token/redeem", self._redeemed, OPERATION),
            (r"POST sessions/online", self._open, self.access),
            (r"POST sessions/online/([^/]+)/invoices", self._document, self.access),
            (r"POST sessions/online/([^/]+)/close", self._close, self.access),
            (r"GET sessions/([^/]+)/invoices/([^/]+)", self._status, self.access),
            (r"GET sessions/([^/]+)/invoices/([^/]+)/upo", self._upo, self.access),
            (r"GET sessions/([^/]+)/invoices/ksef/([^/]+)/upo", self._upo_of_number, self.access),
        )
        for pattern, route, wanted in routes:
            if found := re.fullmatch(pattern, f"{asked.method} {path}"):
                if bearer != wanted:
                    return 401, b""
                return route(*found.groups(), told=told)
        return 404, b""

    def _challenge(self, *, told: Any) -> Answered:
        return self._said({"challenge": CHALLENGE, "timestamp": "2026-07-02T08:00:00.1234567+00:00", "timestampMs": MOMENT})

    def _certificates(self, *, told: Any) -> Answered:
        holding = {"validFrom": "2025-09-29T06:03:19+00:00", "validTo": "2027-09-29T06:03:18+00:00"}
        past = {"validFrom": "2023-09-29T06:03:19+00:00", "validTo": "2025-09-29T06:03:18+00:00"}
        rows = [
            {"certificate": b64(a_certificate(key)), "publicKeyId": self._number(key), "usage": [usage], **holding}
            for usage, key in self.keys.items()
        ]
        return self._said([{"certificate": "MIIG", "publicKeyId": "past", "usage": list(self.keys), **past}, *rows])

    def _who(self, *, told: Any) -> Answered:
        key = self.keys["KsefTokenEncryption"]
        assert told["publicKeyId"] == self._number(key)
        assert (told["challenge"], told["contextIdentifier"]) == (CHALLENGE, {"type": "Nip", "value": NIP})
        self.shown = key.decrypt(base64.b64decode(told["encryptedToken"]), oaep()).decode()
        return self._said(
            {"referenceNumber": "AU-1", "authenticationToken": {"token": OPERATION, "validUntil": "2026-07-02T09:00:00Z"}}, 202
        )

    def _known(self, _reference: str, *, told: Any) -> Answered:
        if self.waits_for_who:
            self.waits_for_who -= 1
            return self._said({"status": {"code": 100, "description": "Uwierzytelnianie w toku"}})
        if self.shown != f"{self.token}|{MOMENT}":
            status = {
                "code": 450,
                "description": "Uwierzytelnianie zakończone niepowodzeniem z powodu błędnego tokenu",
                "details": ["Token nieprawidłowy"],
            }
            return self._said({"status": status})
        return self._said({"status": {"code": 200, "description": "Uwierzytelnianie zakończone sukcesem"}})

    def _redeemed(self, *, told: Any) -> Answered:
        until = {"validUntil": "2026-07-02T08:15:00Z"}
        return self._said({"accessToken": {"token": self.access, **until}, "refreshToken": {"token": "refresh", **until}})

    def _open(self, *, told: Any) -> Answered:
        key = self.keys["SymmetricKeyEncryption"]
        assert told["formCode"] == {"systemCode": "FA (3)", "schemaVersion": "1-0E", "value": "FA"}
        encryption = told["encryption"]
        if encryption["publicKeyId"] != self._number(key):
            return self._refused(21470, "Przesłany identyfikator klucza jest nieznany lub wskazuje na wycofany klucz")
        opened = key.decrypt(base64.b64decode(encryption["encryptedSymmetricKey"]), oaep())
        start = base64.b64decode(encryption["initializationVector"])
        assert (len(opened), len(start)) == (32, 16)
        reference = f"20260702-SO-{len(self.sessions) + 1:010}-5960B49115-9D"
        self.sessions[reference] = (opened, start)
        return self._said({"referenceNumber": reference, "validUntil": "2026-07-02T20:00:00Z"}, 201)

    def _document(self, session: str, *, told: Any) -> Answered:
        if session in self.closed:
            return self._refused(21180, "Status sesji uniemożliwia wykonanie operacji")
        key, start = self.sessions[session]
        sealed = base64.b64decode(told["encryptedInvoiceContent"])
        assert (told["encryptedInvoiceHash"], told["encryptedInvoiceSize"]) == (sha(sealed), len(sealed))
        reader = Cipher(algorithms.AES256(key), modes.CBC(start)).decryptor()
        padded = reader.update(sealed) + reader.finalize()
        content = padded[: -padded[-1]]
        assert (told["invoiceHash"], told["invoiceSize"]) == (sha(content), len(content)) and isinstance(told["offlineMode"], bool)
        root = etree.fromstring(content)
        reference = f"20260702-EE-{len(self.documents) + 1:010}-A1B2C3D4E5-01"
        number = root.findtext("{*}Fa/{*}P_2")
        first = next((name for name, each in self.documents.items() if each["number"] == number and each["ksef"]), "")
        taken = not first and self.verdict is None
        self.documents[reference] = {
            "number": number,
            "kind": root.findtext("{*}Fa/{*}RodzajFaktury"),
            "content": content,
            "session": session,
            "offline": told["offlineMode"],
            "first": first,
            "verdict": self.verdict,
            "ksef": numbered(len(self.documents) + 1) if taken else "",
        }
        return None if self.hang_up_after_document else self._said({"referenceNumber": reference}, 202)

    def _close(self, session: str, *, told: Any) -> Answered:
        self.closed.append(session)
        return 204, b""

    def _status(self, session: str, reference: str, *, told: Any) -> Answered:
        document = self.documents[reference]
        assert document["session"] == session
        said = {
            "ordinalNumber": 1,
            "referenceNumber": reference,
            "invoiceHash": sha(document["content"]),
            "invoicingDate": "2026-07-02T08:00:00Z",
        }
        if self.patience:
            self.patience -= 1
            return self._said({**said, "status": {"code": 150, "description": "Trwa przetwarzanie"}})
        if document["verdict"]:
            return self._said({**said, "status": document["verdict"]})
        if document["first"]:
            first = self.documents[document["first"]]
            extensions = {"originalSessionReferenceNumber": first["session"], "originalKsefNumber": first["ksef"]}
            return self._said({**said, "status": {"code": 440, "description": "Duplikat faktury", "details": [], "extensions": extensions}})
        return self._said({**said, "ksefNumber": document["ksef"], "status": {"code": 200, "description": "Sukces"}})

    def _upo(self, _session: str, reference: str, *, told: Any) -> Answered:
        return 200, self._paper(self.documents[reference])

    def _upo_of_number(self, session: str, number: str, *, told: Any) -> Answered:
        [document] = [each for each in self.documents.values() if (each["session"], each["ksef"]) == (session, number)]
        return 200, self._paper(document)

    def _paper(self, document: dict[str, Any]) -> bytes:
        """A UPO, which is one of the ministry's schema."""
        moment = "2026-07-02T10:00:00.000+02:00"
        paper = f"""<Potwierdzenie xmlns="{UPO}"><NazwaPodmiotuPrzyjmujacego>Ministerstwo Finansów</NazwaPodmiotuPrzyjmujacego>
            <NumerReferencyjnySesji>36950822-93-9D5A28BFDA-47C899773E-5C</NumerReferencyjnySesji>
            <Uwierzytelnienie><IdKontekstu><Nip>{NIP}</Nip></IdKontekstu>
            <SkrotDokumentuUwierzytelniajacego>{sha(b"token")}</SkrotDokumentuUwierzytelniajacego></Uwierzytelnienie>
            <NazwaStrukturyLogicznej>Schemat_FA(3)_v1-0E.xsd</NazwaStrukturyLogicznej><KodFormularza>FA (3)</KodFormularza>
            <Dokument><NipSprzedawcy>{NIP}</NipSprzedawcy><NumerKSeFDokumentu>{document["ksef"]}</NumerKSeFDokumentu>
            <NumerFaktury>{document["number"]}</NumerFaktury><DataWystawieniaFaktury>2026-07-01</DataWystawieniaFaktury>
            <DataPrzeslaniaDokumentu>{moment}</DataPrzeslaniaDokumentu><DataNadaniaNumeruKSeF>{moment}</DataNadaniaNumeruKSeF>
            <SkrotDokumentu>{sha(document["content"])}</SkrotDokumentu><TrybWysylki>Online</TrybWysylki></Dokument></Potwierdzenie>""".encode()
        self.upo_schema.assertValid(etree.fromstring(paper))
        return paper

    @staticmethod
    def _number(key: Any) -> str:
        return sha(key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))

    @staticmethod
    def _said(said: Any, status: int = 200) -> Answered:
        return status, json.dumps(said).encode()

    @staticmethod
    def _refused(code: int, description: str, *details: str) -> Answered:
        found = {"exceptionCode": code, "exceptionDescription": description, "details": list(details)}
        return 400, json.dumps(
            {"exception": {"exceptionDetailList": [found], "serviceCode": "00-1", "timestamp": "2026-07-02T08:00:00Z"}}
        ).encode()


def an_offline_certificate(key: Any, serial: int = 0x01F20A5D352AE590) -> dict[str, str]:
    """A certificate of the kind Offline with its key, as PEM."""
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Wydawnictwo Wisła")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(serial)
    made = made.not_valid_before(datetime(2025, 9, 29, tzinfo=UTC)).not_valid_after(datetime(2027, 9, 29, tzinfo=UTC))
    return {
        "certificate": made.sign(key, SHA256()).public_bytes(Encoding.PEM).decode(),
        "private_key": key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
    }
