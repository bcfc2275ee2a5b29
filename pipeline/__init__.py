"""From the raw text of a news article to structured statements: who said what, about whom, on which topic."""

__version__ = "0.1.0"
