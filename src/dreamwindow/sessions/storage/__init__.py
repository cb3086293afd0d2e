"""Where pictures and sessions are kept: folders of this machine, or a bucket (`dreamwindow.sessions.storage.s3`)."""

from dreamwindow.sessions.storage.keys import is_picture
from dreamwindow.sessions.storage.local import LocalImageStorage, LocalSessionStorage

__all__ = ["LocalImageStorage", "LocalSessionStorage", "is_picture"]
