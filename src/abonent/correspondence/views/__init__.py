"""The screens of what was said."""
