from flask import Flask

from service.about import about
from service.page import render_page
from service.readings import summaries
from service.work import work


def create_app() -> Flask:
    """The application factory that gunicorn calls, and the tests."""
    app = Flask(__name__, static_folder=None)
    app.add_url_rule("/health", view_func=about)
    app.add_url_rule("/work", view_func=work)
    app.add_url_rule("/readings", "readings", lambda: render_page(summaries()))
    return app
