"""The same plays in other programs: each walks a generated scenario from its start to an ending, everybody choosing evenly."""
