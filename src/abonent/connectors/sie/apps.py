from django.apps import AppConfig


class SieConfig(AppConfig):
    name = "abonent.connectors.sie"
    label = "sie"
