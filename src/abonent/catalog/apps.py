from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "abonent.catalog"
    label = "catalog"
