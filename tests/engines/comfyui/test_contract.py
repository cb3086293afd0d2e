"""The ComfyUI engine holds to the engine seam, with every kind of model that the recorded server had."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dreamwindow.contracts.engine import Engine, EngineFactory, EngineOptions
from dreamwindow.engines import comfyui
from tests.contract.engine_suite import CodecContract, EngineContract
from tests.engines.comfyui.server.comfyui import ComfyUIServer


class _OnServer(EngineContract, CodecContract):
    model = ""
    size = (96, 64)

    @pytest.fixture
    def factory(self, server: ComfyUIServer) -> EngineFactory:
        def create(options: EngineOptions) -> Engine:
            return comfyui.create(replace(options, model=self.model, extra={"url": server.url}))

        return create


class TestFlux(_OnServer):
    model = "flux"


class TestStableDiffusion(_OnServer):
    model = "sd15"
