"""Many articles → one record: pure functions over plain values, without the store.

wording       texts as weighed words
traces        by what copies of a text are found
alike         does one text derive from another
events        are two events one happening
promises      are two commitments one row
odds          features of a pair to a chance, by the weights in `weights.toml`
groups        pairs that belong together to groups
told          what several tellings agree on
rivals        where they contradict each other
belief        how far they bear out that it is so
happenings    events to happenings
steps         the stages of one commitment, and how late it is
parts         which rows hold money that others hold too
ledger        commitments to rows
totals        what of the ledger may be added
"""
