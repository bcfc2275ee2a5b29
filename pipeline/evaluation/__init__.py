"""Measuring predicted statements against gold ones."""
