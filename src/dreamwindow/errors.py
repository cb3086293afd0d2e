"""Everything that Dream Window raises on purpose, in one tree.

DreamWindowError
├── UserError                  something the person at the keyboard can mend: exit code 2, no traceback
│   ├── ConfigError            a key or value in the config file, the environment or a flag
│   ├── UnknownName            an engine, a mode, a scene ... that is not there; says what is
│   ├── InvalidPrompt          empty, or too long
│   ├── InvalidImage           missing, broken, too large
│   ├── InvalidRecipe          can never be made: never try again
│   ├── SettingsRejected       a steering change that is out of range
│   ├── AddressInUse           the port is taken
│   ├── FolderNotWritable      we may not write where we were told to
│   ├── LiveFull               every place for a camera is taken
│   ├── TooManyFilms           as many films as may wait to be made wait already
│   ├── AlreadyRecorded        a recording of what is being recorded
│   ├── InvalidOffer           a camera's offer of WebRTC that cannot be answered
│   ├── DiskTooFull            less space than ``recording.min_free_gb``
│   ├── NotRemembered          a frame that the last minutes do not hold
│   ├── SessionNotFound        no such session, or a folder that is none
│   ├── SessionDamaged         a manifest or a recipe that cannot be read
│   ├── AnnotationRejected     a rating or a tag that cannot be kept
│   ├── NotDeletable           a picture in a folder that is only read
│   ├── ImageNotFound          no such picture in a session
│   ├── InvalidQuery           a search, or a cursor, that says nothing
│   ├── CatalogueUnusable      the library's catalogue cannot be opened, or is of a newer version
│   ├── ConfigLoaderError      a .cfg file that is missing, or a line of it that is wrong; says which
│   ├── InvalidParameters      a parameter or rig file that an experiment cannot be run from
│   ├── GitManagerError        a checkout that cannot be had; says git's own last lines
│   ├── ProgramFailed          a program that could not be started, or was given up; says its last lines
│   ├── MissingExtra           an optional part is not installed; says which to install
│   ├── SourceFailed           a video, an address or a folder that gives no pictures now
│   ├── SinkFailed             what takes pictures elsewhere takes none now
│   ├── MissingWeights         a model's files are not here, or not whole; says how to get them
│   ├── HubRefused             the hub will not give a model: it wants a login, or has none of this name
│   └── DownloadFailed         the hub is out of reach, or what came is damaged; what came stays, try again
├── EngineError
│   ├── EngineUnavailable      gone, busy or out of memory: try again
│   └── GenerationFailed       this picture cannot be made: skip it
├── ClientError                a server of ours, as a program sees it that uses one
│   ├── ServerUnreachable      nobody answers, or not in time: try again
│   └── ServerRefused          it said no, and why; ``name`` is stable, for programs
│       └── ServerBusy         not now: try again, after ``retry_after_s`` if it says so
├── EmbedderUnavailable        what pictures are like cannot be said now: try again
├── ProcessMonitorError        a process that cannot be looked at, or does not go
├── ProbeUnavailable           a probe that cannot see here, and why; nothing is wrong
├── StorageError               a write that failed; what was there before is still whole
└── ProtocolError              a message that breaks the wire's rules; the socket stays open
"""

from __future__ import annotations


