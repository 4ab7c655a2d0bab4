"""The interactive explorer of a study: what it shows, what it writes, and its page."""

from analysis.explorer.widget import Explorer, explore

__all__ = ["Explorer", "explore"]
