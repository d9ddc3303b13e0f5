"""What was done: verbs, nouns and idioms to PLOVER events in the making, with actor and recipient."""
