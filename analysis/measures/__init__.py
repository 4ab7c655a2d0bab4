"""What can be measured on statements, matrices and graphs: a module a kind of measure."""
