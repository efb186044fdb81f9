"""Addresses of the mappings of banks' tables."""

from django.urls import path

from abonent.connectors.bank_csv import views

app_name = "bank_csv"

urlpatterns = [
    path("bank/tables/", views.mappings, name="mappings"),
    path("bank/tables/<int:account_id>/", views.mapping, name="mapping"),
    path("bank/tables/<int:account_id>/preview/", views.preview, name="preview"),
    path("bank/tables/<int:account_id>/removal/", views.remove, name="remove"),
]
