"""Sends to KSeF (API 2): who we are, a session with a key of its own, documents written with it, and later what became of each."""

from __future__ import annotations

import base64
import http
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog

from abonent.billing.rules.einvoice import EInvoice
from abonent.connectors.einvoices.adapters.ksef_keys import FOR_SESSIONS, FOR_TOKENS, SessionKey, digest, is_ksef_number, public_key
from abonent.connectors.einvoices.adapters.receipts import Answer, AnswerLost, NotReached, Receipt, TurnedDown
from abonent.connectors.einvoices.adapters.requests import KILOBYTE, asked, is_for_later, is_taken
from abonent.connectors.einvoices.adapters.upo import NoUpo, certified
from abonent.connectors.einvoices.findings import Finding
from abonent.kit import clock

log = structlog.get_logger("einvoices")
ADDRESSES = {"production": "https://api.ksef.mf.gov.pl/v2", "test": "https://api-test.ksef.mf.gov.pl/v2"}
FORM = {"systemCode": "FA (3)", "schemaVersion": "1-0E", "value": "FA"}
_MOST_BYTES = 4096 * KILOBYTE
_MOST_LETTERS = 500
# Who asks is looked at for some seconds.
_QUESTIONS_OF_WHO, PAUSE_OF_WHO = 20, 1.0
_DONE, _DUPLICATE = 200, 440
_OF_THE_TOKEN = (http.HTTPStatus.UNAUTHORIZED, http.HTTPStatus.FORBIDDEN)
_MILLISECOND = timedelta(milliseconds=1)
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


@dataclass(frozen=True)
class Session:
    """A session that is open, and what its documents are written with."""

    reference: str
    key: SessionKey


