"""What stands on a line of an invoice, by what it is for."""

from __future__ import annotations

from django.utils import translation

from abonent.billing.rules.line_words import line_text

DRAWS = {"code": "charge.draw_settlement", "product": {"en": "Daily"}, "outlet": "Kiosk at the station", "copies": 30, "returned": 3}


def test_single_copies_are_told_with_their_outlet_and_what_came_back():
    with translation.override("en"):
        assert line_text(DRAWS, "en") == "Daily, Kiosk at the station: 30 drawn, 3 came back"
