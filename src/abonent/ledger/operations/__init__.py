"""The verbs of the ledger."""

from abonent.ledger.operations.charts import CannotInstallChart, install_chart

__all__ = ["CannotInstallChart", "install_chart"]
