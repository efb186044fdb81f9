from django.apps import AppConfig


class JpkConfig(AppConfig):
    name = "abonent.connectors.jpk"
    label = "jpk"
