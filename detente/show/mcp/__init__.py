"""The record for an assistant: a server of the Model Context Protocol, read-only, over standard input and output.

quoted   what an assistant is given: sentences with outlet, day, hash of the article and id of the record
tools    the questions it can ask: search, dyad, records, ledger, implications, explain
server   the server with these tools and the articles as resources
"""
