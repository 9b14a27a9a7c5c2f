"""Beyond one machine: work for a Dask cluster, and copies of tree and cache in other places."""
