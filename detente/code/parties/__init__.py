"""Who is spoken of: names, persons and their offices, and whom pronouns and descriptions take up."""
