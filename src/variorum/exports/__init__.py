"""Reports as bytes: JSON, Markdown, HTML."""
