"""Tables → judgements: so far, what the record does not know (`gaps`)."""
