"""Where records rest: one SQLite file, in a form that PostgreSQL can take later."""
