from django.apps import AppConfig


class TitoConfig(AppConfig):
    name = "abonent.connectors.tito"
    label = "tito"
