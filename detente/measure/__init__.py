"""Tables to series and findings: what the record measures, each with its interval and its reference."""
