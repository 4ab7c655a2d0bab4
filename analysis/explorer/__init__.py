"""The interactive explorer of a study: what it shows, what it writes, and its page.

Cytoscape.js, and not Plotly or sigma.js: of the three only it has dashes for the sign of a tie,
curves as in print and ties that can be clicked. On the study's network each redraws within 0.2 s;
on 2,000 nodes and 20,000 ties, without a graphics card, a redraw took sigma.js 1.1 s, Plotly 1.8 s
(4.8 MB of script against 0.4) and Cytoscape.js 2.2 s. To renew it, take `dist/cytoscape.min.js` and
`LICENSE` from its npm package into `vendor/`. The page is plain modules that a browser loads as
they are; `bundle` joins them, so nobody needs Node.
"""

from analysis.explorer.widget import Explorer, explore

__all__ = ["Explorer", "explore"]
