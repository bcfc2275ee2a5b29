"""Gold in the formats of other tools, read and written."""

from pipeline.evaluation.formats.predicted import read_predicted
from pipeline.evaluation.formats.registry import FORMATS, Format, read_gold, write_gold

__all__ = ["FORMATS", "Format", "read_gold", "read_predicted", "write_gold"]
