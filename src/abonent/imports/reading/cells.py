"""What a cell may hold. One look over a whole row finds that something is odd; then the cell is looked for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from abonent.imports.reading.limits import Limits
from abonent.imports.reading.trouble import Fault, Unreadable

_STRAY = "\udc80-\udcff\ufffd"
_ODD = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f{_STRAY}]|[ÃÅÄĂ][\u0080-\u00bf\u2018-\u201e\u0100-\u017f]|\ufeff|\u200b")
# Typed or pasted along and seen by nobody: with one of them in it a street is another street. Blanks that must not break are blanks.
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
_BLANK = re.compile("[\u00a0\u2007\u202f]")
# What a spreadsheet would work out instead of showing it. A telephone number may begin with +, a blank may be a dash.
_SUSPECT = "=@+-'\t\r"
_FORMULA = re.compile(r"'?[=@\t\r]|[+-](?![\d\s()/.,+-]*$)")


def cleaned(cells: Sequence[str], *, row: int, headers: Sequence[str], limits: Limits) -> list[str]:
    """The cells without blanks around them, each letter in one writing; refuses a file with cells that no table has."""
    whole = "\n".join(cells)
    if _ODD.search(whole):
        _refuse_odd(cells, row, headers)
    if len(whole) > limits.cell_letters:
        _refuse_long(cells, row, headers, limits)
    if whole.isascii():
        return [cell.strip() for cell in cells]
    if _UNSEEN.search(whole) or _BLANK.search(whole):
        cells = [_BLANK.sub(" ", _UNSEEN.sub("", cell)) for cell in cells]
    return [unicodedata.normalize("NFC", cell).strip() for cell in cells]


def _refuse_odd(cells: Sequence[str], row: int, headers: Sequence[str]) -> None:
    for place, cell in enumerate(cells):
        column = column_name(place, headers)
        if "\x00" in cell:
            raise Unreadable("file.nul", row=row, column=column)
        if stray := re.search(f"[{_STRAY}]", cell):
            byte = f"0x{ord(stray[0]) - 0xDC00:02X}" if stray[0] != "\ufffd" else "?"
            raise Unreadable("file.encoding", row=row, column=column, byte=byte, near=_near(cell, stray.start()))
        if control := re.search(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]", cell):
            raise Unreadable("file.control", row=row, column=column, byte=f"0x{ord(control[0]):02X}")
        if _decoded_wrongly(cell):
            raise Unreadable("file.decoded_twice", row=row, column=column, near=_near(cell, 0))


def _decoded_wrongly(cell: str) -> bool:
    """Whether the cell is UTF-8 that somebody has read as an old code page: "Ã…ke" for "Åke"."""
    for page in ("cp1252", "cp1250"):
        try:
            again = cell.encode(page).decode("utf-8")
        except UnicodeError:
            continue
        if again != cell:
            return True
    return False


def _refuse_long(cells: Sequence[str], row: int, headers: Sequence[str], limits: Limits) -> None:
    for place, cell in enumerate(cells):
        if len(cell) > limits.cell_letters:
            raise Unreadable("file.cell_too_long", row=row, column=column_name(place, headers), letters=len(cell), most=limits.cell_letters)


def demand_plain(field: str, cell: str, most_letters: int) -> None:
    """Refuse a row whose cell, which is not empty, is a formula, or longer than the field."""
    if cell[0] in _SUSPECT and _FORMULA.match(cell):
        raise Fault(field, "cell.formula", value=cell[:40])
    if len(cell) > most_letters:
        raise Fault(field, "cell.too_long", letters=len(cell), most=most_letters)


def column_name(place: int, headers: Sequence[str]) -> str:
    """How people find a column: its header, else its letter in a spreadsheet."""
    if place < len(headers) and headers[place]:
        return headers[place]
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _near(cell: str, place: int) -> str:
    return re.sub(f"[{_STRAY}]", "?", cell[max(0, place - 15) : place + 15])
