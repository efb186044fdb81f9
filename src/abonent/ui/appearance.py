"""Light or dark, dense or airy, keys or none, help lines or none. What is chosen on a device stays with the device (a cookie); else the account's own."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

CHOICES = {"theme": ("auto", "light", "dark"), "density": ("compact", "comfortable"), "keys": ("on", "off")}
OF_THE_DEVICE = {"help": ("shown", "folded")}
"""Has no place in the account: a device on which help was hidden keeps it hidden."""
ALL_CHOICES = {**CHOICES, **OF_THE_DEVICE}
A_YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Look:
    """What stands on <html>: data-bs-theme, data-density, data-keys; and whether screens show their help line."""

    theme: str
    density: str
    keys: bool
    help: str


def of(request: HttpRequest) -> Look:
    """How this reader wants to see pages on this device."""
    user = getattr(request, "user", None)
    keys = _chosen(request, "keys")
    return Look(
        theme=_chosen(request, "theme") or getattr(user, "theme", None) or "auto",
        density=_chosen(request, "density") or getattr(user, "density", None) or "compact",
        keys=keys == "on" if keys else bool(getattr(user, "keys_enabled", True)),
        help=_chosen(request, "help") or "shown",
    )


def _chosen(request: HttpRequest, name: str) -> str | None:
    value = request.COOKIES.get(f"abonent_{name}")
    return value if value in ALL_CHOICES[name] else None


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep what was chosen on this device; back to the page without script, nothing to swap with it."""
    back = request.POST.get("back", "/")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    by_script = request.headers.get("HX-Request") or request.headers.get("X-Requested-With")
    response: HttpResponse = HttpResponse(status=204) if by_script else HttpResponseRedirect(back if safe else "/")
    for name, allowed in ALL_CHOICES.items():
        if (value := request.POST.get(name)) in allowed:
            response.set_cookie(f"abonent_{name}", value, max_age=A_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    return response


choose.permission = "public"  # type: ignore[attr-defined]
