"""Values → people: the command line, the dossier page, exports. Each command is one call of `Project`."""
