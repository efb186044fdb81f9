from django.apps import AppConfig


class CamtConfig(AppConfig):
    name = "abonent.connectors.camt"
    label = "camt"
