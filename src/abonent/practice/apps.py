from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "abonent.practice"
    label = "practice"
