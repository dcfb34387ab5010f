"""Several reports of one event, side by side."""
