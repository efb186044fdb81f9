"""An interaction in templates: by which way it came."""

from __future__ import annotations

from django import template

from abonent.correspondence.models import Interaction
from abonent.correspondence.wording import ICONS, way_words

register = template.Library()


@register.filter
def way(interaction: Interaction) -> str:
    """`Call from the customer`."""
    return way_words(interaction.kind, interaction.direction)


@register.filter
def way_icon(interaction: Interaction) -> str:
    """The icon of it."""
    return ICONS[interaction.kind, interaction.direction]
