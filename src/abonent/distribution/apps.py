from django.apps import AppConfig


class DistributionConfig(AppConfig):
    name = "abonent.distribution"
    label = "distribution"
