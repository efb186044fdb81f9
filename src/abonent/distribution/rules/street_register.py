"""What the reader of a street register makes of its cells; runs in the reader's child process."""

from __future__ import annotations

import re
from functools import lru_cache

from abonent.customers.rules.postal import postal_code
from abonent.customers.rules.staged import meanings
from abonent.distribution.rules.house_numbers import LAST, house_number
from abonent.imports.reading.trouble import Fault
from abonent.kit.alphabets import fold

# Words for what a column may say, folded, in Swedish, Finnish, Polish, Hungarian and English.
_TABLES = {
    "side": {
        "all": "all both a alla bada kaikki molemmat wszystkie obie mind mindket mindketto 0",
        "odd": "odd o udda u parittomat pariton nieparzyste nieparzysta paratlan 1",
        "even": "even e jamna j jamnt parilliset parillinen parzyste parzysta paros 2",
    },
    "direction": {
        "up": "up upp uppat ascending stigande ylos nouseva w_gore rosnaco fel novekvo",
        "down": "down ned nedat descending fallande alas laskeva w_dol malejaco le csokkeno",
    },
    "method": {
        "carrier": "carrier early morning bud morgon morgonbud tidningsbud varhaisjakelu aamujakelu jakaja rano poranna doreczyciel reggel kihordo",
        "post": "post day daytime dag dagtid paiva paivajakelu posti dzien dzienna poczta nappal nappali posta",
    },
}
_WORDS = {
    field: {word.replace("_", " "): meaning for meaning, words in table.items() for word in words.split()}
    for field, table in _TABLES.items()
}
# Weekdays, Monday first: a short form that stands for one day alone, else the beginning of a name that no other day has.
_SHORT = ("h pn", "k", "ke sze", "to cs", "p pt", "la szo", "v nd")
_NAMES = (
    "mandag maanantai poniedzialek hetfo monday", "tisdag tiistai wtorek kedd tuesday", "onsdag keskiviikko sroda szerda wednesday",
    "torsdag torstai czwartek csutortok thursday", "fredag perjantai piatek pentek friday", "lordag lauantai sobota szombat saturday",
    "sondag sunnuntai niedziela vasarnap sunday",
)  # fmt: skip
_RANGE = re.compile(r"([0-9]+)\s*(?:-|–|—|\.\.)\s*([0-9]+)")
_DASH = re.compile(r"\s*(?:-|–|—)\s*")


@lru_cache(maxsize=10_000)
def area(country: str, code: str, default_country: str) -> tuple[str, str]:
    """(country, postal code) in that country's writing."""
    country = meanings("", "", country, "")[2] or default_country
    if not code:
        raise Fault("postal_code", "stretch.no_postal_code")
    written = postal_code(code, country)
    if not written:
        raise Fault("postal_code", "stretch.postal_code", value=code[:20], country=country)
    return country, written


@lru_cache(maxsize=100_000)
def doors(street: str, number: str, first: str, latest: str, side: str, staircase: str, flat: str) -> tuple[str, str, str, str]:
    """(side, from, to, the number of one door): "1-15" in one cell are two numbers, and "2A" or a staircase is one door by itself."""
    said = _meaning("side", side) or "all"
    if number and (first or latest):
        raise Fault("number", "stretch.numbers_twice")
    if staircase or flat or _is_one_door(number or first, latest):
        return _one_door(street, number or first, latest, said)
    numbers = _numbers(number, first, latest)
    if any(numbers) and not street:
        raise Fault("street", "stretch.no_street")
    if numbers[0] and numbers[0] == numbers[1] and said != "all" and (int(numbers[0]) % 2 == 1) != (said == "odd"):
        raise Fault("side", "stretch.other_side", number=numbers[0])
    return said, *numbers, ""


@lru_cache(maxsize=100)
def direction(said: str) -> tuple[str]:
    """Whether the numbers are walked up or down."""
    return (_meaning("direction", said) or "up",)


@lru_cache(maxsize=100)
def method(said: str) -> tuple[str]:
    """What the route brings; the empty text where the file does not say."""
    return (_meaning("method", said),)


@lru_cache(maxsize=1_000)
def weekdays(said: str) -> tuple[str]:
    """The weekdays as bits, Monday 1: "1-6", "123456", "mon-fri", "la, su"; the empty text where the file does not say."""
    if not said:
        return ("",)
    bits = 0
    plain = _DASH.sub("-", fold(said))
    for piece in [*plain] if plain.isdigit() else re.split(r"[\s,;+/&]+", plain):
        first, _dash, latest = piece.partition("-")
        begins, ends = _weekday(first, said), _weekday(latest or first, said)
        if ends < begins:
            raise Fault("weekdays", "stretch.weekdays", value=said[:40])
        bits |= sum(1 << day for day in range(begins, ends + 1))
    return (str(bits),)


@lru_cache(maxsize=10_000)
def ordinal(said: str) -> tuple[str]:
    """Its place in the walk."""
    if said and not (said.isascii() and said.isdigit() and len(said) <= 6):
        raise Fault("ordinal", "stretch.ordinal", value=said[:20])
    return (said,)


def _numbers(number: str, first: str, latest: str) -> tuple[str, str]:
    if number:
        first, latest = _range(number) or (number, number)
    elif first and not latest:
        first, latest = _range(first) or (first, "")
    numbers = _whole("number" if number else "from_number", first), _whole("number" if number else "to_number", latest)
    if all(numbers) and int(numbers[1]) < int(numbers[0]):
        raise Fault("number" if number else "to_number", "stretch.backwards", first=numbers[0], latest=numbers[1])
    return numbers


def _range(said: str) -> tuple[str, str] | None:
    both = _RANGE.fullmatch(said)
    return (both[1], both[2]) if both else None


def _whole(field: str, said: str) -> str:
    if not said:
        return ""
    if not (said.isascii() and said.isdigit()) or int(said) > LAST:
        code = "stretch.letters" if house_number(said) is not None else "stretch.number"
        raise Fault(field, code, value=said[:20])
    return str(int(said))


def _is_one_door(number: str, latest: str) -> bool:
    """Whether a number has a letter behind it, and no other number ends what it begins."""
    return house_number(number) is not None and not number.isdigit() and _range(number) is None and latest in ("", number)


def _one_door(street: str, number: str, latest: str, side: str) -> tuple[str, str, str, str]:
    if not street:
        raise Fault("street", "stretch.no_street")
    if not number or latest not in ("", number) or _range(number):
        raise Fault("number", "stretch.one_door")
    if side != "all":
        raise Fault("side", "stretch.door_has_no_side")
    return "all", "", "", number


def _weekday(said: str, whole: str) -> int:
    """Monday is 0."""
    word = said.strip(".")
    if word in tuple("1234567"):
        return int(word) - 1
    short = [day for day, forms in enumerate(_SHORT) if word in forms.split()]
    named = [day for day, names in enumerate(_NAMES) if len(word) > 1 and any(name.startswith(word) for name in names.split())]
    found = short or named
    if len(found) != 1:
        raise Fault("weekdays", "stretch.weekdays", value=whole[:40])
    return found[0]


def _meaning(field: str, said: str) -> str:
    word = fold(said).strip(" .")
    if not word:
        return ""
    try:
        return _WORDS[field][word]
    except KeyError:
        raise Fault(field, "word.unknown", value=said[:40]) from None
