"""The web face: pages for one person on this machine, which show what the workspace answers and pass on what is typed.

Rules. Thin: parse, call the workspace, show. Every page works without a script, for reading and for recording.
Nothing is loaded from elsewhere. Nobody gets in without the launch's token (:mod:`.access`); every page is a
registered way out (:mod:`.app`). Starlette, Uvicorn, Jinja2 and Babel are imported in this room only.
"""

from __future__ import annotations

from .app import create_app
from .serving import serve

__all__ = ["create_app", "serve"]
