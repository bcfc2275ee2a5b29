"""Measuring statements against gold labels."""
