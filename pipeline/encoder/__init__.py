"""The encoder: from text to what every stage reads off its word pieces."""
