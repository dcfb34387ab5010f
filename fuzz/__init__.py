"""Fuzz targets; not part of the package."""
