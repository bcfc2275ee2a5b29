"""Who said it: names, mentions, references."""
