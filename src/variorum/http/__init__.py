"""Pages in the browser: one process, loopback unless asked otherwise."""
