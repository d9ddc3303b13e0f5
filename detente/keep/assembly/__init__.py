"""Many articles → one record: pure functions over plain values, without the store.

wording     texts as weighed words        traces      by what copies of a text are found
alike       does one text derive from another           groups      pairs that belong together → groups
events      are two events one happening                happenings  events → happenings
promises    are two commitments one                     ledger      commitments → rows with their stages
totals      what of the ledger may be added             belief      how far tellings bear out that it is so
"""
