"""The encoder's training data and what is made of it: pairs, fine-tuning, calibration, measures of variety."""
