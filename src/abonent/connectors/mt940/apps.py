from django.apps import AppConfig


class Mt940Config(AppConfig):
    name = "abonent.connectors.mt940"
    label = "mt940"
