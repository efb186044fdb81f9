"""Every address of the product: each folder's own `urls.py`, found by declaration."""

from django.urls import include, path

from abonent.config.folders import declaring_modules

urlpatterns = [
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    *[path("", include(module)) for module in declaring_modules("urls")],
]

handler400 = "abonent.ui.errors.bad_request"
handler403 = "abonent.ui.errors.forbidden"
handler404 = "abonent.ui.errors.not_found"
handler500 = "abonent.ui.errors.failed"
