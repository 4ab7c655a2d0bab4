"""Sphinx's settings: nothing is executed, and nothing is loaded from another host."""

from pathlib import Path

from analysis import __version__

project = "Bilateral Atlas"
author = "The Bilateral Atlas contributors"
project_copyright = f"{author}. Code: MIT. Data and figures: CC BY 4.0"
version = release = __version__
extensions = ["myst_nb", "sphinx.ext.githubpages"]
suppress_warnings = ["mystnb.unknown_mime_type", "toc.not_included"]

nb_execution_mode = "off"
nb_code_prompt_show = "Show code"
nb_code_prompt_hide = "Hide code"
myst_heading_anchors = 4

html_theme = "furo"
html_title = project
html_static_path = [str(Path(__file__).parent / "static")]
html_css_files = ["atlas.css"]
html_js_files = ["atlas.js"]
html_copy_source = False
html_show_sourcelink = False
html_last_updated_fmt = None
html_use_index = False
html_theme_options = {"footer_icons": []}
