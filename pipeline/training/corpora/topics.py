"""Articles with their top-level IPTC Media Topics."""

from __future__ import annotations

import json
from pathlib import Path


def read_article_topics(path: Path) -> dict[str, list[str]]:
    """Read the topics of articles.

    Args:
        path: a JSONL file of ``{"doc": file name, "top": [labels]}``.

    Returns:
        The labels by the document's file name without its ending.
    """
    topics: dict[str, list[str]] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                record = json.loads(line)
                topics[Path(record["doc"]).stem] = record["top"]
    return topics
