"""How a document leaves the house: as a file in a folder, or over HTTPS to an operator. Each gives a `Receipt` or says why there is none."""
