"""Pictures as charts of the presentation itself: their numbers can be edited, their intervals are error bars."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from matplotlib.ticker import MaxNLocator
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from reports.document.blocks import Picture, Series

COLOURS = ("0072B2", "D55E00", "009E73", "CC79A7", "56B4E9", "767676")
DASHES = (MSO_LINE.SOLID, MSO_LINE.DASH, MSO_LINE.SQUARE_DOT, MSO_LINE.LONG_DASH_DOT, MSO_LINE.LONG_DASH, MSO_LINE.ROUND_DOT)
MARKERS = (XL_MARKER_STYLE.CIRCLE, XL_MARKER_STYLE.SQUARE, XL_MARKER_STYLE.TRIANGLE, XL_MARKER_STYLE.DIAMOND, XL_MARKER_STYLE.X,
           XL_MARKER_STYLE.PLUS)
MOST_WHISKERS = 13


class Look(NamedTuple):
    """The colour, the dash and the marker of a series."""

    colour: str
    dash: MSO_LINE
    marker: XL_MARKER_STYLE


GREY = Look("767676", MSO_LINE.DASH, XL_MARKER_STYLE.SQUARE)
"""The baseline."""
INK, LINE = "55606E", "D9DEE5"
ACTIVE = re.compile(r"\{?=|(?:https?|ftp|file|mailto|internal|external):", re.IGNORECASE)
"""What a spreadsheet would not take for text."""


def native(picture: Picture) -> bool:
    """Return whether a picture can be drawn as a chart."""
    return bool(picture.kind and picture.series)


def chart_data(picture: Picture) -> tuple[Any, Any]:
    """Return the kind of chart of a picture, and its numbers."""
    if picture.kind == "bar" or any(isinstance(x, str) for one in picture.series for x in one.x):
        return (XL_CHART_TYPE.COLUMN_CLUSTERED if picture.kind == "bar" else XL_CHART_TYPE.LINE), by_category(picture.series)
    kind = XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS if picture.kind == "line" else XL_CHART_TYPE.XY_SCATTER
    return kind, by_number(picture.series)


def by_category(series: Sequence[Series]) -> CategoryChartData:
    """Return numbers over names."""
    found = CategoryChartData()
    found.categories = [inert(str(x)) for x in series[0].x]
    for one in series:
        found.add_series(inert(one.name), [finite(y) for y in one.y])
    return found


def by_number(series: Sequence[Series]) -> XyChartData:
    """Return numbers over numbers."""
    found = XyChartData()
    for one in series:
        points = found.add_series(inert(one.name))
        for x, y in zip(one.x, one.y, strict=True):
            points.add_data_point(x, finite(y))
    return found


def finite(value: float) -> float | None:
    """Return a number; none for what is no number, which a chart leaves out."""
    return float(value) if math.isfinite(value) else None


def inert(text: str) -> str:
    """Return a text that the sheet behind a chart takes for text.

    >>> inert("=cmd()"), inert("Tiers")
    ("'=cmd()", 'Tiers')
    """
    return f"'{text}" if ACTIVE.match(text) else text


def dress(chart: Any, picture: Picture, baseline: str) -> None:
    """Give a chart the look of the report: each series its own colour and dash or marker, named axes, few lines.

    The series that is called the ``baseline`` is grey and dashed.
    """
    chart.font.size, chart.font.color.rgb = Pt(12), RGBColor.from_string(INK)
    chart.has_title = False
    chart.has_legend = len(picture.series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    for axis, label in ((chart.category_axis, picture.x_label), (chart.value_axis, picture.y_label)):
        name_axis(axis, label)
    chart.category_axis.has_major_gridlines = False
    chart.value_axis.major_gridlines.format.line.color.rgb = RGBColor.from_string(LINE)
    if any(len(series.low) for series in picture.series):
        make_room(chart.value_axis, picture)
    first = picture.series[0].name == baseline
    for number, (drawn, series) in enumerate(zip(chart.plots[0].series, picture.series, strict=True)):
        look = GREY if first and not number else look_of(number - first)
        colour(drawn, look, picture.kind)
        if len(series.low):
            whiskers(chart.element.xpath(".//c:ser")[number], series, picture.kind, look.colour)


def make_room(axis: Any, picture: Picture) -> None:
    """Let an axis reach as far as the intervals do; of itself it would end at the values."""
    ends = [value for one in picture.series for value in (*one.y, *one.low, *one.high) if math.isfinite(value)]
    if ends and picture.kind != "scatter":
        ends.append(0.0)
    if ends:
        ticks = MaxNLocator(6).tick_values(min(ends), max(ends))
        axis.minimum_scale, axis.maximum_scale, axis.major_unit = float(ticks[0]), float(ticks[-1]), float(ticks[1] - ticks[0])


def name_axis(axis: Any, label: str) -> None:
    """Write at an axis what it shows; the labels stay at its edge where values are negative."""
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.format.line.color.rgb = RGBColor.from_string(LINE)
    axis.has_title = bool(label)
    if label:
        axis.axis_title.text_frame.text = label
        font = axis.axis_title.text_frame.paragraphs[0].runs[0].font
        font.size, font.bold = Pt(12), False


def look_of(number: int) -> Look:
    """Return how a series is drawn, by its number among those that are no baseline."""
    return Look(COLOURS[number % len(COLOURS)], DASHES[number % len(DASHES)], MARKERS[number % len(MARKERS)])


def colour(drawn: Any, look: Look, kind: str) -> None:
    """Give a series its colour, and its dash or marker."""
    own = RGBColor.from_string(look.colour)
    if kind == "bar":
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.rgb = own
        return
    drawn.smooth = False
    if kind == "line":
        drawn.format.line.color.rgb, drawn.format.line.width = own, Pt(2.25)
        drawn.format.line.dash_style = look.dash
        return
    drawn.format.line.fill.background()
    drawn.marker.style, drawn.marker.size = look.marker, 9
    drawn.marker.format.fill.solid()
    drawn.marker.format.fill.fore_color.rgb = own


def whiskers(element: Any, series: Series, kind: str, colour: str) -> None:
    """Give a series its intervals, as error bars of its own numbers; of many points to some."""
    shown = range(0, len(series.y), math.ceil(len(series.y) / MOST_WHISKERS))
    ends = {"plus": [high - y for y, high in zip(series.y, series.high, strict=True)],
            "minus": [y - low for y, low in zip(series.y, series.low, strict=True)]}
    numbers = "".join(
        f"<c:{end}><c:numLit><c:formatCode>General</c:formatCode><c:ptCount val='{len(values)}'/>" + "".join(
            f"<c:pt idx='{place}'><c:v>{float(values[place])!r}</c:v></c:pt>" for place in shown if math.isfinite(values[place]))
        + f"</c:numLit></c:{end}>" for end, values in ends.items())
    fill = "1B2430" if kind == "bar" else colour
    bars = parse_xml(
        f"<c:errBars {nsdecls('c', 'a')}><c:errDir val='y'/><c:errBarType val='both'/><c:errValType val='cust'/>"
        "<c:noEndCap val='1'/>"
        f"{numbers}<c:spPr><a:ln w='12700'><a:solidFill><a:srgbClr val='{fill}'/></a:solidFill></a:ln></c:spPr></c:errBars>")
    next(iter(element.xpath("./c:cat | ./c:xVal"))).addprevious(bars)
