"""Reading articles from files, folders, streams and JSONL."""

from pipeline.reading.articles import read_articles
from pipeline.reading.names import folder_name
from pipeline.reading.problems import ReadingWarning, Unreadable

__all__ = ["ReadingWarning", "Unreadable", "folder_name", "read_articles"]
