"""Names stand in the order that readers of each language expect, on every server."""

from __future__ import annotations

import unicodedata

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from abonent.kit.alphabets import fold

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


def ordered(language: str, *names: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT name FROM unnest(%s::text[]) AS listed (name) ORDER BY sort_key(name, %s) COLLATE "C"',
            [list(reversed(names)), language],
        )
        return [row[0] for row in cursor.fetchall()]


ORDERS = {
    "sv": "Al-Rashid, Alm, Ek Anna, Ekberg, Müller, Nyman, Wik, Zorn, Åberg, Ähl, Öberg",
    "fi": "Aalto, Virtanen, Wirtanen, Åkerblom, Äijälä, Öhman",
    "pl": "Adamski, Azur, Ąkowicz, Bator, Czech, Ćwik, Lubicz, Łoś, Nowak, Ńko, Ostrowski, Ósmy, Szot, Śliwa, Zych, Źrebak, Żak",
    "hu": "Ács, Adorján, Cukor, Czakó, Csák, Duna, Dzéta, Dzsida, Megöl, Meggyes, Orbán, Öveges, Őze, Sutyi, Szabó, Uzsoki, Üllői, Zuzu, Zsolt",
    "en": "Aberg, Åkesson, Eriksen, Łoś, Müller, O'Brien, Obst, Šimon, Zorn",
}


@pytest.mark.parametrize("language", ORDERS)
def test_names_stand_in_the_order_of_the_readers_language(language: str):
    names = ORDERS[language].split(", ")
    assert ordered(language, *names) == names


def test_marks_and_large_letters_do_not_matter_for_search():
    with connection.cursor() as cursor:
        cursor.execute("SELECT fold_text('Łódź ÅÄÖ Straße Ærø Ñandú ŐZE')")
        assert cursor.fetchone() == ("lodz aao strasse aero nandu oze",)


class FoldingIsTheSame(TestCase):
    @settings(max_examples=200, deadline=None)
    @given(st.text(st.characters(min_codepoint=32, max_codepoint=0x24F), max_size=40))
    def test_python_and_the_database_fold_alike(self, text: str):
        for written in (unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)):
            with connection.cursor() as cursor:
                cursor.execute("SELECT fold_text(%s)", [written])
                assert cursor.fetchone() == (fold(written),)
