"""What the pages before log-in use."""

from django import template

from abonent.ui.language import OWN_NAMES

register = template.Library()


@register.simple_tag
def own_language_names() -> list[tuple[str, str]]:
    """Languages of the product under their own names."""
    return list(OWN_NAMES.items())
