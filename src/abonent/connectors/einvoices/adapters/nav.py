"""Reports to NAV Online Számla: a token, the report, and later what became of it."""

from __future__ import annotations

import http
from collections.abc import Callable
from datetime import UTC
from uuid import uuid4

from lxml.etree import _Element

from abonent.billing.rules.einvoice import EInvoice
from abonent.connectors.einvoices.adapters import nav_messages as messages
from abonent.connectors.einvoices.adapters.nav_messages import Envelope, TechnicalUser
from abonent.connectors.einvoices.adapters.receipts import Answer, AnswerLost, NotReached, Receipt, TurnedDown
from abonent.connectors.einvoices.adapters.requests import KILOBYTE, asked, is_for_later, is_taken
from abonent.kit import clock

ADDRESSES = {
    "production": "https://api.onlineszamla.nav.gov.hu/invoiceService/v3",
    "test": "https://api-test.onlineszamla.nav.gov.hu/invoiceService/v3",
}
_HEADERS = {"Content-Type": "application/xml", "Accept": "application/xml"}
_MOST_BYTES = 4096 * KILOBYTE
# The user is not known, or may not: that is no fault of the document.
_OF_THE_USER = (http.HTTPStatus.UNAUTHORIZED, http.HTTPStatus.FORBIDDEN)
_DONE, _ABORTED = "DONE", "ABORTED"


class Nav:
    """The line to NAV of one company."""

    def __init__(self, *, address: str, user: TechnicalUser) -> None:
        self.address = address.rstrip("/")
        self.user = user

    def hand_over(self, *, document: EInvoice, content: bytes, is_again: bool, is_offline: bool) -> Receipt:
        """Report a document. One of which no answer came is looked for first: NAV takes a number once."""
        if is_again and (before := self._reported(document.number)):
            return Receipt(before, is_accepted=True)
        token = self._token()
        request = messages.manage_invoice(self._envelope(), token=token, operation=messages.operation_of(document), data=content)
        status, answer, _content = self._asked("manageInvoice", request)
        transaction = answer.findtext("{*}transactionId") if answer is not None else None
        if is_taken(status) and transaction:
            return Receipt(transaction, is_accepted=False, is_answered_later=True)
        trouble = messages.trouble_of(answer, status)
        raise NotReached(trouble) if is_for_later(status) or status in _OF_THE_USER else TurnedDown(trouble)

    def answer(self, name: str, content: bytes) -> Answer | None:
        """What became of a report; None while NAV works on it."""
        answer, paper = self._question("queryTransactionStatus", lambda envelope: messages.query_transaction_status(envelope, name))
        result = answer.find("{*}processingResults/{*}processingResult")
        status = None if result is None else result.findtext("{*}invoiceStatus")
        if result is None or status not in (_DONE, _ABORTED):
            return None
        return Answer(status == _DONE, name, tuple(messages.findings_of(result)), paper)

    def close(self) -> None:
        """Nothing is open between two requests."""

    def _token(self) -> str:
        answer, _content = self._question("tokenExchange", messages.token_exchange)
        try:
            return messages.exchange_token(answer, self.user.exchange_key)
        except ValueError as trouble:
            raise NotReached("the token cannot be read with the exchange key") from trouble

    def _reported(self, number: str) -> str:
        """The transaction by which a document was reported; empty if it was not."""
        answer, _content = self._question("queryInvoiceData", lambda envelope: messages.query_invoice_data(envelope, number))
        return answer.findtext(".//{*}auditData/{*}transactionId") or ""

    def _question(self, name: str, request: Callable[[Envelope], bytes]) -> tuple[_Element, bytes]:
        """The answer to what changes nothing: without one it is simply asked again later."""
        try:
            status, answer, content = self._asked(name, request(self._envelope()))
        except AnswerLost as trouble:
            raise NotReached(str(trouble)) from trouble
        if answer is None or not is_taken(status):
            raise NotReached(messages.trouble_of(answer, status))
        return answer, content

    def _asked(self, name: str, request: bytes) -> tuple[int, _Element | None, bytes]:
        status, content = asked("POST", f"{self.address}/{name}", _HEADERS, request, most=_MOST_BYTES)
        return status, messages.read(content), content

    def _envelope(self) -> Envelope:
        """A new request: NAV takes each number once."""
        return Envelope(self.user, uuid4().hex[:30], clock.now().astimezone(UTC))
