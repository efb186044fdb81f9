"""KSeF FA(3), the structured invoice of Poland. A credit note is a correction (KOR), told as the difference: below nothing."""

from __future__ import annotations

from decimal import Decimal

from lxml.etree import _Element

from abonent.billing.rules.einvoice import EXEMPT, ZERO, EInvoice, Line, Party
from abonent.connectors.einvoices.formats.xml import Writer, as_bytes

_write = Writer({None: "http://crd.gov.pl/wzor/2025/06/25/13775/"})
YES, NO = "1", "2"
PIECE = "szt."
TRANSFER = "6"
# The fields of the sums of net and of VAT, by the rate; what is not here the form has no place for.
SUMS = {Decimal(23): ("P_13_1", "P_14_1"), Decimal(8): ("P_13_2", "P_14_2"), Decimal(5): ("P_13_3", "P_14_3")}
_ZERO_SUM, _EXEMPT_SUM = "P_13_6_1", "P_13_7"
_EXEMPT_BY = "art. 43 ust. 1 ustawy o podatku od towarów i usług"
# Changes the VAT of the month in which the correction is issued.
_IN_THE_MONTH_OF_CORRECTION = "2"


def write(document: EInvoice) -> bytes:
    """The document as FA(3)."""
    return as_bytes(_Document(document).root())


class _Document:
    """One document; `sign` turns what a correction gives back into less than nothing."""

    def __init__(self, document: EInvoice) -> None:
        self.document = document
        self.sign = -1 if document.is_credit_note else 1

    def root(self) -> _Element:
        return _write.root("Faktura", self.head(), self.seller(), self.buyer(), self.invoice())

    def head(self) -> _Element | None:
        return _write(
            "Naglowek",
            _write("KodFormularza", "FA", kodSystemowy="FA (3)", wersjaSchemy="1-0E"),
            _write("WariantFormularza", "3"),
            _write("DataWytworzeniaFa", f"{self.document.issued_on}T00:00:00Z"),
            _write("SystemInfo", "Abonent"),
        )

    def seller(self) -> _Element | None:
        seller = self.document.seller
        named = _write("NIP", seller.vat_number.removeprefix("PL")), _write("Nazwa", seller.name)
        return _write("Podmiot1", _write("DaneIdentyfikacyjne", *named), _address(seller))

    def buyer(self) -> _Element | None:
        buyer = self.document.buyer
        return _write(
            "Podmiot2",
            _write("DaneIdentyfikacyjne", _identified(buyer), _write("Nazwa", buyer.name)),
            _address(buyer),
            _write("NrKlienta", self.document.buyer_number),
            _write("JST", NO),
            _write("GV", NO),
        )

    def invoice(self) -> _Element | None:
        document = self.document
        during = document.during
        return _write(
            "Fa",
            _write("KodWaluty", document.currency),
            _write("P_1", str(document.issued_on)),
            _write("P_1M", document.seller.town),
            _write("P_2", document.number),
            during and _write("OkresFa", _write("P_6_Od", str(during.first)), _write("P_6_Do", str(during.latest))),
            self.sums(),
            _write("P_15", self.figure(document.total)),
            self.remarks(),
            _write("RodzajFaktury", "KOR" if document.is_credit_note else "VAT"),
            self.correction(),
            [self.line(line) for line in document.lines],
            None if document.is_credit_note else self.payment(),
        )

    def sums(self) -> list[_Element | None]:
        """Net and VAT of each rate, in the order of the form. A rate that it has no place for is left out, and then nothing adds up."""
        document, told = self.document, []
        for rate, (net, vat) in SUMS.items():
            of_rate = [each for each in document.vat_sums if each.rate * 100 == rate]
            told += [_write(net, self.figure(each.net)) for each in of_rate] + [_write(vat, self.figure(each.vat)) for each in of_rate]
        for category, name in ((ZERO, _ZERO_SUM), (EXEMPT, _EXEMPT_SUM)):
            told += [_write(name, self.figure(each.net)) for each in document.vat_sums if each.category == category]
        return told

    def remarks(self) -> _Element | None:
        is_exempt = any(each.category == EXEMPT for each in self.document.vat_sums)
        exemption = [_write("P_19", YES), _write("P_19A", _EXEMPT_BY)] if is_exempt else [_write("P_19N", YES)]
        return _write(
            "Adnotacje",
            [_write(name, NO) for name in ("P_16", "P_17", "P_18", "P_18A")],
            _write("Zwolnienie", exemption),
            _write("NoweSrodkiTransportu", _write("P_22N", YES)),
            _write("P_23", NO),
            _write("PMarzy", _write("P_PMarzyN", YES)),
        )

    def correction(self) -> list[_Element | None]:
        credited = self.document.preceding
        if credited is None:
            return []
        number = credited.authority_number
        in_ksef = [_write("NrKSeF", YES), _write("NrKSeFFaKorygowanej", number)] if number else [_write("NrKSeFN", YES)]
        return [
            _write("TypKorekty", _IN_THE_MONTH_OF_CORRECTION),
            _write(
                "DaneFaKorygowanej",
                _write("DataWystFaKorygowanej", str(credited.issued_on)),
                _write("NrFaKorygowanej", credited.number),
                in_ksef,
            ),
        ]

    def line(self, line: Line) -> _Element | None:
        """What is taken back is so in its price: KSeF knows no quantity below nothing."""
        price = line.price if self.sign * line.net >= 0 else -line.price
        return _write(
            "FaWiersz",
            _write("NrWierszaFa", str(line.ordinal)),
            _write("P_7", ", ".join(filter(None, (line.name, line.part)))[:512]),
            _write("P_8A", PIECE),
            _write("P_8B", _plain(abs(line.quantity))),
            _write("P_9A", _plain(price)),
            _write("P_11", self.figure(line.net)),
            _write("P_12", {ZERO: "0 KR", EXEMPT: "zw"}.get(line.category, _plain(line.rate * 100))),
        )

    def payment(self) -> _Element | None:
        return _write(
            "Platnosc",
            _write("TerminPlatnosci", _write("Termin", str(self.document.due_on))),
            _write("FormaPlatnosci", TRANSFER),
            [
                _write("RachunekBankowy", _write("NrRB", account.number.removeprefix("PL")), _write("SWIFT", account.bic))
                for account in self.document.accounts
            ],
        )

    def figure(self, amount: Decimal) -> str:
        return f"{self.sign * amount + 0:.2f}"


def _identified(buyer: Party) -> list[_Element | None]:
    """By his number: Polish, of another country of the Union, or none."""
    if buyer.vat_number.startswith("PL"):
        return [_write("NIP", buyer.vat_number.removeprefix("PL"))]
    if buyer.vat_number:
        return [_write("KodUE", buyer.vat_number[:2]), _write("NrVatUE", buyer.vat_number[2:])]
    return [_write("BrakID", YES)]


def _address(party: Party) -> _Element | None:
    lines = [text for text in (", ".join(filter(None, (party.care_of, party.street))), f"{party.postal_code} {party.town}".strip()) if text]
    if not lines:
        return None
    return _write("Adres", _write("KodKraju", party.country), [_write(f"AdresL{place}", text) for place, text in enumerate(lines, start=1)])


def _plain(number: Decimal) -> str:
    return f"{number.normalize() + 0:f}"
