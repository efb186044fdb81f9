from django.apps import AppConfig


class SimulationConfig(AppConfig):
    name = "abonent.simulation"
    label = "simulation"
