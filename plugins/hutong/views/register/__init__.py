"""The register's pages: records and what follows from them, as readers see them."""
