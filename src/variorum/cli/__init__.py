"""The command line. `main` parses arguments; each command's work stands in its own module."""

from variorum.cli.app import main

__all__ = ["main"]
