"""How many copies an outlet should draw, held to the worked table of docs/algorithms/draw-suggestion.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from abonent.distribution.rules.draw_suggestion import Sale, suggested

PAGE = Path(__file__).resolve().parents[4] / "docs" / "algorithms" / "draw-suggestion.md"


def rows() -> list[list[str]]:
    lines = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@pytest.mark.parametrize(("draws", "sales", "proposed", "why"), rows())
def test_what_is_proposed_is_what_the_page_says(draws: str, sales: str, proposed: str, why: str):
    known = [Sale(*(int(number) for number in sale.split("/"))) for sale in sales.split()]
    found = suggested(int(draws), known)
    assert (found.copies, found.because) == (int(proposed), why)
