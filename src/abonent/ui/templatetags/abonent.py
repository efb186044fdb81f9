"""Figures, days and addresses in templates: `{{ amount|money:currency }}`, `{{ due_on|day }}`, `{% url_with page=2 %}`.

Days are written relative to `today`: the second argument of the filter, else the business day of the reader's zone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.template.context import Context
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from psycopg.types.range import Range

from abonent.kit import clock
from abonent.kit.names import name_in
from abonent.ui import icons, wording

register = template.Library()


def _language() -> str:
    return get_language() or "en"


def _today(given: date | None) -> date:
    return given or clock.today(timezone.get_current_timezone_name())


@register.filter
def named(names: Mapping[str, str] | None) -> str:
    """A name that is data, in the reader's language or the first that is filled."""
    return name_in(names, _language())


@register.filter(is_safe=True)
def one_stop(sentence: Any) -> str:
    """`{{ say|one_stop }}`: a day that is written with a full stop ends the sentence with it."""
    return wording.one_stop(str(sentence))


@register.filter
def money(amount: Any, currency: str | None = None) -> str:
    """`{{ amount|money:"SEK" }}`; nothing for None."""
    return "" if wording.is_blank(amount) else wording.money(amount, currency, _language())


@register.filter
def number(value: Any, decimals: int | None = None) -> str:
    """`{{ count|number }}`, `{{ rate|number:1 }}`; nothing for None."""
    return "" if wording.is_blank(value) else wording.number(value, _language(), decimals=decimals)


@register.filter
def percent(share: Any, decimals: int = 1) -> str:
    """`{{ share|percent }}`: 0.286 is 28,6 %."""
    return "" if wording.is_blank(share) else wording.percent(share, _language(), decimals=decimals)


@register.filter
def change(share: Any, decimals: int = 1) -> str:
    """A share as a change, with its sign: +28,6 %."""
    return "" if wording.is_blank(share) else wording.percent(share, _language(), decimals=decimals, sign=True)


@register.filter(expects_localtime=True)
def day(value: date | datetime | None, today: date | None = None) -> SafeString | str:
    """`{{ due_on|day }}`: Tue 21 Jul as a <time>; a moment is taken in the reader's zone."""
    if not value:
        return ""
    plain = _date_of(value)
    return format_html('<time datetime="{}">{}</time>', plain.isoformat(), wording.day(plain, _today(today), _language()))


@register.filter(expects_localtime=True)
def long_day(value: date | datetime | None) -> str:
    """`{{ today|long_day }}`: Thursday 9 July."""
    return wording.long_day(_date_of(value), _language()) if value else ""


@register.filter
def month(value: date | None) -> str:
    """`{{ issued_on|month }}`: July 2026."""
    return wording.month(value, _language()) if value else ""


@register.filter(expects_localtime=True)
def moment(value: datetime | None, today: date | None = None) -> SafeString | str:
    """`{{ made_at|moment }}`: 10:38 of today, else Wed 1 Jul 10:38."""
    if not value:
        return ""
    given = _today(today)
    hour = wording.clock_time(value)
    text = hour if value.date() == given else f"{wording.day(value.date(), given, _language())} {hour}"
    return format_html('<time datetime="{}" class="nw">{}</time>', value.isoformat(timespec="minutes"), text)


@register.filter
def period(during: Range[date] | None, today: date | None = None) -> str:
    """A half-open period as people say it, both days included: 6 – 19 Jul, from 1 Jul, until 3 May."""
    if not during or during.isempty:
        return ""
    first, last = wording.days_between(during, _today(today), _language())
    if first and last:
        return first if first == last else f"{first} {wording.DASH} {last}"
    if first:
        return gettext("from %(day)s") % {"day": first}
    return gettext("until %(day)s") % {"day": last} if last else gettext("always")


def _date_of(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """`{% icon "check" %}`, `{% icon "x" "14" %}`: an icon of the sprite; names stand in icons.txt."""
    return icons.icon(name, size)


@register.simple_tag(takes_context=True)
def url_with(context: Context, **changes: Any) -> str:
    """The present address with some query parameters changed; None takes one away: `{% url_with sort="name" page=None %}`."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}"


@register.simple_tag
def url_if_any(name: str, *arguments: Any) -> str:
    """The address of a view that this installation may not have; the empty text when it has none."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
