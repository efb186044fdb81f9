"""What is read once while a page is made: small tables of settings for which many parts of one page ask."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

Found = TypeVar("Found")

_kept: ContextVar[dict[Callable[[], Any], Any] | None] = ContextVar("read_once_a_page", default=None)


def once_a_page(read: Callable[[], Found]) -> Callable[[], Found]:
    """Let a page that is only looked at read this once. Whatever writes, and whatever is no page, reads each time."""

    @wraps(read)
    def reading() -> Found:
        kept = _kept.get()
        if kept is None:
            return read()
        if read not in kept:
            kept[read] = read()
        return kept[read]

    return reading


class OnceAPageMiddleware:
    """Keeps what a page has read until it is made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        keeping = _kept.set({} if request.method == "GET" else None)
        try:
            return self.get_response(request)
        finally:
            _kept.reset(keeping)
