"""The practice copy: today's data beside the product, for learning and trying out, thrown away at will.

It is a database of its own on the same server and an installation of its own in `ABONENT_HOME/practice`, served by the supervisor of
the product on a port of its own.

Always true: nothing is sent from it and nothing starts by itself, and nobody can change that (`runs.operations.standstills`); every
page of it says what it is; what is done there never reaches the product.
"""
