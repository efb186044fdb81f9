"""Addresses of the log-ins of other systems."""

from django.urls import path

from abonent.reporting.views import logins

app_name = "reporting"

urlpatterns = [
    path("other-systems/", logins.logins, name="logins"),
    path("other-systems/new/", logins.new, name="new_login"),
    path("other-systems/<int:login_id>/ending/", logins.end, name="end_login"),
]
