"""What the article and its statements are about."""
