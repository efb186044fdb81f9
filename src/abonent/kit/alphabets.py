"""How text is folded for search and ordered by name: the same on every server, whatever collations it has.

PostgreSQL installations differ in their collations (the embedded one has no ICU), so search and the order of names stand
on two immutable functions that are written here from tables: `fold_text(text)` and `sort_key(text, language)`. Indexes
stand on them: a change of a table is a migration that makes the function anew and rebuilds those indexes.

Sources of the orders: CLDR collation of sv, fi, pl and hu; for Hungarian also the rule that a doubled digraph (ggy, ssz)
counts as two. Letters are taken apart by `normalize`, four times as fast as one long translate() (1.7 against 7 s for a
million names).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

# Letters that no decomposition takes apart.
WITHOUT_MARKS: Mapping[str, str] = {"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ı": "i"}
BECOME_TWO: Mapping[str, str] = {"ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th"}
MARKS = "[\u0300-\u036f]"

# After z in byte order come { | } ~: the Nordic letters take the first three, ~ makes of a letter the one that follows it.
# fmt: off
NORDIC: Mapping[str, str] = {
    "å": "{", "ä": "|", "æ": "|", "Æ": "|", "ö": "}", "ø": "}", "Ø": "}", "ő": "}", "œ": "}", "Œ": "}", "ü": "y", "ű": "y",
}
POLISH: Mapping[str, str] = {
    "ą": "a~", "ć": "c~", "ę": "e~", "ł": "l~", "Ł": "l~", "ń": "n~", "ó": "o~", "ś": "s~", "ź": "z~", "ż": "z~~",
}
HUNGARIAN: Mapping[str, str] = {"ö": "o~", "ő": "o~", "ü": "u~", "ű": "u~"}
HUNGARIAN_DIGRAPHS: Mapping[str, str] = {
    "dzs": "d~~", "cs": "c~", "dz": "d~", "gy": "g~", "ly": "l~", "ny": "n~", "sz": "s~", "ty": "t~", "zs": "z~",
}
# fmt: on

_SMALL = str.maketrans({chr(code): chr(code + 32) for code in range(ord("A"), ord("Z") + 1)})


def fold(text: str) -> str:
    """What `fold_text` makes of a text: small letters without marks."""
    bare = re.sub(MARKS, "", unicodedata.normalize("NFD", text))
    for letter, plain in {**WITHOUT_MARKS, **BECOME_TWO}.items():
        bare = bare.replace(letter, plain)
    return bare.translate(_SMALL)


def fold_text_sql() -> str:
    """The function `fold_text(text)`; plain ASCII, which most values are, takes the short way."""
    return (
        "CREATE FUNCTION fold_text(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ "
        'SELECT CASE WHEN octet_length(value) = length(value) THEN lower(value COLLATE "C") '
        f"ELSE {_folded({})} END $$"
    )


def sort_key_sql() -> str:
    """The function `sort_key(text, language)`: a text whose bytes stand in the order of that language's alphabet.

    Swedish and Finnish share one order; a language without an order of its own here gets the Latin one.
    """
    hungarian = _digraphs_apart(_folded(HUNGARIAN))
    return (
        "CREATE FUNCTION sort_key(value text, language text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ "
        "SELECT translate(CASE "
        f"WHEN language = 'hu' THEN {hungarian} "
        'WHEN octet_length(value) = length(value) THEN lower(value COLLATE "C") '
        f"WHEN language IN ('sv', 'fi') THEN {_folded(NORDIC)} "
        f"WHEN language = 'pl' THEN {_folded(POLISH)} "
        f"ELSE {_folded({})} END, '-/''.,\"', '  ') $$"
    )


def _folded(letters_of_its_own: Mapping[str, str]) -> str:
    """SQL that takes marks away after the language's own letters have got their places."""
    expression = "normalize(value, NFD)"
    if letters_of_its_own:
        expression = f'lower({expression} COLLATE "C")'
    foreign = {letter: plain for letter, plain in {**WITHOUT_MARKS, **BECOME_TWO}.items() if letter not in letters_of_its_own}
    expression = _replaced(expression, {unicodedata.normalize("NFD", letter): place for letter, place in letters_of_its_own.items()})
    return f"lower(regexp_replace({_replaced(expression, foreign)}, '{MARKS}', '', 'g') COLLATE \"C\")"


def _digraphs_apart(expression: str) -> str:
    for letters, place in HUNGARIAN_DIGRAPHS.items():
        expression = _replaced(expression, {letters[0] + letters: place + place, letters: place})
    return expression


def _replaced(expression: str, pairs: Mapping[str, str]) -> str:
    for letter, other in pairs.items():
        expression = f"replace({expression}, '{letter}', '{other}')"
    return expression
