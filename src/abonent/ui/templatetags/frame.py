"""What only the frame's own templates use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString

register = template.Library()


@dataclass(frozen=True)
class FrameLink:
    """A declared item with its address; `current` if the page on show lies under it."""

    item: Any
    url: str
    current: bool


@register.simple_tag(takes_context=True)
def frame_links(context: Context, items: list[Any] | None) -> list[FrameLink]:
    """Declared items as links; an item whose view this installation has not is left out."""
    path = context["request"].path if "request" in context else ""
    addresses = [(item, url) for item in items or [] if (url := _address(item.url_name))]
    under = [url for _item, url in addresses if path == url or (url != "/" and path.startswith(url))]
    nearest = max(under, key=len, default=None)
    return [FrameLink(item=item, url=url, current=url == nearest) for item, url in addresses]


@dataclass(frozen=True)
class Rail:
    """The links where they stand: above, at the foot, and behind the button Set up, which a single link does without."""

    above: list[FrameLink]
    foot: list[FrameLink]
    setup: list[FrameLink]

    @property
    def setup_is_current(self) -> bool:
        """Whether the page on show is reached through the button."""
        return any(link.current for link in self.setup)


@register.simple_tag
def rail_of(links: list[FrameLink]) -> Rail:
    """The links of the frame, parted for the rail."""
    setup = [link for link in links if link.item.in_setup]
    behind = setup if len(setup) > 1 else []
    return Rail(
        above=[link for link in links if not link.item.at_foot and not link.item.in_setup],
        foot=[link for link in links if (link.item.at_foot or link.item.in_setup) and link not in behind],
        setup=behind,
    )


@register.filter
def focused(field: BoundField) -> SafeString:
    """The field of a form as the one that has the cursor when its page opens."""
    return field.as_widget(attrs={"autofocus": True})


@register.filter
def initials(user: Any) -> str:
    """Two letters for the round button at the right of the top bar."""
    words = (user.get_full_name() or user.get_username()).replace(".", " ").split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def _address(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
