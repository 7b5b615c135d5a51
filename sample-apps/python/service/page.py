from jinja2 import Environment
from markupsafe import Markup

from service.readings import Summary

TEMPLATE = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
    """<!doctype html>
<title>{{ title }}</title>
<table>
{% for row in rows %}
<tr><th>{{ row.sensor }}</th><td>{{ row.count }}</td><td>{{ row.lowest }} &ndash; {{ row.highest }}</td></tr>
{% endfor %}
</table>
"""
)


def render_page(rows: list[Summary], title: str = "Readings < & >") -> Markup:
    return Markup(TEMPLATE.render(rows=rows, title=title))
