"""Write a batch of vouchers as SIE 4I."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator

from abonent.ledger.rules.voucher import Batch, Told, Voucher, VoucherLine

CODE_PAGE = "cp437"
LINE_END = b"\r\n"
# What needs no quotation marks.
PLAIN = re.compile(r"[A-Za-z0-9.\-]+")
# The kinds of accounts in the standard: assets, debts, costs, income.
ACCOUNT_KINDS = {"asset": "T", "liability": "S", "cost": "K", "revenue": "I"}
# The dimensions whose numbers the standard has given away, by the names that it gives them.
DIMENSIONS = {1: "Kostnadsställe", 6: "Projekt"}


def write_sie(batch: Batch, vouchers: Iterable[Voucher], told: Told) -> Iterator[bytes]:
    """The file piece by piece: what identifies it, the accounts and objects it uses, its vouchers, its checksum."""
    writer = _Writer(told)
    yield b"".join(writer.head(batch))
    for voucher in vouchers:
        yield b"".join(writer.voucher(batch.series, voucher))
    yield b"#KSUMMA %d" % writer.checksum + LINE_END


class _Writer:
    """The records of a file. Letters that the code page lacks are told; what the records say is summed up for the checksum."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.checksum = 0

    def head(self, batch: Batch) -> Iterator[bytes]:
        """What stands before the vouchers. The checksum is of all that follows its first record."""
        yield b"#FLAGGA 0" + LINE_END
        yield b"#KSUMMA" + LINE_END
        yield self._record("#PROGRAM", "Abonent", batch.version)
        yield self._record("#FORMAT", "PC8")
        yield self._record("#GEN", f"{batch.made_on:%Y%m%d}")
        yield self._record("#SIETYP", "4")
        yield self._record("#PROSA", f"Abonent {batch.number}")
        if batch.company_number:
            yield self._record("#ORGNR", batch.company_number)
        yield self._record("#FNAMN", batch.company)
        yield self._record("#VALUTA", batch.currency)
        for account in batch.accounts:
            yield self._record("#KONTO", account.code, account.name)
            yield self._record("#KTYP", account.code, ACCOUNT_KINDS[account.kind])
        for dimension in sorted({one.dimension for one in batch.objects}):
            yield self._record("#DIM", str(dimension), DIMENSIONS.get(dimension, f"Dimension {dimension}"))
        for one in batch.objects:
            yield self._record("#OBJEKT", str(one.dimension), one.code, one.name)

    def voucher(self, series: str, voucher: Voucher) -> Iterator[bytes]:
        """A voucher with its lines."""
        yield self._record("#VER", series, str(voucher.number), f"{voucher.posted_on:%Y%m%d}", voucher.text)
        yield b"{" + LINE_END
        for line in voucher.lines:
            yield b"   " + self._record("#TRANS", line.account, _objects(line), f"{line.amount:.2f}")
        yield b"}" + LINE_END

    def _record(self, label: str, *fields: str | tuple[str, ...]) -> bytes:
        written = [label.encode()]
        self._sum_up(written[0])
        for field in fields:
            listed = (field,) if isinstance(field, str) else field
            parts = b" ".join(self._field(part) for part in listed)
            written.append(parts if isinstance(field, str) else b"{" + parts + b"}")
        return b" ".join(written) + LINE_END

    def _field(self, text: str) -> bytes:
        """In quotation marks where it needs them; a mark within is escaped, what is no letter (a tab, the end of a line) is a blank."""
        if PLAIN.fullmatch(text):
            said = text.encode("ascii")
            self._sum_up(said)
            return said
        plain = "".join(letter if letter.isprintable() else " " for letter in text)
        said = self.told.encodable(plain, CODE_PAGE).encode(CODE_PAGE)
        self._sum_up(said)
        return b'"' + said.replace(b'"', b'\\"') + b'"'

    def _sum_up(self, said: bytes) -> None:
        # Labels and fields, without what stands around them: so say the files of other programs that carry a checksum.
        self.checksum = zlib.crc32(said, self.checksum)


def _objects(line: VoucherLine) -> tuple[str, ...]:
    return tuple(part for dimension, code in line.objects for part in (str(dimension), code))
