"""Cameras over WebRTC: an offer, its answer, candidates, the end."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from dreamwindow.errors import UnknownName
from dreamwindow.server.context import address_of, context_of
from dreamwindow.server.openapi import answers
from dreamwindow.server.rtc.desk import MISSING, is_installed, rtc_of
from dreamwindow.server.rtc.offers import Offer
from dreamwindow.wire.views import Wire

MOST_SDP = 64_000
_EXAMPLE = "candidate:1 1 udp 2130706431 192.0.2.7 50000 typ host"
router = APIRouter(prefix="/api/webrtc", tags=["webrtc"])
LinkId = Annotated[str, Path(max_length=64, description="As the answer said.")]


class IceServerView(Wire):
    """A STUN or TURN server, as `RTCPeerConnection` takes it."""

    urls: str
    username: str | None
    credential: str | None


class RtcView(Wire):
    """Whether cameras can come over WebRTC."""

    available: bool
    why: str | None
    """What is missing, if it is not."""
    ice_servers: list[IceServerView]
    """Of the config: none, unless somebody named some."""


class OfferBody(Wire):
    """What an `RTCPeerConnection` with one video track both ways offers; a data channel is for words, as on `/ws`."""

    type: Literal["offer"] = "offer"
    sdp: Annotated[str, Field(min_length=1, max_length=MOST_SDP, examples=["v=0\r\n…"])]
    scene: str | None = None
    """Whose settings its frames are made with, as in a camera's `hello`."""
    token: str | None = None
    """Of a camera whose line broke, over WebRTC or not: its settings are as they were."""
    stamped: bool = False
    """Whether each frame has a strip below with a number, which comes back below the styled one: see docs/wire.md."""


class AnswerView(Wire):
    """The answer, with all candidates of this machine."""

    id: str
    """Of this connection, known to nobody else."""
    type: Literal["answer"] = "answer"
    sdp: str


class CandidateBody(Wire):
    """An `RTCIceCandidate`, by the names that it has in the browser."""

    candidate: Annotated[str, Field(max_length=2_000, examples=[_EXAMPLE])]
    """Empty: no more will come."""
    sdpMid: Annotated[str | None, Field(max_length=64)] = None  # noqa: N815 - as RTCIceCandidate.toJSON has it
    """The part of the offer that it is for; or its number:"""
    sdpMLineIndex: Annotated[int | None, Field(ge=0, le=64)] = None  # noqa: N815
    """See `sdpMid`."""
    usernameFragment: str | None = None  # noqa: N815
    """Not looked at."""


@router.get("")
async def webrtc(request: Request) -> RtcView:
    """Whether cameras can come over WebRTC, and what they need to know first."""
    live = context_of(request).live
    servers = live.config.ice_servers if live is not None else ()
    why = "Frames of a camera are not restyled by this server." if live is None else None
    if why is None and not is_installed():
        why = " ".join(MISSING)
    views = [IceServerView(urls=each.url, username=each.username, credential=each.credential) for each in servers]
    return RtcView(available=why is None, why=why, ice_servers=views)


@router.post("/offer", status_code=201, responses=answers(404, 503))
async def offer(request: Request, body: OfferBody) -> AnswerView:
    """Link a camera: it has a place at once, which it loses if it does not connect within 30 s."""
    if (live := context_of(request).live) is None:
        raise UnknownName("Frames of a camera are not restyled by this server.", "`dreamwindow run` does that.")
    wanted = Offer(sdp=body.sdp, scene=body.scene, token=body.token, stamped=body.stamped)
    answer = await rtc_of(request).answer(live, wanted, address_of(request))
    return AnswerView(id=answer.id, sdp=answer.sdp)


@router.patch("/offer/{id}", status_code=204, response_class=Response, responses=answers(404))
async def add_candidate(request: Request, id: LinkId, body: CandidateBody) -> Response:
    """Another way to reach the camera, found after its offer."""
    link = rtc_of(request).link(id)
    await link.add_candidate(body.candidate, body.sdpMid, body.sdpMLineIndex)
    return Response(status_code=204)


@router.delete("/offer/{id}", status_code=204, response_class=Response, responses=answers(404))
async def hang_up(request: Request, id: LinkId) -> Response:
    """The camera leaves. One whose connection breaks off leaves by itself."""
    rtc_of(request).link(id).close()
    return Response(status_code=204)
