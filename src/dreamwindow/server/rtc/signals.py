"""What is agreed on before a picture goes: offers, answers, candidates and servers, in aiortc's words."""

from __future__ import annotations

from aiortc import (
    RTCConfiguration,
    RTCIceCandidate,
    RTCIceServer,
    RTCPeerConnection,
    RTCRtpCodecParameters,
    RTCRtpReceiver,
    RTCSessionDescription,
)
from aiortc.exceptions import InvalidAccessError
from aiortc.sdp import candidate_from_sdp

from dreamwindow.config.live import IceServer
from dreamwindow.errors import InvalidOffer

_ASK = "Send the SDP of an RTCPeerConnection with one video track that both sends and receives."


def connection_to(servers: tuple[IceServer, ...]) -> RTCPeerConnection:
    """A new connection that asks ``servers``, and no other, how it can be reached. To be closed."""
    named = [RTCIceServer(urls=each.url, username=each.username, credential=each.credential) for each in servers]
    return RTCPeerConnection(RTCConfiguration(iceServers=named))


async def take_offer(connection: RTCPeerConnection, sdp: str) -> RTCRtpReceiver:
    """Let ``connection`` know what is offered; who will receive the video, as VP8 alone.

    Raises `InvalidOffer`, whatever ``sdp`` is.
    """
    try:
        await connection.setRemoteDescription(RTCSessionDescription(sdp=sdp, type="offer"))
    except Exception as error:  # its parser raises whatever a list, a number or a dict does
        raise InvalidOffer(f"That offer cannot be read: {type(error).__name__}.", _ASK) from error
    videos = [each for each in connection.getTransceivers() if each.kind == "video"]
    if [each._offerDirection for each in videos] != ["sendrecv"]:
        raise InvalidOffer("The offer has not one video track both ways.", _ASK)
    video = videos[0]
    video._codecs = [codec for codec in video._codecs if _is_vp8(codec, video._codecs)]
    if not video._codecs:
        raise InvalidOffer("The offer has no VP8, which is what is spoken here.", "Every browser knows it: offer it.")
    return video.receiver


def _is_vp8(codec: RTCRtpCodecParameters, codecs: list[RTCRtpCodecParameters]) -> bool:
    """Or what sends lost packets of it again."""
    again = codec.parameters.get("apt")
    return codec.name == "VP8" or any(other.payloadType == again and other.name == "VP8" for other in codecs)


async def answer(connection: RTCPeerConnection) -> str:
    """The SDP that answers the offer, with every candidate of this machine. Raises `InvalidOffer`."""
    try:
        await connection.setLocalDescription(await connection.createAnswer())
    except (ValueError, InvalidAccessError) as error:
        raise InvalidOffer(f"That offer cannot be answered: {error}.", _ASK) from error
    return str(connection.localDescription.sdp)


def candidate_of(text: str, mid: str | None, line: int | None) -> RTCIceCandidate:
    """A candidate of the other side. Raises `InvalidOffer`."""
    if mid is None and line is None:
        raise InvalidOffer("The candidate belongs to no part of the offer.", "Send its sdpMid or sdpMLineIndex.")
    try:
        candidate = candidate_from_sdp(text.removeprefix("candidate:"))
    except (AssertionError, ValueError, IndexError) as error:
        raise InvalidOffer("That candidate cannot be read.", "Send RTCIceCandidate.candidate as it is.") from error
    candidate.sdpMid, candidate.sdpMLineIndex = mid, line
    return candidate
