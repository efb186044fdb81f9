from django.apps import AppConfig


class AutogiroConfig(AppConfig):
    name = "abonent.connectors.autogiro"
    label = "autogiro"
