"""Legal entities and their units: tables only.

A legal entity sells, issues documents and keeps books; a unit is a part of it that revenue is followed by. Customers
belong to the installation, everything with money belongs to an entity.
"""
