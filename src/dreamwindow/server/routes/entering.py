"""Entering with a key: a cookie for the page, a ticket for a socket."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from dreamwindow.server.access.tickets import COOKIE, COOKIE_S, TICKET_S, cookie_for
from dreamwindow.server.context import context_of
from dreamwindow.server.openapi import answers
from dreamwindow.server.problems import problem

LOGIN = "/api/login"
router = APIRouter(tags=["entering"])


class Login(BaseModel):
    """What a person types where a key is asked for."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    key: str = Field(min_length=1, max_length=200)
    """As `dreamwindow key new` showed it."""


class Ticket(BaseModel):
    """Opens one socket: ``/ws?ticket=…``."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    ticket: str
    expires_in_s: float = TICKET_S
    """Seconds until it is worth nothing."""


@router.post(LOGIN, status_code=204, response_class=Response, responses=answers(401))
async def log_in(request: Request, login: Login) -> Response:
    """Give this browser a cookie that stands for a key, for 30 days or until the key is revoked."""
    entrance = context_of(request).entrance
    ring = await entrance.ring()
    key = ring.find(login.key.strip())
    if key is None:
        return problem(401, "That is no key of this server.", "`dreamwindow key new` makes one.", name="wrong-key")
    response = Response(status_code=204)
    response.set_cookie(
        COOKIE,
        cookie_for(key, ring, entrance.wall()),
        max_age=COOKIE_S,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )
    return response


@router.post("/api/logout", status_code=204, response_class=Response)
async def log_out(request: Request) -> Response:
    """Take this browser's cookie away."""
    response = Response(status_code=204)
    response.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return response


@router.post("/api/tickets", status_code=201)
async def make_ticket(request: Request) -> Ticket:
    """A ticket that opens one socket within seconds: for who cannot send a header with it."""
    return Ticket(ticket=context_of(request).entrance.tickets.issue())
