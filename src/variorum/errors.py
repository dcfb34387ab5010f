"""What can go wrong, as one tree.

::

    VariorumError
    ├── InputError        nothing usable came in (the message names the input and what to do)
    ├── ConfigError       a setting has a value that it cannot have
    ├── ModelError        a language model's package is absent or of another version
    └── StoreError        the store cannot be opened, read or written (the message names the file and what to do)

An article that fails while others succeed is no exception but a `Rejection` record, so that the others go on.
"""


class VariorumError(Exception):
    """Base of every error that Variorum raises on purpose."""


class InputError(VariorumError):
    """Nothing usable came in."""


class ConfigError(VariorumError):
    """A setting has a value that it cannot have."""


class ModelError(VariorumError):
    """A language model's package is absent or of another version."""


class StoreError(VariorumError):
    """The store cannot be opened, read or written."""
