"""Numbers in figures and words, and the amounts of money, shares and things that they count."""
