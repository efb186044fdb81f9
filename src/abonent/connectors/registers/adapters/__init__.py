"""A module for each register: how it is asked, and what its answer says."""
