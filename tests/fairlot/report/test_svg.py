"""SVG inside a page."""

from __future__ import annotations

from fairlot.report.svg import inline

DOCUMENT = """<?xml version="1.0" encoding="utf-8" standalone="no"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"
  "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns:xlink="http://www.w3.org/1999/xlink" width="20pt" height="10pt"
 viewBox="0 0 20 10" xmlns="http://www.w3.org/2000/svg" version="1.1">
<metadata>made by</metadata>
<defs><style type="text/css">*{stroke-linejoin: round}</style>
<clipPath id="a"><rect width="2" height="2"/></clipPath></defs>
<g clip-path="url(#a)"><use xlink:href="#a"/>
<text style="font: 13px 'DejaVu Sans'">A &lt;b&gt;</text></g></svg>"""


def test_an_svg_is_named_described_and_alone() -> None:
    made = inline(DOCUMENT, "one", "Offers & prices", "R1: <lowest> £1")

    # Namespaces, size, metadata and style gone; ids and references under "one".
    assert "".join(made.split("\n")) == (
        '<svg viewBox="0 0 20 10" role="img" aria-labelledby="one-title" '
        'aria-describedby="one-desc"><title id="one-title">Offers &amp; prices</title>'
        '<desc id="one-desc">R1: &lt;lowest&gt; £1</desc><defs>'
        '<clipPath id="one-a"><rect width="2" height="2" /></clipPath></defs>'
        '<g clip-path="url(#one-a)"><use href="#one-a" />'
        '<text style="font: 13px Arial, Helvetica, sans-serif">A &lt;b&gt;</text>'
        "</g></svg>"
    )
