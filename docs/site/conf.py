"""How the documentation becomes a site: `make docs` (docs/decisions/0035-docs-site.md)."""

import sys
from importlib.metadata import version as version_of
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

project = "Variorum"
author = "The Variorum authors"
copyright = "The Variorum authors, Apache License 2.0"
version = release = version_of("variorum")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sources"]
root_doc = "index"
exclude_patterns = ["site"]

# Markdown is written for those who read it in the repository, too: no syntax beyond CommonMark and tables.
myst_heading_anchors = 4
smartquotes_action = "D"  # dashes of the docstrings; quotation marks stay as they are written
highlight_language = "text"
default_role = "code"

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 80
napoleon_numpy_docstring = False
toc_object_entries = False
add_module_names = False

html_theme = "furo"
html_title = "Variorum"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
# A summary would be fetched, which pages that are opened from a disk may not do.
html_show_search_summary = False
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"

# The same inks and faces as the comparison's page (src/variorum/exports/static/page.css).
_SANS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", sans-serif'
_FACES = {
    "font-stack": _SANS,
    "font-stack--headings": _SANS,
    "font-stack--monospace": 'ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace',
}
html_theme_options = {
    "light_css_variables": _FACES
    | {
        "color-background-primary": "#fcfbf8",
        "color-background-secondary": "#f6f3ec",
        "color-background-hover": "#ece8de",
        "color-background-border": "#d9d5cb",
        "color-foreground-primary": "#1d1c1a",
        "color-foreground-secondary": "#4a4741",
        "color-foreground-muted": "#5c5850",
        "color-brand-primary": "#12456b",
        "color-brand-content": "#12456b",
        "color-brand-visited": "#12456b",
        "color-code-background": "#f2efe7",
        "color-inline-code-background": "#f2efe7",
        "color-highlight-on-target": "#ffe08a",
    },
    "dark_css_variables": _FACES
    | {
        "color-background-primary": "#16181b",
        "color-background-secondary": "#1b1e22",
        "color-background-hover": "#262a30",
        "color-background-border": "#3a3d42",
        "color-foreground-primary": "#e9e6e0",
        "color-foreground-secondary": "#c4bfb5",
        "color-foreground-muted": "#aaa59b",
        "color-brand-primary": "#a3cdf0",
        "color-brand-content": "#a3cdf0",
        "color-brand-visited": "#a3cdf0",
        "color-code-background": "#202328",
        "color-inline-code-background": "#202328",
        "color-highlight-on-target": "#5c4a00",
    },
}
