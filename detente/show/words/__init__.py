"""Values as plain lines for a terminal, and records in words."""
