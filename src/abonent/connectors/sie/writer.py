"""Write a batch of vouchers as SIE 4I."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from abonent.ledger.rules.voucher import Batch, Told, Voucher, VoucherLine

CODE_PAGE = "cp437"
LINE_END = "\r\n"
# The kinds of accounts in the standard: assets, debts, costs, income.
ACCOUNT_KINDS = {"asset": "T", "liability": "S", "cost": "K", "revenue": "I"}
# The dimensions whose numbers the standard has given away, by the names that it gives them.
DIMENSIONS = {1: "Kostnadsställe", 6: "Projekt"}


def write_sie(batch: Batch, vouchers: Iterable[Voucher], told: Told) -> Iterator[bytes]:
    """The file piece by piece: what identifies it, the accounts and objects it uses, its vouchers."""
    writer = _Writer(told)
    yield _encoded(writer.head(batch))
    for voucher in vouchers:
        yield _encoded(writer.voucher(batch.series, voucher))


class _Writer:
    """The records of a file as lines. What a text had to lose on its way into the code page is told."""

    def __init__(self, told: Told) -> None:
        self.told = told

    def head(self, batch: Batch) -> Iterator[str]:
        """What stands before the vouchers."""
        yield "#FLAGGA 0"
        yield f"#PROGRAM {self._text('Abonent')} {self._text(batch.version)}"
        yield "#FORMAT PC8"
        yield f"#GEN {batch.made_on:%Y%m%d}"
        yield "#SIETYP 4"
        yield f"#PROSA {self._text(f'Abonent {batch.number}')}"
        if batch.company_number:
            yield f"#ORGNR {self._text(batch.company_number)}"
        yield f"#FNAMN {self._text(batch.company)}"
        yield f"#VALUTA {batch.currency}"
        for account in batch.accounts:
            yield f"#KONTO {account.code} {self._text(account.name)}"
            yield f"#KTYP {account.code} {ACCOUNT_KINDS[account.kind]}"
        for dimension in sorted({one.dimension for one in batch.objects}):
            yield f"#DIM {dimension} {self._text(DIMENSIONS.get(dimension, f'Dimension {dimension}'))}"
        for one in batch.objects:
            yield f"#OBJEKT {one.dimension} {self._text(one.code)} {self._text(one.name)}"

    def voucher(self, series: str, voucher: Voucher) -> Iterator[str]:
        """A voucher with its lines."""
        yield f"#VER {self._text(series)} {voucher.number} {voucher.posted_on:%Y%m%d} {self._text(voucher.text)}"
        yield "{"
        for line in voucher.lines:
            yield f"   #TRANS {line.account} {{{self._objects(line)}}} {line.amount:.2f}"
        yield "}"

    def _objects(self, line: VoucherLine) -> str:
        return " ".join(f"{dimension} {self._text(code)}" for dimension, code in line.objects)

    def _text(self, text: str) -> str:
        """In quotation marks; a mark within it is escaped, what is no letter (a tab, the end of a line) is a blank."""
        plain = "".join(letter if letter.isprintable() else " " for letter in text)
        return '"' + self.told.encodable(plain, CODE_PAGE).replace('"', '\\"') + '"'


def _encoded(lines: Iterable[str]) -> bytes:
    return "".join(line + LINE_END for line in lines).encode(CODE_PAGE)
