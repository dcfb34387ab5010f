"""The steps of the pipeline: pure functions from records to records, independent of one another."""
