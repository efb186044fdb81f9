from django.apps import AppConfig


class BankCsvConfig(AppConfig):
    name = "abonent.connectors.bank_csv"
    label = "bank_csv"
