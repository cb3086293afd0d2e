"""A weight-free aesthetic descriptor: what a picture looks like as a unit vector of 512, with no model to load.

>>> descriptor = Descriptor()
>>> a, b = descriptor.embed([one, other])
>>> a @ b >= descriptor.info.scale.alike
"""

from __future__ import annotations

from dreamwindow.imaging.descriptor.embedder import Descriptor, create, raw

__all__ = ["Descriptor", "create", "raw"]
