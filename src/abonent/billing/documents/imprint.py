"""What stands at the foot of each page of a document: who the seller is, where he is registered, how he is reached."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _


def imprint(seller: Mapping[str, Any]) -> list[list[str]]:
    """Three columns, in the language that is active."""
    where = [seller["name"], seller["street_line"], f"{seller['postal_code']} {seller['town']}"]
    registered = [f"{_('Company number')} {seller['company_number']}", f"{_('VAT number')} {seller['vat_number']}"]
    reached = [text for text in (seller["phone"], seller["email"], seller["web"]) if text]
    return [where, registered, reached]
