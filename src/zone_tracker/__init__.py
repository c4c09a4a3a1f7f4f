"""Industrial zones, clusters and projects of a province, tracked against the year's targets."""

__version__ = "0.1.0"
