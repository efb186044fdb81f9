from django.apps import AppConfig


class EInvoicesConfig(AppConfig):
    name = "abonent.connectors.einvoices"
    label = "einvoices"
