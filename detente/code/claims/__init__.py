"""What is claimed beside events: who says so, causes, interests, tilts, the order of states; who is spoken of."""
