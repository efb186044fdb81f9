"""Addresses of JPK files."""

from django.urls import path

from abonent.connectors.jpk import views

app_name = "jpk"

urlpatterns = [
    path("companies/<int:entity_id>/jpk/", views.jpk, name="jpk"),
    path("companies/<int:entity_id>/jpk/file/", views.file, name="file"),
]
