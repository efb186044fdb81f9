"""A moment that was, as people type it: 14:30, yesterday 9.15, fri 16, 21/7 14:30, 2h, 20 min. In any of our languages.

What is not said is meant kindly: without a day it is today's or, later than now, yesterday's; a weekday is the latest one, a day without
a year the latest such day; a day without an hour is its noon.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from abonent.ui.typed_days import read_day

YESTERDAY = {"yesterday", "igår", "i går", "eilen", "wczoraj", "tegnap"}
TODAY = {"today", "idag", "i dag", "tänään", "dziś", "dzisiaj", "ma"}
AGO = re.compile(r"^(\d{1,3})\s?(h|t|min|m|p)$")
# sv kl, fi klo, pl o, godz.
O_CLOCK = re.compile(r"\b(?:kl|klo|at|o|godz)\b\.?\s(?=\d)")
HOUR_AND_MINUTE = re.compile(r"^(?:(.*)\s)?(\d{1,2})[:.](\d{2})$")
HOUR = re.compile(r"^(.*)\s(\d{1,2})$")


def read_moment(text: str, *, now: datetime) -> datetime | None:
    """The moment that a text means, seen from `now` in the reader's zone; None if it means none. It may be to come."""
    typed = O_CLOCK.sub("", " ".join(text.casefold().replace(",", " ").split()))
    ago = AGO.match(typed)
    if ago:
        return now - (timedelta(hours=int(ago[1])) if ago[2] in "ht" else timedelta(minutes=int(ago[1])))
    whole = _day(typed, now.date())
    if whole is not None:
        return now if whole == now.date() else _at(whole, "12", "0", now)
    said = HOUR_AND_MINUTE.match(typed)
    if said:
        return _said(said[1] or "", said[2], said[3], now)
    hour = HOUR.match(typed)
    return _said(hour[1], hour[2], "0", now) if hour else None


def _said(day_text: str, hour: str, minute: str, now: datetime) -> datetime | None:
    if day_text:
        day = _day(day_text, now.date())
        return _at(day, hour, minute, now) if day else None
    moment = _at(now.date(), hour, minute, now)
    return _at(now.date() - timedelta(days=1), hour, minute, now) if moment and moment > now else moment


def _day(text: str, today: date) -> date | None:
    """The latest such day; one that is only to come, such as 3w, stays to come."""
    if text in YESTERDAY:
        return today - timedelta(days=1)
    if text in TODAY:
        return today
    day = read_day(text, today=today)
    if day is None or day <= today:
        return day
    if text.isalpha() or text.strip(".").isalpha():
        return day - timedelta(days=7)
    has_year = re.search(r"\d{4}|[/.]\d{1,2}[/.]\s*\d{2}$", text)
    return day if has_year or not re.search(r"[/.]|[^\W\d]{3}", text) else _a_year_before(day)


def _a_year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def _at(day: date, hour: str, minute: str, now: datetime) -> datetime | None:
    try:
        return datetime.combine(day, time(int(hour), int(minute)), now.tzinfo)
    except ValueError:
        return None
