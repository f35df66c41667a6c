"""How Sphinx builds the documentation; `npm run docs` makes what it needs and starts it.

The pages are plain Markdown, read on a code host as well. What only the built pages have stands in
comments of them: a live figure in place of a picture, lists that are made from the source.
"""

import os
import re
from pathlib import Path

from pygments.lexers.special import TextLexer

#: What scripts/docs.mjs made before: `site/`, which is copied as it is, and `lists/`.
MADE = Path(os.environ["ATTENTION_DOCS"])

project = "jupyterlab-attention"
copyright = "the jupyterlab-attention authors"
extensions = ["myst_parser", "sphinx.ext.autodoc", "numpydoc"]
exclude_patterns = ["conf.py"]
myst_heading_anchors = 3
numpydoc_show_class_members = False

html_theme = "pydata_sphinx_theme"
html_extra_path = [str(MADE / "site")]
templates_path = ["_templates"]
html_static_path = ["_static"]
html_css_files = ["live.css"]
html_show_sourcelink = False
html_title = project
html_sidebars = {"**": ["pages.html"]}  # all pages on every page
html_theme_options = {
    "navbar_center": [],
    "navbar_end": ["theme-switcher"],
    "navbar_persistent": ["search-button"],  # the one with a field shows more than it is called
    "show_prev_next": False,
}

LIVE = re.compile(r"<!-- live: \S*?([\w-]+)\.attention\.json -->\s*!\[([^]]*)\]\([^)]*\)")
LIST = re.compile(r"<!-- list: ([\w-]+) -->")
PAGE = re.compile(r"\]\((\w+)\.md\)")
FRAME = '```{{raw}} html\n<iframe class="live" src="live/{0}.html" title="{1}"></iframe>\n```'
CONTENTS = "\n\n```{{toctree}}\n:hidden:\n:caption: {0}\n\n{1}\n```\n"


def setup(app):
    # Code hosts draw it; drawing it here would need a script of another place.
    app.add_lexer("mermaid", TextLexer)
    app.connect("source-read", complete)


def complete(_app, name, source):
    """Puts in what the comments of a page ask for, and makes its lists of pages those of the site."""
    text = LIVE.sub(lambda match: FRAME.format(*match.groups()), source[0])
    text = LIST.sub(lambda match: (MADE / "lists" / f"{match[1]}.md").read_text("utf-8"), text)
    source[0] = text + contents(text) if name == "index" else text


def contents(text):
    """The pages that each section of the first page names."""
    sections = [part.partition("\n") for part in text.split("\n## ")[1:]]
    return "".join(
        CONTENTS.format(heading, "\n".join(PAGE.findall(part))) for heading, _, part in sections
    )
