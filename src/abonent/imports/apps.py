from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "abonent.imports"
    label = "imports"
