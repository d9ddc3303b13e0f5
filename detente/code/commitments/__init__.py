"""What was promised and what arrived: amount, unit, sector and stage."""
