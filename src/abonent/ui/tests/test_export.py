"""What a spreadsheet is given."""

import pytest

from abonent.ui.lists.export import neutral


@pytest.mark.parametrize("text", ["=1+1", "+SUM(A1)", "-2+3", "@now", "\t=1", "＝1", "+46-70-174 06 35"])
def test_a_text_that_would_be_a_formula_gets_an_apostrophe(text):
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize("text", ["+46 70 174 06 35", "+46701740635", "070-174 06 35", "-12,50", "-12.5", "Åkesson & Co", "2026-07-21"])
def test_telephone_numbers_and_plain_figures_stay_as_they_are(text):
    assert neutral(text) == text
