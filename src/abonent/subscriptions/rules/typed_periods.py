"""A span of days as people say it: 10-24 jul, aug, until 15/8, 3w, from 10 jul. Both days said belong to it.

Whoever types a span means days to come: of a day without a year the next one, of a span without a beginning the earliest possible.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.utils.translation import gettext as _

from abonent.kit.periods import add_months
from abonent.ui.typed_days import LETTERS_OF_WEEKS, LOOKS_BACK, read_day, typed_weeks

Span = tuple[date, date | None]

WEEKS_PROPOSED = (1, 2, 3, 4)

DASHES = str.maketrans({"\N{EN DASH}": "-", "\N{EM DASH}": "-", "\N{MINUS SIGN}": "-", "\N{NO-BREAK SPACE}": " "})
LENGTH = re.compile(r"^\+?(\d{1,3})\s?([dpnwvth])$")
# Until and from in our five languages, before the day or behind it.
UNTIL = re.compile(r"^(?:until|till|to|tom|t\.o\.m\.?|do|asti)\s+(.+)$|^(.+?)(?:\s+(?:asti|saakka)|-?ig)$")
FROM = re.compile(r"^(?:from|från|fr\.o\.m\.?|od|alkaen|ettől:?)\s+(.+)$|^(.+?)(?:\s+(?:alkaen|lähtien)|-?t[óő]l|\s*-)$")
# Two days of one month: 10-24 jul, 10-24/7, jul 10-24.
SAME_MONTH = re.compile(r"^(\d{1,2})\.?\s*-\s*(\d{1,2})\.?\s*([/.]\s*\d{1,2}\.?.*|[^\d\s-].*)$")
SAME_MONTH_FIRST = re.compile(r"^([^\d-]+?)\s*(\d{1,2})\.?\s*-\s*(\d{1,2})\.?$")


def read_span(text: str, *, today: date, earliest: date) -> Span | None:
    """First and last day of a span, the last None for one without an end; None for the whole if the text means none."""
    typed = " ".join(text.translate(DASHES).casefold().split())
    if not typed:
        return None
    return (
        _length(typed, earliest)
        or _days(typed, today)
        or _one_sided(typed, today, earliest)
        or _month(typed, today, earliest)
        or _single(typed, today)
    )


def typed_span(first: date, last: date | None) -> str:
    """A span as it can be typed again: what `read_span` reads back in the reader's language."""
    if last is None:
        return _("from %(day)s") % {"day": first.isoformat()}
    return f"{first.isoformat()} \N{EN DASH} {last.isoformat()}"


def proposed_weeks() -> list[str]:
    """Spans that are asked for most, as a reader types them: 1w to 4w."""
    return [typed_weeks(count) for count in WEEKS_PROPOSED]


def _length(typed: str, earliest: date) -> Span | None:
    found = LENGTH.match(typed)
    if not found or not int(found[1]):
        return None
    days = int(found[1]) * (7 if found[2] in LETTERS_OF_WEEKS else 1)
    return earliest, earliest + timedelta(days=days - 1)


def _days(typed: str, today: date) -> Span | None:
    """Two days with a dash between them."""
    found, turned = SAME_MONTH.match(typed), SAME_MONTH_FIRST.match(typed)
    if found:
        parts = [(f"{found[1]}{_glued(found[3])}", f"{found[2]}{_glued(found[3])}")]
    elif turned:
        parts = [(f"{turned[2]} {turned[1]}", f"{turned[3]} {turned[1]}")]
    else:
        parts = [(typed[: dash.start()], typed[dash.end() :]) for dash in re.finditer(r"\s*-\s*", typed)]
    for first_text, last_text in parts:
        first = _coming(first_text, today)
        last = _coming(last_text, first) if first else None
        one_month = bool(found or turned)
        if first and last and last >= first and (not one_month or first.month == last.month and first.year == last.year):
            return first, last
    return None


def _glued(month: str) -> str:
    return month if month[0] in "/." else f" {month}"


def _one_sided(typed: str, today: date, earliest: date) -> Span | None:
    until, since = UNTIL.match(typed), FROM.match(typed)
    if until:
        last = _coming(until[1] or until[2], today)
        return (earliest, last) if last and last >= earliest else None
    if since:
        first = _coming(since[1] or since[2], today)
        return (first, None) if first else None
    return None


def _month(typed: str, today: date, earliest: date) -> Span | None:
    """The whole of a month, or what is left of the one in progress."""
    if any(letter.isdigit() for letter in typed):
        return None
    first = read_day(f"1 {typed}", today=today)
    if first is None:
        return None
    last = add_months(first, 1) - timedelta(days=1)
    if last < earliest:
        first = add_months(first, 12)
        last = add_months(first, 1) - timedelta(days=1)
    return max(first, earliest), last


def _single(typed: str, today: date) -> Span | None:
    found = None if LENGTH.match(typed) else _coming(typed, today)
    return (found, found) if found else None


def _coming(text: str, today: date) -> date | None:
    """A day, the next one of its name."""
    found = read_day(text, today=today)
    if found is None or found >= today:
        return found
    later = read_day(text, today=today + LOOKS_BACK)
    return later if later and later >= today else found
