"""Days and spans of days that a text names, worked out from its words and the day of publication."""
