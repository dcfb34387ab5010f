"""Bridges to libraries: parser, encoder, page extractor, files."""
