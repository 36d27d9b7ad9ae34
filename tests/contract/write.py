"""`python -m tests.contract.write`: puts door 2, as the backend now offers it, on record."""

import json
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from backend.core import openapi, problems
from backend.internal import routes

CONTRACT = Path(__file__).with_name("internal_api.json")


def offered() -> dict[str, Any]:
    """The OpenAPI description of the internal API."""
    app = FastAPI(title="Madoguchi internal API", version="1")
    problems.install(app)
    openapi.install(app)
    app.include_router(routes.router)
    # As it reads back from the file, where tuples are lists.
    described: dict[str, Any] = json.loads(json.dumps(app.openapi()))
    return described


if __name__ == "__main__":
    CONTRACT.write_text(json.dumps(offered(), ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