class DreamWindowError(Exception):
    """Root of the tree. ``str(error)`` is one or two lines: what happened, then what to do (``remedy``)."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}\n{self.remedy}" if self.remedy else self.message


class UserError(DreamWindowError):
    """The person can mend it. The command line prints it and exits with 2."""


class ConfigError(UserError):
    """A setting is unknown, of the wrong type or out of range."""


class UnknownName(UserError):
    """A name that nothing answers to."""


class InvalidPrompt(UserError):
    """A prompt that is empty or longer than ``model.text.MAX_PROMPT_CHARS``."""


class InvalidImage(UserError):
    """A picture that cannot be read, or is larger than we decode."""


class InvalidRecipe(UserError):
    """A recipe that no engine can make. Never worth trying again."""


class SettingsRejected(UserError):
    """A change to the settings was out of range; nothing was applied."""


class AddressInUse(UserError):
    """Another program listens on our port."""


class FolderNotWritable(UserError):
    """A folder that we were told to use cannot be written to."""


class LiveFull(UserError):
    """As many cameras are restyled as may be at once."""


class TooManyFilms(UserError):
    """As many films wait to be made as may."""


class AlreadyRecorded(UserError):
    """A recording of it goes on: end that first."""


class InvalidOffer(UserError):
    """An offer of WebRTC, or a candidate, that cannot be understood or met."""


class DiskTooFull(UserError):
    """Less free space than the configured minimum."""


class NotRemembered(UserError):
    """A frame that the history no longer has, or never had."""


class SessionNotFound(UserError):
    """No session of that name."""


class SessionDamaged(UserError):
    """A session's manifest or recipes cannot be understood."""


class AnnotationRejected(UserError):
    """A rating or a tag that cannot be kept; nothing was changed."""


class NotDeletable(UserError):
    """A picture that lies in a folder which is only read."""


class ImageNotFound(UserError):
    """No picture of that name in the session."""


class InvalidQuery(UserError):
    """A search or a cursor that cannot be understood."""


class CatalogueUnusable(UserError):
    """The library's catalogue cannot be opened; the pictures are as they were."""


class ConfigLoaderError(UserError):
    """A CamStim ``.cfg`` file cannot be read. Names the file and the line."""


class InvalidParameters(UserError):
    """A parameter or rig file says what cannot be done, or leaves out what must be said."""


class GitManagerError(UserError):
    """A repository, a commit or a working tree is not as it was asked for; nothing of a person's was changed."""


class ProgramFailed(UserError):
    """A program that we were to run did not start, was not ready in time, or ended too often."""


class MissingExtra(UserError):
    """An optional dependency is not installed."""


class MissingWeights(UserError):
    """A model cannot be loaded from what is on this machine."""


class HubRefused(UserError):
    """Asking again will not help before something is changed."""


class DownloadFailed(UserError):
    """A model could not be fetched now. Calling again goes on where it stopped."""


class SourceFailed(UserError):
    """A source gives no pictures now. It is tried again."""


class SinkFailed(UserError):
    """A sink takes no pictures now. It is tried again."""


class EngineError(DreamWindowError):
    """Something went wrong while a picture was made."""


class EngineUnavailable(EngineError):
    """The engine is away for now; the same recipe may work later."""


class GenerationFailed(EngineError):
    """The engine is well, but this picture could not be made."""


class ClientError(DreamWindowError):
    """Something went wrong between `dreamwindow.client` and its server."""


class ServerUnreachable(ClientError):
    """Nobody answers at that address, or not in time. May work later."""


class ServerRefused(ClientError):
    """The server said no; message and remedy are its own words.

    ``name`` is the problem's, as ``invalid-prompt``; ``status`` that of HTTP, `None` on a socket.
    """

    def __init__(self, message: str, remedy: str = "", *, name: str = "", status: int | None = None) -> None:
        super().__init__(message, remedy)
        self.name = name
        self.status = status


class ServerBusy(ServerRefused):
    """Too much was asked for, or no engine is there now. May work later: after ``retry_after_s``, if it says when."""

    retry_after_s: float | None = None


class EmbedderUnavailable(DreamWindowError):
    """The embedder is away or out of memory for now; the same pictures may be embedded later."""


class ProcessMonitorError(DreamWindowError):
    """A process is gone, may not be looked at, or outlived every attempt to end it."""


class ProbeUnavailable(DreamWindowError):
    """What a probe looks at cannot be seen here. ``str(error)`` says why."""


class StorageError(DreamWindowError):
    """A file could not be written; what stood there before is untouched."""


class ProtocolError(DreamWindowError):
    """A message over the wire that is malformed. ``code`` is stable, for programs."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
