from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "abonent.kit"
    label = "kit"
