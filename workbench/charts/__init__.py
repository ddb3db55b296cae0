"""Charts of a batch: what was found, what the reports say, how far the review has got. Each is an Altair chart.

>>> import workbench as wb
>>> wb.charts.heat(audit)
>>> wb.charts.figures(audit, "disclosure.fees.charged").save("收费.png", ppi=144)

Everything is counted before it is drawn, so that a chart over thousands of reports is as small as one over ten. Signs
and numbers stand beside the colours, for whoever prints a chart or does not see colours. What is left out of a chart
is said under its title.

Altair draws with a library from the network unless told otherwise. Where no other way was chosen it is told to draw
pictures (SVG), which need none and stay in a notebook that is saved or exported; for tooltips in a running notebook
there is ``altair.renderers.enable("jupyter", offline=True)``.
"""

import altair as alt

from workbench.charts.findings import checks, coverage, heat, progress
from workbench.charts.reported import applications, disputes, figures, outcomes

if alt.renderers.active == "default":
    alt.renderers.enable("svg")

__all__ = ["applications", "checks", "coverage", "disputes", "figures", "heat", "outcomes", "progress"]
