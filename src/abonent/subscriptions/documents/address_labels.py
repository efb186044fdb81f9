"""Address labels by the sheet, for whatever is sent. The look is `address_labels.typ`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from abonent.kit import documents

ADDRESS_LABELS = Path(__file__).with_name("address_labels.typ")
A_SHEET = 24


@dataclass(frozen=True)
class AddressLabel:
    """To whom and where, and in small what it is stuck on."""

    lines: Sequence[str]
    content: str


def address_labels_pdf(labels: Sequence[AddressLabel], *, language: str, title: str, at: datetime) -> bytes:
    """One file with all of them, in their order."""
    data = {"language": language, "title": title, "labels": [vars(label) for label in labels]}
    return documents.make(ADDRESS_LABELS, [data], at=at).content
