from django.apps import AppConfig


class StockConfig(AppConfig):
    name = "abonent.stock"
    label = "stock"
