from django.apps import AppConfig


class ExternalListsConfig(AppConfig):
    name = "abonent.external_lists"
    label = "external_lists"
