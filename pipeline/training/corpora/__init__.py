"""Readers of the annotated corpora: each yields labelled articles, with offsets into the article's text."""
