"""The sales record of JPK_V7M(3) and JPK_V7K(3). Purchases and the declaration are the accountant's: the file says none of either."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO

from lxml import etree
from lxml.etree import _Element

from abonent.connectors.jpk.file import begun, put, writer_of
from abonent.connectors.jpk.layouts import RECORD_FIELDS, Layout
from abonent.connectors.jpk.particulars import tax_number
from abonent.connectors.jpk.reading import NUMBER, Sale
from abonent.organisation.models import LegalEntity

# Where there is nothing to say the form wants this word.
NONE = "BRAK"
MOST_OF_A_TEXT = 256
FIRST, CORRECTION = "1", "2"


def write_record(
    file: BinaryIO,
    *,
    layout: Layout,
    entity: LegalEntity,
    month: date,
    sales: Iterable[Sale],
    is_correction: bool,
    made_at: datetime,
) -> None:
    """Write the sales of a month into a file."""
    record = _Record(layout)
    with etree.xmlfile(file, encoding="UTF-8") as out, begun(out, layout):
        put(out, [record.head(month, made_at, CORRECTION if is_correction else FIRST, entity.tax_office), record.taxpayer(entity)])
        with out.element(etree.QName(layout.namespace, "Ewidencja")):
            for sale in sales:
                put(out, [record.row(sale)])
            put(out, record.controls())


class _Record:
    """The elements of the record; counts the rows and their VAT as it goes."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.write = writer_of(layout)
        self.rows, self.vat = 0, Decimal(0)

    def head(self, month: date, made_at: datetime, purpose: str, tax_office: str) -> _Element | None:
        write = self.write
        return write(
            "Naglowek",
            write("KodFormularza", "JPK_VAT", kodSystemowy=self.layout.system_code, wersjaSchemy="1-0E"),
            write("WariantFormularza", self.layout.variant),
            write("DataWytworzeniaJPK", f"{made_at:%Y-%m-%dT%H:%M:%SZ}"),
            write("NazwaSystemu", "Abonent"),
            write("CelZlozenia", purpose, poz="P_7"),
            write("KodUrzedu", tax_office),
            write("Rok", str(month.year)),
            write("Miesiac", str(month.month)),
        )

    def taxpayer(self, entity: LegalEntity) -> _Element | None:
        write = self.write
        company = write(
            "OsobaNiefizyczna",
            write("NIP", tax_number(entity)),
            write("PelnaNazwa", entity.name),
            write("Email", entity.email),
            write("Telefon", entity.phone[:16]),
        )
        return write("Podmiot1", company, rola="Podatnik")

    def row(self, sale: Sale) -> _Element | None:
        """A document; the day of the sale is left out where it is that of the document, which is our tax point."""
        self.rows += 1
        self.vat += sale.vat
        write, country = self.write, sale.vat_number[:2]
        return write(
            "SprzedazWiersz",
            write("LpSprzedazy", str(self.rows)),
            write("KodKrajuNadaniaTIN", country if country.isalpha() else ""),
            write("NrKontrahenta", sale.vat_number[2:] if country.isalpha() else sale.vat_number or NONE),
            write("NazwaKontrahenta", sale.buyer[:MOST_OF_A_TEXT] or NONE),
            write("DowodSprzedazy", sale.number),
            write("DataWystawienia", str(sale.issued_on)),
            write(sale.marker, sale.ksef_number if sale.marker == NUMBER else "1"),
            self.amounts(sale),
        )

    def amounts(self, sale: Sale) -> list[_Element | None]:
        """Net and VAT of each rate, in the order of the fields."""
        by_field: dict[str, Decimal] = {}
        for sold in sale.sold:
            for field, amount in zip(RECORD_FIELDS[sold.rate], (sold.net, sold.vat), strict=True):
                if field:
                    by_field[field] = by_field.get(field, Decimal(0)) + amount
        return [self.write(field, f"{by_field[field]:.2f}") for field in sorted(by_field)]

    def controls(self) -> list[_Element | None]:
        write = self.write
        return [
            write("SprzedazCtrl", write("LiczbaWierszySprzedazy", str(self.rows)), write("PodatekNalezny", f"{self.vat:.2f}")),
            write("ZakupCtrl", write("LiczbaWierszyZakupow", "0"), write("PodatekNaliczony", "0.00")),
        ]
