from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Last in the ladder: hands what the folders declare to the registries below."""

    name = "abonent.config"
    label = "config"

    def ready(self) -> None:
        from abonent.config.folders import declared
        from abonent.runs.registry import register

        register(declared("runs", "RUN_KINDS"))
