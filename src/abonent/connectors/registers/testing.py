"""The registers as a small server of their own, which answers as they do: for tests, on this machine alone."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

NORRVIK = {
    "countryCode": "SE", "vatNumber": "556036079301", "requestDate": "2026-07-02T09:12:41.105Z", "valid": True, "requestIdentifier": "WAPIAAAAZ1x0aQbC",
    "name": "Norrviks Tryckeri AB", "address": "BOX 12 \n871 01 NORRVIK", "traderName": "---", "traderStreet": "---", "traderNameMatch": "NOT_PROCESSED",
}  # fmt: skip
HIDDEN = {"countryCode": "DE", "vatNumber": "136695976", "requestDate": "2026-07-02T09:12:41.105Z", "valid": True, "requestIdentifier": "", "name": "---", "address": "---"}  # fmt: skip
UNAVAILABLE = {"actionSucceed": False, "errorWrappers": [{"error": "MS_UNAVAILABLE"}]}
NOKIA = {
    "totalResults": 1,
    "companies": [
        {
            "businessId": {"value": "0112038-9", "registrationDate": "1978-03-15", "source": "3"},
            "names": [
                {"name": "Vanha Nimi Oy", "type": "1", "registrationDate": "1978-03-15", "endDate": "1997-08-31", "version": 2, "source": "1"},
                {"name": "Nokia Oyj", "type": "1", "registrationDate": "1997-09-01", "version": 1, "source": "1"},
                {"name": "Nokia Networks", "type": "3", "registrationDate": "2007-01-01", "version": 1, "source": "1"},
            ],
            "addresses": [
                {"type": 1, "street": "Karakaari", "postCode": "02610", "postOffices": [{"city": "ESPOO", "languageCode": "1", "municipalityCode": "049"}], "buildingNumber": "7", "entrance": "A", "apartmentNumber": "", "postOfficeBox": ""},
                {"type": 2, "street": "", "postCode": "00045", "postOffices": [{"city": "NOKIA GROUP", "languageCode": "1"}], "postOfficeBox": "226"},
            ],
        }
    ],
}  # fmt: skip
WAWEL = {
    "result": {
        "subject": {
            "name": "WYDAWNICTWO WAWEL SPÓŁKA AKCYJNA", "nip": "5252344078", "statusVat": "Czynny", "regon": "016385358", "pesel": None, "krs": "0000028860",
            "residenceAddress": None, "workingAddress": "GRODZKA 3, 31-001 KRAKÓW", "representatives": [], "registrationLegalDate": "2003-02-28",
            "accountNumbers": ["90249000050247256316596736"], "hasVirtualAccounts": False,
        },
        "requestId": "d2n10-84df1a1", "requestDateTime": "02-07-2026 11:12:41",
    }
}  # fmt: skip
COURT = {
    "odpis": {
        "rodzaj": "Aktualny",
        "naglowekA": {"rejestr": "RejP", "numerKRS": "0000028860", "stanZDnia": "02.07.2026"},
        "dane": {
            "dzial1": {
                "danePodmiotu": {"formaPrawna": "SPÓŁKA AKCYJNA", "identyfikatory": {"regon": "01638535800000", "nip": "5252344078"}, "nazwa": "WYDAWNICTWO WAWEL SPÓŁKA AKCYJNA"},
                "siedzibaIAdres": {
                    "siedziba": {"kraj": "POLSKA", "miejscowosc": "KRAKÓW"},
                    "adres": {"ulica": "UL. GRODZKA", "nrDomu": "3", "nrLokalu": "2", "miejscowosc": "KRAKÓW", "kodPocztowy": "31-001", "poczta": "KRAKÓW", "kraj": "POLSKA"},
                },
            }
        },
    }
}  # fmt: skip
_NOBODY_ON_LIST = {"result": {"subject": None, "requestId": "d2n10-84df1a2", "requestDateTime": "02-07-2026 11:12:41"}}


class _Answering(BaseHTTPRequestHandler):
    """Answers as the registers do; `instead` is what it answers to everything, whatever was asked."""

    asked: ClassVar[list[tuple[str, Any]]] = []
    instead: ClassVar[tuple[int, bytes] | None] = None

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append((self.path, body))
        known = {"SE556036079301": NORRVIK, "DE136695976": HIDDEN, "HU12892312": UNAVAILABLE}
        invalid = {
            "countryCode": body["countryCode"],
            "vatNumber": body["vatNumber"],
            "valid": False,
            "requestIdentifier": "",
            "name": "---",
            "address": "---",
        }
        self._answer(known.get(body["countryCode"] + body["vatNumber"], invalid))

    def do_GET(self) -> None:
        self.asked.append((self.path, None))
        address = urlsplit(self.path)
        if address.path.endswith("/companies"):
            known = parse_qs(address.query).get("businessId") == ["0112038-9"]
            self._answer(NOKIA if known else {"totalResults": 0, "companies": []})
        elif "/search/nip/" in address.path:
            self._answer(WAWEL if "5252344078" in address.path else _NOBODY_ON_LIST)
        elif "0000028860" in address.path:
            self._answer(COURT)
        else:
            self._answer({"title": "Not Found"}, status=404)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def _answer(self, said: Any, *, status: int = 200) -> None:
        status, content = self.instead or (status, json.dumps(said).encode())
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        if status == 302:
            self.send_header("Location", "http://127.0.0.1:9/")
        self.end_headers()
        self.wfile.write(content)


class Registers:
    """The running server: what it was asked, what it answers instead, and its address for each register."""

    def __init__(self, handler: type[_Answering], base: str) -> None:
        self.handler = handler
        self.asked = handler.asked
        self.addresses = dict.fromkeys(("vies", "prh", "whitelist", "krs"), base)

    def answer_instead(self, content: bytes, *, status: int = 200) -> None:
        """Answer this to everything from now on."""
        self.handler.instead = (status, content)


@contextmanager
def registers_running() -> Iterator[Registers]:
    """The registers on a port of this machine, while the block runs."""
    handler = type("Answering", (_Answering,), {"asked": [], "instead": None})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Registers(handler, f"http://127.0.0.1:{server.server_address[1]}")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
