from django.apps import AppConfig


class KtlConfig(AppConfig):
    name = "abonent.connectors.ktl"
    label = "ktl"
