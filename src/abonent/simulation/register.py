"""The register as a file: what the former system hands over, and quarter by quarter those who signed up."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date

from abonent.access.models import StaffUser
from abonent.imports.models import ImportBatch
from abonent.imports.operations import check_batch, commit_batch, take_file
from abonent.kit.files import store
from abonent.simulation.chance import chance, happens
from abonent.simulation.readers import Reader

SOURCE = "register"

# The former system was Swedish: its headers are, and so are its separator and its letters.
HEADERS = (
    "Kundnummer", "Kundtyp", "Företag", "Förnamn", "Efternamn", "Gatuadress", "Postnummer", "Ort", "Land", "Språk", "Mobil", "E-post", "Fakturasätt", "IBAN",
)  # fmt: skip


class FaultyRegister(Exception):
    """A register of our own making that does not pass the import: a mistake in the simulator."""


def bring_in(readers: Iterable[Reader], *, name: str, actor: StaffUser, today: date) -> int:
    """Write readers into a file and import it as anybody would; returns how many are new."""
    content = register_file(readers)
    file = store(name=name, media_type="text/csv", content=content, owner="import_batch")
    batch = take_file(kind="customers", file=file, source=SOURCE, actor=actor)
    batch = check_batch(batch=batch, mapping=batch.mapping, actor=actor, today=today)
    _demand_faultless(batch)
    return commit_batch(batch=batch, actor=actor, today=today).new_count


def register_file(readers: Iterable[Reader]) -> bytes:
    """The readers as a file with a line for each."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADERS)
    writer.writerows(_row(reader) for reader in readers)
    return text.getvalue().encode("utf-8-sig")


def _row(reader: Reader) -> tuple[str, ...]:
    names = ("", reader.given_name, reader.family_name) if not reader.is_organisation else (reader.name, "", "")
    kind = "företag" if reader.is_organisation else "privat"
    return (
        reader.key, kind, *names, reader.street_line, reader.postal_code, reader.town, reader.country, reader.language, reader.phone, reader.email,
        _invoice_channel(reader), reader.iban,
    )  # fmt: skip


def _invoice_channel(reader: Reader) -> str:
    """Two in three of those with an e-mail address take their invoices there."""
    return "e-post" if reader.email and happens(chance(0, "invoice channel", reader.key), 0.66) else "papper"


def _demand_faultless(batch: ImportBatch) -> None:
    if batch.error_count:
        raise FaultyRegister(list(batch.faults.order_by("line").values("line", "field", "code", "parameters")[:5]))
