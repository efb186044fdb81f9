"""Addresses of subscriptions."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "subscriptions"

urlpatterns: list[URLPattern] = []
