"""The tables of what was said."""

from abonent.correspondence.models.interaction import Interaction, Matter

__all__ = ["Interaction", "Matter"]
