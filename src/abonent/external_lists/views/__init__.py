"""The screens of lists from outside."""
