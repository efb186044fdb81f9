"""What the lists of price lists, promotions and discounts show alike."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abonent.ui.lists import Column, TextFilter


def name_column(url_name: str) -> Column:
    """The name of a row, which leads to its page."""
    return Column(
        name="name", label=_("Name"), value="shown_name", sort="shown_name", slot="main", link=lambda row: reverse(url_name, args=[row.pk])
    )


def name_or_code() -> TextFilter:
    """Finds a row by a piece of its name or code."""
    return TextFilter(
        name="q", label=_("Name or code"), where=lambda text: Q(shown_name__icontains=text) | Q(code__icontains=text), prominent=True
    )
