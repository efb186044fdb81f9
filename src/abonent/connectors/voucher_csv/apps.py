from django.apps import AppConfig


class VoucherCsvConfig(AppConfig):
    name = "abonent.connectors.voucher_csv"
    label = "voucher_csv"
