"""The data model: immutable, typed records that the steps pass on."""
