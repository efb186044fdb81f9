"""What the reader may do and what his installation uses: `{% if user|may:"editions.see" %}`, `{% if user|has_part:"editions" %}`."""

from __future__ import annotations

from django import template

from abonent.access.models import StaffUser

register = template.Library()


@register.filter
def may(user: StaffUser, permission: str) -> bool:
    """Whether a role of the reader carries the permission."""
    return user.may(permission)


@register.filter
def has_part(user: StaffUser, part: str) -> bool:
    """Whether the part of the product is on; words of one that is off stay unsaid."""
    return user.has_part(part)
