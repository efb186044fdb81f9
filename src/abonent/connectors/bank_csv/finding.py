"""Whose table a file is: the account of ours whose mapping fits its headers."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from abonent.connectors.bank_csv.layout import DELIMITERS, KNOWN, Layout
from abonent.connectors.bank_csv.models import BankCsvMapping
from abonent.connectors.bank_csv.reader import ROWS_BEFORE_HEADERS, OwnAccount, headers_of, stream_table
from abonent.connectors.bank_csv.refusals import CannotReadTable
from abonent.connectors.line_files.charsets import likeliest
from abonent.connectors.line_files.source import HEAD, UTF8, Source, head_text
from abonent.ledger.rules.account_numbers import bare_account_number
from abonent.ledger.rules.statement import BankEntry, BankStatement


def rows_of_head(head: bytes, layout: Layout) -> list[list[str]]:
    """The first rows of a file, as a layout would cut them."""
    text = head_text(head).encode("latin-1").decode(UTF8 if is_utf8(head) else layout.encoding, errors="replace")
    try:
        return list(csv.reader(text.splitlines()[:ROWS_BEFORE_HEADERS], delimiter=layout.delimiter))
    except csv.Error:
        return []


def is_utf8(head: bytes) -> bool:
    """Whether the beginning of a file is UTF-8; its last letter may be cut off."""
    try:
        head.decode(UTF8)
    except UnicodeDecodeError as trouble:
        return trouble.start > len(head) - 4
    return True


def fits(head: bytes, layout: Layout) -> bool:
    """Whether one of the first rows has all the headers of a layout."""
    return bool(layout.headers) and any(layout.headers <= set(headers_of(cells)) for cells in rows_of_head(head, layout))


def looks_like_mapped_table(head: bytes) -> bool:
    """Whether an account of ours has tables like this."""
    return any(fits(head, mapping.layout) for mapping in BankCsvMapping.objects.all())


def stream_csv(file: BinaryIO, name: str) -> Iterator[BankEntry | BankStatement]:
    """The movements of a table, and the statement they make, by the mapping of the account it is of.

    The mapping is asked for now and not with the first row: an import reads rows while its connection copies them in.
    """
    source = Source(file, name, CannotReadTable)
    mapping = mapping_for(source)
    account = OwnAccount(mapping.bank_account.number, mapping.bank_account.currency)
    return stream_table(source, mapping.layout, account)


def mapping_for(source: Source) -> BankCsvMapping:
    """The only mapping that fits; of several, the one whose account the file names, in its first rows or in its name."""
    head = next(source.chunks(), b"")[:HEAD]
    fitting = [mapping for mapping in BankCsvMapping.objects.select_related("bank_account") if fits(head, mapping.layout)]
    if not fitting:
        source.refuse("csv.no_account")
    if len(fitting) > 1:
        said = bare_account_number(source.name), bare_account_number(head_text(head))
        named = [each for each in fitting if any(bare_account_number(each.bank_account.number) in text for text in said)]
        if len(named) != 1:
            source.refuse("csv.several_accounts", accounts=", ".join(sorted(each.bank_account.number for each in fitting)))
        fitting = named
    return fitting[0]


def first_guess(source: Source) -> tuple[Layout, str]:
    """How a table nobody has mapped may be written, for a person to look at, and the bank it is known from, if it is."""
    head = next(source.chunks(), b"")[:HEAD]
    for bank, layout in KNOWN.items():
        if fits(head, layout):
            return layout, bank
    beyond = source.bytes_beyond_ascii()
    encoding = UTF8 if source.looks_like_utf8()[0] else likeliest(beyond, "")
    encoding = encoding if encoding != "cp850" else "cp852"
    lines = head_text(head).splitlines()[:ROWS_BEFORE_HEADERS]
    delimiter = max(DELIMITERS, key=lambda sign: max((line.count(sign) for line in lines), default=0))
    return Layout(delimiter, encoding, "YYYY-MM-DD", "." if delimiter == "," else ",", {}), ""


def headers_in(source: Source, layout: Layout) -> Sequence[str]:
    """The headers of a file: the row that has those of the layout, else the first of the widest rows."""
    head = next(source.chunks(), b"")[:HEAD]
    rows = [headers_of(cells) for cells in rows_of_head(head, layout) if any(cells)]
    mapped = next((headers for headers in rows if layout.headers and layout.headers <= set(headers)), None)
    return mapped or max(rows, key=len, default=[])
