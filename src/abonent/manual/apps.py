from django.apps import AppConfig


class ManualConfig(AppConfig):
    name = "abonent.manual"
    label = "manual"
