"""The workbench: the project in a browser on the analyst's own machine, and its JSON for programs.

app       the application: its routes, and what stands around every answer
guard     who may ask and who may write: host, token, origin, size, and the content-security policy
desk      the opened project, and what was worked out of it and still holds
reading   articles that were dropped, read by a process of its own
pages     `home`, `dyad`, `triad`, ...: each route one call of the project and one template
api       the same values as JSON, read-only
"""
