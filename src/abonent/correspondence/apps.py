from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "abonent.correspondence"
    label = "correspondence"
