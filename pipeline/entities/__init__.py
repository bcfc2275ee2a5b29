"""Who and what the article names."""
