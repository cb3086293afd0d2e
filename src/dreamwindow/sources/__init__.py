"""Where pictures come from beside a camera in a browser: videos, addresses, folders. Others by entry points."""
