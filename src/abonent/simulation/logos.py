"""The logos of the two companies, drawn in a few shapes: a sunrise over a northern bay, and a pair of heather-coloured leaves."""

from __future__ import annotations

from abonent.access.models import StaffUser
from abonent.company.logos import harmless_logo
from abonent.desk.operations.companies import change_logo
from abonent.organisation.models import LegalEntity
from abonent.simulation.publisher import DAILY, MAGAZINE

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 48" width="{width}" height="48">'
# Letters are drawn, not written: whoever looks at a logo has its typeface nowhere.
STROKES = 'fill="none" stroke="{colour}" stroke-width="4.6" stroke-linecap="round" stroke-linejoin="round"'
LETTERS = {
    "N": "M0 26V0L15 26V0",
    "O": "M9 0A9 13 0 0 1 9 26A9 13 0 0 1 9 0Z",
    "R": "M0 26V0H8A7 7 0 0 1 8 14H0M7 14L15 26",
    "V": "M0 0L8 26L16 0",
    "I": "M2 0V26",
    "K": "M0 0V26M14 0L1 15M5 11L15 26",
    "H": "M0 0V26M15 0V26M0 13H15",
    "A": "M0 26L8.5 0L17 26M3 17H14",
    "U": "M0 0V17A7.5 9 0 0 0 15 17V0",
    "L": "M0 0V26H12",
}
WIDTHS = {"O": 18, "V": 16, "I": 4, "A": 17, "L": 12}
GAP = 9
SUNRISE = (
    '<path d="M4 34A18 18 0 0 1 40 34Z" fill="#e0a100"/><path d="M2 40H42" stroke="#0b4a6f" stroke-width="4.6" stroke-linecap="round"/>'
    '<path d="M22 4V9M5 11L9 15M39 11L35 15" stroke="#e0a100" stroke-width="3.4" stroke-linecap="round"/>'
)
LEAVES = '<path d="M20 42C4 34 2 18 8 6C20 12 24 28 20 42Z" fill="#7a3b69"/><path d="M24 42C22 26 30 14 42 12C46 26 38 38 24 42Z" fill="#b5638f"/>'


def give_logos(entities: dict[str, LegalEntity], *, actor: StaffUser) -> None:
    """Let the companies bear them from the first day."""
    for code, drawing in ((DAILY, _drawn(SUNRISE, "NORRVIK", "#0b4a6f")), (MAGAZINE, _drawn(LEAVES, "HAVULINNA", "#4f2745"))):
        change_logo(entity=entities[code], seen=None, wanted=harmless_logo(drawing.encode()), actor=actor)


def _drawn(mark: str, name: str, colour: str) -> str:
    """A mark with a name beside it."""
    left, letters = 58, []
    for letter in name:
        letters.append(f'<path transform="translate({left} 11)" d="{LETTERS[letter]}"/>')
        left += WIDTHS.get(letter, 15) + GAP
    return f"{HEAD.format(width=left)}{mark}<g {STROKES.format(colour=colour)}>{''.join(letters)}</g></svg>"
