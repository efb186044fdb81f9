from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "abonent.editions"
    label = "editions"
