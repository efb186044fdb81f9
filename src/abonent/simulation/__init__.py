"""A publisher that never was: its register, its days, its bank, driven by the operations that people use.

What is always true here: one seed gives one world, to the cent; each purpose draws from its own source of chance, so
that adding one thing does not shift another; nothing is written past an operation, an import or a bank file, except by
the volume world, which is made by SQL for benches and says so.
"""
