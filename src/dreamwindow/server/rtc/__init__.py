"""WebRTC: a camera's frames as a video track up, restyled ones as a video track down, words by a data channel.

Only what is asked for by an offer loads aiortc: `desk` does, and nothing else outside this folder knows of it.
"""
