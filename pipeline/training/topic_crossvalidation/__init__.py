"""What several ways of finding an article's topics are worth, by cross-validation over the labelled articles."""
