"""Sentences and what stands where in them: the parse, clauses, phrases, mood, and the lexicon of predicates."""
