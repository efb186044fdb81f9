from django.apps import AppConfig


class SubscriptionsConfig(AppConfig):
    name = "abonent.subscriptions"
    label = "subscriptions"
