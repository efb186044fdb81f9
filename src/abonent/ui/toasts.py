"""What is now true, and the way back: "Paused until 3 May. Undo".

A toast is a Django message whose extra tag is the address that undoes the act by POST. It shows on the next page, or at once when
the answer to htmx goes through `with_toasts`.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from abonent.ui.wording import one_stop


def say(request: HttpRequest, text: str, *, undo_url: str = "") -> None:
    """Say what is now true; `undo_url` is offered as Undo for ten seconds here, and for ever in the history."""
    messages.success(request, one_stop(str(text)), extra_tags=undo_url)


def warn(request: HttpRequest, text: str) -> None:
    """Say what did not happen and why; stays until it is closed."""
    messages.warning(request, one_stop(str(text)))


def with_toasts(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Append what there is to say to an answer for htmx, out of band."""
    toasts = render_to_string("ui/toasts.html", {"messages": messages.get_messages(request)}, request=request)
    if toasts.strip():
        response.write(f'<div hx-swap-oob="beforeend:#toasts">{toasts}</div>')
    return response
