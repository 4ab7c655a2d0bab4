"""The commands of `atlas`, a function each; what they need is imported when they run."""
