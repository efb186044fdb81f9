"""Addresses of one's own account."""

from django.urls import path

from abonent.access.views import account

app_name = "access"

urlpatterns = [path("me/", account.account, name="account")]
