"""The door that stays shut for whoever does not see the customer whom an address names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from abonent.customers.visibility import may_see_addressed


class ReachMiddleware:
    """Answers that a page is not there, as for a customer who does not exist. Whoever sees everybody passes without a question."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _arguments: Any, words: Mapping[str, Any]) -> None:
        user, match = request.user, request.resolver_match
        if not words or not user.is_authenticated or user.sees_everybody or match is None:
            return
        if not may_see_addressed(user, folder=match.namespace, words=words):
            raise Http404
