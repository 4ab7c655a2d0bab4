"""The tables of a study, checked against each other; its statements selected; a new one begun."""
