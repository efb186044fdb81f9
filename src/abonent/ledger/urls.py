"""Addresses of the ledger: bank, payments, open items, journal."""

from django.urls import path

from abonent.ledger.views import bank

app_name = "ledger"

urlpatterns = [
    path("bank/", bank.bank_page, name="bank"),
]
