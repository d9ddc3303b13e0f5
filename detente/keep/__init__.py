"""Reading → tables: the project folder, what is written to it, and what can be asked of it.

`store` makes and opens the folder, `append` writes to it, `engine` answers queries (`sql/`), `verify` checks;
`tables` says what stands in each column, `rows` and `jsonl` turn values into rows and lines and back.
"""
