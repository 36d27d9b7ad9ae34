"""Whether the product works, part by part."""

from typing import Annotated, Literal

from anyio import to_thread
from fastapi import APIRouter, Response
from pydantic import BaseModel, Field
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from backend.container import Container, Services

router = APIRouter(prefix="/api", tags=["health"])


class Health(BaseModel):
    status: Literal["ok", "down"]
    down: Annotated[list[str], Field(description="The parts that do not answer: database, rasa, actions")]


class Alive(BaseModel):
    status: Literal["ok"] = "ok"


@router.get("/health", responses={503: {"model": Health}})
async def health(services: Services, response: Response) -> Health:
    """200 when every part answers, 503 with the parts that don't."""
    down = await services.gateway.parts_down()
    if not await to_thread.run_sync(_database_answers, services):
        down.insert(0, "database")
    response.status_code = 503 if down else 200
    return Health(status="down" if down else "ok", down=down)


def _database_answers(services: Container) -> bool:
    try:
        with services.database.reading() as session:
            session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return False
    return True


@router.get("/live")
async def live() -> Alive:
    """200 while this process runs."""
    return Alive()
