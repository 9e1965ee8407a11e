"""The register for other programs, under /api/: the same queries, actions, areas and rights as the pages."""
