"""Icons of the sprite; a list of fifty rows draws a hundred, so each is written once."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString


def icon(name: str, size: str = "") -> SafeString:
    """An icon by its name in icons.txt, at its size in pixels if that is not the usual one. While the look is worked on, its address may change."""
    return _drawn(name, size) if settings.DEBUG else _kept(name, size)


def _drawn(name: str, size: str) -> SafeString:
    extra = f" ab-i--{size}" if size else ""
    return format_html('<svg class="ab-i{}" aria-hidden="true"><use href="{}#i-{}"/></svg>', extra, static("frontend/sprite.svg"), name)


_kept = cache(_drawn)
