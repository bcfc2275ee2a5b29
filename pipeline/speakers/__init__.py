"""Who said it: names, mentions, and whom they stand for."""
