"""The reliability diagram, drawn as SVG that takes the page's colour."""

from __future__ import annotations

import io

from pipeline.evaluation.calibration import Calibration

# Stands for the page's own text colour until the drawing is done.
_TEXT = "#010203"
_SIZE = (4.2, 3.6)


def reliability_diagram(calibration: Calibration) -> str | None:
    """Accuracy over confidence, bin by bin (DeGroot and Fienberg, 1983).

    Args:
        calibration: what to draw.

    Returns:
        An ``<svg>`` element; None where matplotlib (the extra ``report``) is not installed.
    """
    try:
        from matplotlib import rc_context
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure
    except ImportError:
        return None
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "reliability", "font.size": 9}):
        figure = Figure(figsize=_SIZE, layout="constrained")
        FigureCanvasSVG(figure)
        axes = figure.add_subplot()
        axes.plot([0, 1], [0, 1], linestyle=":", color=_TEXT, linewidth=1)
        for b in calibration.bins:
            axes.bar(
                b.low, b.accuracy, width=b.high - b.low, align="edge", color="#4477aa", edgecolor="none", alpha=0.75
            )
            axes.plot([b.confidence] * 2, [b.accuracy, b.confidence], color="#cc3311", linewidth=2)
            axes.text((b.low + b.high) / 2, 0.02, str(b.count), ha="center", fontsize=7, color=_TEXT)
        axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="confidence", ylabel="found in the gold")
        axes.tick_params(colors=_TEXT)
        axes.xaxis.label.set_color(_TEXT)
        axes.yaxis.label.set_color(_TEXT)
        for spine in axes.spines.values():
            spine.set_color(_TEXT)
        drawn = io.StringIO()
        figure.savefig(drawn, format="svg", transparent=True, metadata={"Date": None})
    svg = drawn.getvalue().replace(_TEXT, "currentColor")
    return svg[svg.index("<svg") :]
