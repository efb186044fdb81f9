"""What a browser reads to install the product as an app (W3C Web App Manifest)."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from abonent.ui.app_icons import GROUND

ICONS = [
    ("frontend/app-192.png", "192x192", "any"),
    ("frontend/app-512.png", "512x512", "any"),
    ("frontend/app-mask-512.png", "512x512", "maskable"),
]


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Name, colours, icons, and where it opens."""
    return JsonResponse(
        {
            "id": "/",
            "name": "Abonent",
            "short_name": "Abonent",
            "description": _("Customers, subscriptions and invoices"),
            "lang": get_language(),
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": "#ffffff",
            "theme_color": GROUND,
            "icons": [{"src": static(path), "sizes": sizes, "type": "image/png", "purpose": purpose} for path, sizes, purpose in ICONS],
        },
        content_type="application/manifest+json",
    )


manifest.permission = "public"  # type: ignore[attr-defined]
