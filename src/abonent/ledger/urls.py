"""Addresses of the ledger: bank, payments, open items, journal."""

from django.urls import path

from abonent.ledger.views import bank, matching

app_name = "ledger"

urlpatterns = [
    path("bank/", bank.bank_page, name="bank"),
    path("bank/matching/<int:run_id>/", matching.matching_plan, name="matching"),
    path("bank/matching/holding/", matching.hold, name="hold_matching"),
    path("bank/matching/release/", matching.release, name="release_matching"),
]
