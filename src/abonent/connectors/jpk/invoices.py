"""JPK_FA: invoices and credit notes outside KSeF, with their lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import BinaryIO

from lxml import etree
from lxml.etree import _Element

from abonent.billing.einvoices import BATCH, e_invoices
from abonent.billing.rules.einvoice import EXEMPT as EXEMPT_CATEGORY
from abonent.billing.rules.einvoice import EInvoice, Line, Party
from abonent.connectors.jpk.file import SHARED, begun, put, writer_of
from abonent.connectors.jpk.layouts import INVOICE_FIELDS, Layout, rate_code
from abonent.connectors.jpk.particulars import seat, tax_number
from abonent.kit.batches import batched
from abonent.organisation.models import LegalEntity

PIECE = "szt."
CENT = Decimal("0.01")
MOST_OF_A_TEXT = 256
_EXEMPT_BY = "art. 43 ust. 1 ustawy o podatku od towarów i usług"
_CREDITED_BECAUSE = "Zwrot całości lub części należności"
# Remarks that no invoice of ours bears: cash accounting, self-billing, reverse charge, split payment; then the rest after the exemption.
_BEFORE_EXEMPTION = ("P_16", "P_17", "P_18", "P_18A")
_AFTER_EXEMPTION = ("P_20", "P_21", "P_22", "P_23", "P_106E_2", "P_106E_3")


def write_invoices(
    file: BinaryIO, *, layout: Layout, entity: LegalEntity, first: date, latest: date, invoice_ids: Sequence[int], made_at: datetime
) -> None:
    """Write the documents into a file: first all of them, then the lines of all."""
    form = _Form(layout)
    with etree.xmlfile(file, encoding="UTF-8") as out, begun(out, layout):
        put(out, [form.head(entity, first, latest, made_at), form.taxpayer(entity)])
        put(out, (form.invoice(document) for document in _documents(invoice_ids)))
        put(out, [form.control("FakturaCtrl", "LiczbaFaktur", "WartoscFaktur", form.invoices, form.total)])
        put(out, (form.line(document, line) for document in _documents(invoice_ids) for line in document.lines))
        put(out, [form.control("FakturaWierszCtrl", "LiczbaWierszyFaktur", "WartoscWierszyFaktur", form.lines, form.net)])


def _documents(invoice_ids: Sequence[int]) -> Iterator[EInvoice]:
    for some in batched(invoice_ids, BATCH):
        yield from e_invoices(some)


class _Form:
    """The elements of the form; counts and sums what it writes."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.write = writer_of(layout)
        self.invoices, self.total = 0, Decimal(0)
        self.lines, self.net = 0, Decimal(0)

    def head(self, entity: LegalEntity, first: date, latest: date, made_at: datetime) -> _Element | None:
        write = self.write
        return write(
            "Naglowek",
            write("KodFormularza", "JPK_FA", kodSystemowy=self.layout.system_code, wersjaSchemy="1-0"),
            write("WariantFormularza", self.layout.variant),
            write("CelZlozenia", "1"),
            write("DataWytworzeniaJPK", f"{made_at:%Y-%m-%dT%H:%M:%SZ}"),
            write("DataOd", str(first)),
            write("DataDo", str(latest)),
            write("KodUrzedu", entity.tax_office),
        )

    def taxpayer(self, entity: LegalEntity) -> _Element | None:
        """In the former form the number and the name are of the shared types, in the present one its own."""
        write, lies = self.write, seat(entity)
        own = f"{SHARED}:" if self.layout.variant == "3" else ""
        address = {
            "KodKraju": "PL",
            "Wojewodztwo": entity.voivodeship,
            "Powiat": entity.county,
            "Gmina": entity.municipality,
            "Ulica": lies.street,
            "NrDomu": lies.house,
            "NrLokalu": lies.flat,
            "Miejscowosc": entity.town,
            "KodPocztowy": entity.postal_code,
        }
        return write(
            "Podmiot1",
            write("IdentyfikatorPodmiotu", write(f"{own}NIP", tax_number(entity)), write(f"{own}PelnaNazwa", entity.name)),
            write("AdresPodmiotu", [write(f"{SHARED}:{name}", text) for name, text in address.items()]),
        )

    def invoice(self, document: EInvoice) -> _Element | None:
        write, sign = self.write, _sign(document)
        seller, buyer = document.seller, document.buyer
        self.invoices += 1
        self.total += sign * document.total
        return write(
            "Faktura",
            write("KodWaluty", document.currency),
            write("P_1", str(document.issued_on)),
            write("P_2A", document.number),
            write("P_3A", buyer.name[:MOST_OF_A_TEXT]),
            write("P_3B", _address(buyer)),
            write("P_3C", seller.name),
            write("P_3D", _address(seller)),
            write("P_4B", seller.vat_number.removeprefix("PL")),
            self.buyers_number(buyer.vat_number),
            self.sums(document),
            write("P_15", _figure(sign * document.total)),
            self.remarks(document),
            self.kind(document),
        )

    def buyers_number(self, number: str) -> list[_Element | None]:
        """A Polish number stands alone, one of another country of the Union after its country."""
        country = number[:2]
        if not country.isalpha() or country == "PL":
            return [self.write("P_5B", number.removeprefix("PL"))]
        return [self.write("P_5A", country), self.write("P_5B", number[2:])]

    def sums(self, document: EInvoice) -> list[_Element | None]:
        sign = _sign(document)
        by_field: dict[str, Decimal] = {}
        for each in document.vat_sums:
            fields = INVOICE_FIELDS[rate_code(each.rate, is_exempt=each.category == EXEMPT_CATEGORY)]
            for field, amount in zip(fields, (each.net, each.vat), strict=True):
                if field:
                    by_field[field] = by_field.get(field, Decimal(0)) + sign * amount
        # P_13_1, P_14_1, P_13_2, ...: by the place of the rate, its net before its VAT.
        return [self.write(field, _figure(by_field[field])) for field in sorted(by_field, key=lambda field: (field[5:], field))]

    def remarks(self, document: EInvoice) -> list[_Element | None]:
        is_exempt = any(each.category == EXEMPT_CATEGORY for each in document.vat_sums)
        return [
            *(self.write(name, "false") for name in _BEFORE_EXEMPTION),
            self.write("P_19", "true" if is_exempt else "false"),
            self.write("P_19A", _EXEMPT_BY if is_exempt else ""),
            *(self.write(name, "false") for name in _AFTER_EXEMPTION),
        ]

    def kind(self, document: EInvoice) -> list[_Element | None]:
        if document.preceding is None:
            return [self.write("RodzajFaktury", "VAT")]
        corrected = self.write("NrFaKorygowanej", document.preceding.number)
        return [self.write("RodzajFaktury", "KOREKTA"), self.write("PrzyczynaKorekty", _CREDITED_BECAUSE), corrected]

    def line(self, document: EInvoice, line: Line) -> _Element | None:
        write, net = self.write, _sign(document) * line.net
        self.lines += 1
        self.net += net
        return write(
            "FakturaWiersz",
            write("P_2B", document.number),
            write("P_7", ", ".join(filter(None, (line.name, line.part)))[:MOST_OF_A_TEXT]),
            write("P_8A", PIECE),
            write("P_8B", f"{_sign(document) * line.quantity:f}"),
            write("P_9A", _figure(line.price.quantize(CENT, ROUND_HALF_UP))),
            write("P_11", _figure(net)),
            write("P_12", rate_code(line.rate, is_exempt=line.category == EXEMPT_CATEGORY)),
        )

    def control(self, name: str, count: str, amount: str, counted: int, summed: Decimal) -> _Element | None:
        return self.write(name, self.write(count, str(counted)), self.write(amount, _figure(summed)))


def _sign(document: EInvoice) -> int:
    return -1 if document.is_credit_note else 1


def _address(party: Party) -> str:
    return ", ".join(filter(None, (party.care_of, party.street, f"{party.postal_code} {party.town}".strip())))[:MOST_OF_A_TEXT]


def _figure(amount: Decimal) -> str:
    return f"{amount + 0:.2f}"
