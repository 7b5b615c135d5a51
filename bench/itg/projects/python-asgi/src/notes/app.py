"""Notes over ASGI."""

from jinja2 import Template
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route

page = Template("<title>Notes</title><ul>{% for note in notes %}<li>{{ note }}{% endfor %}</ul>")
notes = ["buy tea", "return the cup"]


async def index(request):
    return HTMLResponse(page.render(notes=notes))


async def healthz(request):
    return JSONResponse({"state": "ok", "notes": len(notes)})


app = Starlette(routes=[Route("/", index), Route("/healthz", healthz)])
