"""The countries that customers are asked to choose from."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

COUNTRIES = [
    ("SE", _("Sweden")),
    ("FI", _("Finland")),
    ("AX", _("Åland")),
    ("PL", _("Poland")),
    ("HU", _("Hungary")),
    ("NO", _("Norway")),
    ("DK", _("Denmark")),
    ("DE", _("Germany")),
]


def countries(present: str = "") -> list[tuple[str, Any]]:
    """The countries to choose from; one that somebody's record has is always among them."""
    return COUNTRIES if not present or present in dict(COUNTRIES) else [*COUNTRIES, (present, present)]
