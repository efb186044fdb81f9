"""Addresses of the practice copy."""

from django.urls import path

from abonent.practice.views import copy

app_name = "practice"

urlpatterns = [
    path("practice/", copy.copy_page, name="copy"),
    path("practice/making/", copy.make, name="make"),
    path("practice/disposal/", copy.throw_away, name="throw_away"),
]
