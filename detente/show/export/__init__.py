"""What a project holds, as files for other tools."""
