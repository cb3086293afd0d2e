"""A typed client of a Dream Window server, blocking and asynchronous, for other programs.

>>> from dreamwindow.client import Client  # doctest: +SKIP
>>> with Client() as dream:
...     dream.steer(prompt="misty forest at dawn")
...     print(dream.status().fps)

`Client` and `AsyncClient` say the same things; ``docs/client.md`` shows what. Both raise `ServerUnreachable`,
`ServerRefused` and `ServerBusy`, whose words are the server's own.
"""

from dreamwindow.client.address import Address
from dreamwindow.client.aio import AsyncClient
from dreamwindow.client.blocking import Client
from dreamwindow.client.calls import Search
from dreamwindow.client.filming import AsyncCamera, Camera
from dreamwindow.client.pictures import DreamPicture, StyledPicture
from dreamwindow.client.talk import Patience
from dreamwindow.client.watching import AsyncViewer, Viewer
from dreamwindow.errors import ClientError, ServerBusy, ServerRefused, ServerUnreachable

__all__ = [
    "Address",
    "AsyncCamera",
    "AsyncClient",
    "AsyncViewer",
    "Camera",
    "Client",
    "ClientError",
    "DreamPicture",
    "Patience",
    "Search",
    "ServerBusy",
    "ServerRefused",
    "ServerUnreachable",
    "StyledPicture",
    "Viewer",
]
