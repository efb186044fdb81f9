"""What every page's frame needs of the reader: theme, density, keys, open records, the business day; and the help of its screen."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import SimpleLazyObject

from abonent.kit import clock
from abonent.ui import appearance, open_records
from abonent.ui.help import help_of


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: nothing here asks the database."""
    look = appearance.of(request)
    return {
        "look": look,
        "practice_of": parse_datetime(settings.PRACTICE_OF),
        "screen_help": help_of(request),
        "open_records": SimpleLazyObject(lambda: open_records.listed(request)),
        "today": clock.today(timezone.get_current_timezone_name()),
    }
