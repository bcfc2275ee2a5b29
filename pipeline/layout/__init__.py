"""The layout of an article: its paragraphs and their roles."""
