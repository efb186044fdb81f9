"""A file per format: each turns a document of EN 16931 into the format's XML, and decides nothing else."""
