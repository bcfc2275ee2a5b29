"""Fixtures shared by the tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder with annotated articles and data, where there is one; the test is skipped elsewhere."""
    folder = Path(os.environ.get("STATEMENTS_SHARED", ROOT.parent / "shared"))
    if not (folder / "gold").is_dir():
        pytest.skip("no annotated articles here (set STATEMENTS_SHARED to their folder)")
    return folder