class Ksef:
    """The line to KSeF of one company: known by a token that it has made there, with one session for all that is sent at once."""

    def __init__(self, *, address: str, tax_number: str, token: str) -> None:
        self.address = address.rstrip("/")
        self.tax_number = tax_number
        self.token = token
        self.access = ""
        self.session: Session | None = None

    def hand_over(self, *, document: EInvoice, content: bytes, is_again: bool, is_offline: bool) -> Receipt:
        """Send a document. One that was sent before is a duplicate to KSeF, which answers with the number of the first."""
        self.session = self.session or self._opened()
        sealed = self.session.key.sealed(content)
        told = {
            "invoiceHash": digest(content),
            "invoiceSize": len(content),
            "encryptedInvoiceHash": digest(sealed),
            "encryptedInvoiceSize": len(sealed),
            "encryptedInvoiceContent": base64.b64encode(sealed).decode(),
            "offlineMode": is_offline,
        }
        status, answer = self._asked_as_ourselves("POST", f"sessions/online/{self.session.reference}/invoices", told)
        if is_taken(status):
            return Receipt(f"{self.session.reference}/{_read(answer)['referenceNumber']}", is_accepted=False, is_answered_later=True)
        trouble = _trouble(status, answer)
        raise NotReached(trouble) if is_for_later(status) or status in _OF_THE_TOKEN else TurnedDown(trouble)

    def answer(self, name: str, content: bytes) -> Answer | None:
        """What became of a document; None while KSeF works on it. Taken is what it has a UPO of, for just this content."""
        session, _slash, reference = name.partition("/")
        said = self._question("GET", f"sessions/{session}/invoices/{reference}")
        status = said["status"]
        if status["code"] < _DONE:
            return None
        if status["code"] == _DONE:
            return self._taken(f"sessions/{session}/invoices/{reference}/upo", said["ksefNumber"], content)
        before = status.get("extensions") or {}
        if status["code"] == _DUPLICATE and before.get("originalKsefNumber"):
            number = before["originalKsefNumber"]
            return self._taken(f"sessions/{before['originalSessionReferenceNumber']}/invoices/ksef/{number}/upo", number, content)
        text = ". ".join([status["description"], *(status.get("details") or [])])
        return Answer(False, name, (Finding(f"KSEF-{status['code']}", text=text[:_MOST_LETTERS]),))

    def close(self) -> None:
        """End the session; one that is not ended ends itself after twelve hours."""
        session, self.session = self.session, None
        if session is None:
            return
        try:
            self._asked_as_ourselves("POST", f"sessions/online/{session.reference}/close")
        except (NotReached, AnswerLost) as trouble:
            log.info("a session was left open", session=session.reference, trouble=str(trouble))

    def _taken(self, path: str, number: str, content: bytes) -> Answer:
        """What KSeF certifies. Under our number it may have a document that is not this one: two programs count in one series."""
        status, upo = self._asked_as_ourselves("GET", path)
        if not is_taken(status):
            raise NotReached(_trouble(status, upo))
        try:
            ours = [each for each in certified(upo) if each.ksef_number == number and is_ksef_number(number)]
        except NoUpo as trouble:
            raise NotReached(f"UPO: {trouble}") from trouble
        if not ours:
            raise NotReached(f"UPO: {number}")
        if ours[0].digest != digest(content):
            return Answer(False, number, (Finding("ABONENT-KSEF-OTHER", parameters={"number": number}),), upo)
        return Answer(True, number, (), upo)

    def _opened(self) -> Session:
        key = SessionKey()
        told = {"formCode": FORM, "encryption": key.told(self._key(FOR_SESSIONS))}
        return Session(self._question("POST", "sessions/online", told)["referenceNumber"], key)

    def _key(self, usage: str) -> Any:
        status, answer = self._plainly("GET", "security/public-key-certificates")
        if not is_taken(status):
            raise NotReached(_trouble(status, answer))
        try:
            return public_key(_read(answer), usage, clock.now())
        except LookupError as trouble:
            raise NotReached(f"KSeF gives no key for {usage}") from trouble

    def _known(self) -> str:
        """Say who we are, by the token and the moment of the challenge, and return what is shown with every request."""
        challenge = self._done(*self._plainly("POST", "auth/challenge"))
        moment = challenge.get("timestampMs") or (datetime.fromisoformat(challenge["timestamp"]) - _EPOCH) // _MILLISECOND
        key = self._key(FOR_TOKENS)
        told = {
            "challenge": challenge["challenge"],
            "contextIdentifier": {"type": "Nip", "value": self.tax_number},
            "encryptedToken": key.sealed(f"{self.token}|{moment}".encode()),
            **key.named,
        }
        begun = self._done(*self._plainly("POST", "auth/ksef-token", told))
        operation = begun["authenticationToken"]["token"]
        for _question in range(_QUESTIONS_OF_WHO):
            status = self._done(*self._plainly("GET", f"auth/{begun['referenceNumber']}", bearer=operation))["status"]
            if status["code"] == _DONE:
                return self._done(*self._plainly("POST", "auth/token/redeem", bearer=operation))["accessToken"]["token"]
            if status["code"] > _DONE:
                raise NotReached(". ".join([status["description"], *(status.get("details") or [])])[:_MOST_LETTERS])
            time.sleep(PAUSE_OF_WHO)
        raise NotReached("KSeF is still looking at who we are")

    def _question(self, method: str, path: str, told: Mapping[str, Any] | None = None) -> Any:
        """The answer to what can be asked again."""
        try:
            return self._done(*self._asked_as_ourselves(method, path, told))
        except AnswerLost as trouble:
            raise NotReached(str(trouble)) from trouble

    def _asked_as_ourselves(self, method: str, path: str, told: Mapping[str, Any] | None = None) -> tuple[int, bytes]:
        """Ask as who we are; once more where what we show is too old."""
        if not self.access:
            self.access = self._known()
        status, answer = self._sent(method, path, told, bearer=self.access)
        if status == http.HTTPStatus.UNAUTHORIZED:
            self.access = self._known()
            status, answer = self._sent(method, path, told, bearer=self.access)
        return status, answer

    def _plainly(self, method: str, path: str, told: Mapping[str, Any] | None = None, *, bearer: str = "") -> tuple[int, bytes]:
        """Ask for what can be asked again."""
        try:
            return self._sent(method, path, told, bearer=bearer)
        except AnswerLost as trouble:
            raise NotReached(str(trouble)) from trouble

    def _sent(self, method: str, path: str, told: Mapping[str, Any] | None, *, bearer: str) -> tuple[int, bytes]:
        headers = {"Accept": "application/json, application/xml"}
        headers |= {"Authorization": f"Bearer {bearer}"} if bearer else {}
        headers |= {"Content-Type": "application/json"} if told is not None else {}
        content = b"" if told is None else json.dumps(told).encode()
        return asked(method, f"{self.address}/{path}", headers, content, most=_MOST_BYTES)

    @staticmethod
    def _done(status: int, answer: bytes) -> Any:
        if not is_taken(status):
            raise NotReached(_trouble(status, answer))
        return _read(answer)


def _read(answer: bytes) -> Any:
    """An answer as it was meant. Raises NotReached where it is none of KSeF's, as that of a machine that stands before it."""
    try:
        return json.loads(answer)
    except ValueError as trouble:
        raise NotReached("the answer is no JSON") from trouble


def _trouble(status: int, answer: bytes) -> str:
    """Why a request was not done, in KSeF's words."""
    try:
        found = json.loads(answer)["exception"]["exceptionDetailList"]
        said = [". ".join([f"{each['exceptionCode']}: {each['exceptionDescription']}", *(each.get("details") or [])]) for each in found]
        return "; ".join(said)[:_MOST_LETTERS]
    except (ValueError, KeyError, TypeError):
        return f"status {status}"
