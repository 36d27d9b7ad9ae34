"""The reliability diagram as a picture."""

from __future__ import annotations

from collections.abc import Sequence

from bot.evaluation.calibration import Bin, expected_calibration_error
from bot.evaluation.shares import wilson

_SIDE, _LEFT, _TOP = 400, 64, 56
_WIDTH, _HEIGHT = _SIDE + _LEFT + 24, _SIDE + _TOP + 72
_GAP = 3
_STYLE = (
    "text{font:12px sans-serif;fill:#222}.title{font-size:14px;font-weight:bold}.axis,.grid{stroke:#999;fill:none}"
    ".grid{stroke:#e5e5e5}.ideal{stroke:#555;stroke-dasharray:5 4}.bar{fill:#9ec5e8}"
    ".interval{stroke:#12263f;stroke-width:1.5}.said{fill:#e45756}.count{font-size:10px;fill:#555}"
)


def as_svg(diagram: Sequence[Bin], title: str) -> str:
    """Draw how often the likeliest topic is right, with 95 % intervals, against the confidence that was said."""
    error = 100 * expected_calibration_error(diagram)
    lines = sum(each.count for each in diagram)
    size = f'viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}"'
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">',
        f"<title>{_escaped(title)}</title>",
        f"<style>{_STYLE}</style>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        _text(_LEFT, 22, _escaped(title), "title"),
        _text(_LEFT, 40, f"{lines} lines; expected calibration error {error:.1f} %; whiskers: 95 % (Wilson)"),
        *_grid(),
        *(shape for each in diagram for shape in _column(each)),
        f'<line class="ideal" x1="{_x(0):.1f}" y1="{_y(0):.1f}" x2="{_x(1):.1f}" y2="{_y(1):.1f}"/>',
        _text(_LEFT + _SIDE / 2, _HEIGHT - 12, "confidence said (● mean)", anchor="middle"),
        f'<text transform="translate(16 {_TOP + _SIDE / 2}) rotate(-90)" text-anchor="middle">share right</text>',
        "</svg>",
    ]
    return "\n".join(drawn) + "\n"


def _grid() -> list[str]:
    shapes = []
    for tenth in range(0, 11, 2):
        at = tenth / 10
        shapes += [
            f'<line class="grid" x1="{_x(0):.1f}" y1="{_y(at):.1f}" x2="{_x(1):.1f}" y2="{_y(at):.1f}"/>',
            _text(_LEFT - 8, _y(at) + 4, f"{10 * tenth} %", anchor="end"),
            _text(_x(at), _y(0) + 34, f"{10 * tenth} %", anchor="middle"),
        ]
    shapes.append(_text(_LEFT - 8, _y(0) + 16, "lines", "count", "end"))
    return [*shapes, f'<path class="axis" d="M{_x(0)} {_y(1)}V{_y(0)}H{_x(1)}"/>']


def _column(each: Bin) -> list[str]:
    low, high = wilson(each.right, each.count)
    middle = (_x(each.low) + _x(each.high)) / 2
    width = _x(each.high) - _x(each.low) - 2 * _GAP
    return [
        f'<rect class="bar" x="{_x(each.low) + _GAP:.1f}" y="{_y(each.share):.1f}" width="{width:.1f}" '
        f'height="{_y(0) - _y(each.share):.1f}"/>',
        f'<line class="interval" x1="{middle:.1f}" y1="{_y(low):.1f}" x2="{middle:.1f}" y2="{_y(high):.1f}"/>',
        f'<circle class="said" cx="{middle:.1f}" cy="{_y(each.said):.1f}" r="4"/>',
        _text(middle, _y(0) + 16, str(each.count), "count", "middle"),
    ]


def _text(x: float, y: float, words: str, style: str = "", anchor: str = "start") -> str:
    named = f' class="{style}"' if style else ""
    return f'<text{named} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{words}</text>'


def _x(share: float) -> float:
    return _LEFT + share * _SIDE


def _y(share: float) -> float:
    return _TOP + (1 - share) * _SIDE


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
