"""Reading articles from files, folders, streams and JSONL."""
