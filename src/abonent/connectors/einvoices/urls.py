"""Addresses of e-invoices."""

from django.urls import path

from abonent.connectors.einvoices import views

app_name = "einvoices"

urlpatterns = [
    path("e-invoices/", views.outbox, name="outbox"),
    path("e-invoices/ways/new/", views.new_route, name="new_route"),
    path("e-invoices/audit-export/", views.audit_export, name="audit_export"),
    path("e-invoices/ways/nav/", views.new_nav, name="new_nav"),
    path("e-invoices/ways/ksef/", views.new_ksef, name="new_ksef"),
    path("e-invoices/ways/<int:outbox_route_id>/closing/", views.close, name="close_route"),
    path("e-invoices/<int:outbox_document_id>/another-try/", views.another_try, name="try_again"),
    path("e-invoices/<int:outbox_document_id>/file/", views.file, name="file"),
    path("e-invoices/<int:outbox_document_id>/answer/", views.answer, name="answer"),
]
