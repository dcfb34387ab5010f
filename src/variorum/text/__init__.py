"""Pure helpers on text that several steps share."""
