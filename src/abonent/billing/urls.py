"""Addresses of billing."""

from django.urls import path

from abonent.billing.views import customer, deferred, invoice, invoice_list, look, mailing, release, send

app_name = "billing"

urlpatterns = [
    path("invoices/", invoice_list.invoice_list, name="list"),
    path("invoices/<int:invoice_id>/", invoice.invoice_page, name="invoice"),
    path("invoices/<int:invoice_id>/why/", invoice.why, name="why"),
    path("invoices/<int:invoice_id>/lines/<int:ordinal>/why/", invoice.why_line, name="why_line"),
    path("invoices/<int:invoice_id>/pdf/", invoice.pdf, name="pdf"),
    path("invoices/<int:invoice_id>/credit/", invoice.credit, name="credit"),
    path("deferred-revenue/", deferred.deferred_revenue, name="deferred_revenue"),
    path("deferred-revenue/<int:product_id>/", deferred.deferred_product, name="deferred_product"),
    path("invoices/<int:invoice_id>/mailing/", mailing.mail, name="mail"),
    path("runs/<int:run_id>/mailing/", mailing.mail_all, name="mail_run"),
    path("runs/<int:run_id>/mailing/progress/", mailing.progress, name="mail_progress"),
    path("customers/panels/invoices/<int:customer_id>/", customer.panel, name="panel"),
    path("customers/panels/invoices/<int:customer_id>/billing/", customer.bill_customer, name="bill_customer"),
    path("runs/<int:run_id>/release/", release.revenue_release, name="revenue_release"),
    path("runs/<int:run_id>/invoices/", look.look, name="look"),
    path("runs/<int:run_id>/invoices/<int:ordinal>/why/", look.why_planned, name="why_planned"),
    path("runs/<int:run_id>/sending/", send.send, name="send"),
    path("runs/<int:run_id>/sending/progress/", send.print_progress, name="print_progress"),
    path("runs/<int:run_id>/print-file/", send.print_file, name="print_file"),
    path("runs/<int:run_id>/print-file/making/", send.make_print_file, name="make_print_file"),
    path("planned-invoices/hold/", look.hold, name="hold"),
    path("planned-invoices/release/", look.let_go, name="release"),
    path("planned-invoices/look/", look.look_at, name="look_at"),
]
