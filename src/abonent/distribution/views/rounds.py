"""The round on the carrier's telephone. Whoever has the secret address has this page and nothing else of the house."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import wraps
from typing import Any
from uuid import uuid4

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from abonent.access.permissions import PUBLIC, permit
from abonent.distribution.models import Carrier, FrozenBook, RoundReport
from abonent.distribution.models.round import DONE, SAID_OF_ROUNDS
from abonent.distribution.operations.rounds import carrier_of, take_reports
from abonent.distribution.round_forms import ReportForm, sent_reports
from abonent.distribution.rounds import Round, paper_of, rounds_of
from abonent.kit import clock
from abonent.ui import wording

# Whoever has guessed so often from one address finds nothing there for a while, not even what he has guessed.
MOST_GUESSES, GUESSES_FORGOTTEN_AFTER = 50, 600
REPORTED_FOR = timedelta(days=2)

RoundView = Callable[..., HttpResponse]


def of_the_carrier(view: RoundView) -> RoundView:
    """The view for the carrier whose address it is, in his language and by the clock of his company."""

    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        guesses = f"round-guesses-{request.META.get('REMOTE_ADDR', '')}"
        carrier = carrier_of(token) if cache.get(guesses, 0) < MOST_GUESSES else None
        if carrier is None:
            cache.set(guesses, cache.get(guesses, 0) + 1, GUESSES_FORGOTTEN_AFTER)
            raise Http404
        with translation.override(carrier.language), timezone.override(carrier.entity.zone):
            answer = view(request, token, carrier)
        # The address is the secret: it goes to nobody, and no cache on the way keeps the page.
        answer["Referrer-Policy"] = "no-referrer"
        answer["Cache-Control"] = "private, no-cache"
        answer["Content-Language"] = carrier.language
        return answer

    return opened


@permit(PUBLIC)
@of_the_carrier
@require_safe
def round_page(request: HttpRequest, token: str, carrier: Carrier) -> HttpResponse:
    """What he brings: changes first, then every door in walking order."""
    today = clock.today(carrier.entity.zone)
    day, rounds = rounds_of(carrier, today)
    done = set(RoundReport.objects.filter(carrier=carrier, on_day=day, said=DONE).values_list("route", flat=True)) if day else set()
    context = {
        "token": token,
        "carrier": carrier,
        "day": wording.long_day(day, carrier.language) if day else "",
        "rounds": [_shown(one, carrier.language, done) for one in rounds],
        "said": SAID_OF_ROUNDS,
        "language": carrier.language,
    }
    return render(request, "distribution/round.html", context)


# The address itself says who sends: there is no cookie that another page could use.
@csrf_exempt
@permit(PUBLIC)
@of_the_carrier
@require_POST
def round_reports(request: HttpRequest, token: str, carrier: Carrier) -> HttpResponse:
    """Take what he reports, one from a form or all that waited for a network; whatever is sent again is taken once."""
    since = clock.today(carrier.entity.zone) - REPORTED_FOR
    rows = FrozenBook.objects.select_related("list__issue").filter(carrier=carrier, list__issue__published_on__gte=since)
    books = {(book.list_id, book.route_id): book for book in rows}
    reports = [report for sent in sent_reports(request) if (report := ReportForm(sent).report_on(books))]
    taken = take_reports(carrier=carrier, reports=reports)
    if request.content_type == "application/json":
        return JsonResponse({"taken": [str(key) for key in taken]})
    return redirect("distribution:round", token)


@permit(PUBLIC)
@of_the_carrier
@require_safe
def round_worker(request: HttpRequest, token: str, carrier: Carrier) -> HttpResponse:
    """The script that keeps this page on the telephone; it stands below the address, so that it has this page and no other."""
    return render(
        request, "distribution/round_worker.js", {"page": reverse("distribution:round", args=[token])}, content_type="text/javascript"
    )


def _shown(one: Round, language: str, done: set[int]) -> dict[str, Any]:
    return {
        "route": one.route,
        "copies": one.copies,
        "depot": one.books[0].content["depot"],
        "is_done": one.route.pk in done,
        "key": uuid4(),
        "books": [
            {
                "list": book.list_id,
                "paper": paper_of(book.list, language),
                "addendum": book.list.number,
                "changes": book.content["changes"],
                "again": [
                    (stop["address"], wording.long_day(date.fromisoformat(on), language), copies)
                    for stop in book.content["stops"]
                    for on, copies in stop["again"]
                ],
                "stops": book.content["stops"],
                "key": uuid4(),
            }
            for book in one.books
        ],
    }
