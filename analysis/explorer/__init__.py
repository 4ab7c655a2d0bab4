"""The interactive explorer of a study: what it shows, what it writes, and its page.

The network is drawn by two plain canvases of the page itself: all of it on the lower one, what is
chosen on the upper. Of the ways that were measured on 2,000 nodes and 20,000 ties without a
graphics card, this one alone kept dashes, curves and widths and answered a click within 0.2 s;
Cytoscape.js took six times as long to redraw and 0.9 s for a click, and libraries that draw with
WebGL took seconds. The page is plain modules that a browser loads as they are; `bundle` joins them,
so nobody needs Node.
"""

from analysis.explorer.opening import explore
from analysis.explorer.widget import Explorer

__all__ = ["Explorer", "explore"]
