"""See the decision on the rooms in docs/decisions."""
