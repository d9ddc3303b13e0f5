"""Rules and encoder together: what the encoder is asked, what it answers, and how both are weighed."""
