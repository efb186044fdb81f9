from django.apps import AppConfig


class PainConfig(AppConfig):
    name = "abonent.connectors.pain"
    label = "pain"
