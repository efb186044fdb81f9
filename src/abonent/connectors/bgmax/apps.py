from django.apps import AppConfig


class BgmaxConfig(AppConfig):
    name = "abonent.connectors.bgmax"
    label = "bgmax"
