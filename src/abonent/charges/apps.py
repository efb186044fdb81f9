from django.apps import AppConfig


class ChargesConfig(AppConfig):
    name = "abonent.charges"
    label = "charges"
