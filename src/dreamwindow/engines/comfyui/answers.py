"""What the server answers, typed. Fields that we do not know are passed over; the ones that are missing are empty."""

from __future__ import annotations

from dataclasses import dataclass

from dreamwindow.engines.comfyui.loose import mapping, number, sequence, text


@dataclass(frozen=True, slots=True)
class Device:
    """What the server computes on; memory in bytes."""

    name: str
    kind: str
    vram_total: int
    vram_free: int


@dataclass(frozen=True, slots=True)
class SystemStats:
    """``GET /system_stats``. ``version`` is empty if it is no ComfyUI that answers."""

    version: str
    pytorch_version: str
    python_version: str
    devices: tuple[Device, ...]

    @classmethod
    def read(cls, answer: object) -> SystemStats:
        """Read the JSON answer."""
        system = mapping(mapping(answer).get("system"))
        devices = (mapping(device) for device in sequence(mapping(answer).get("devices")))
        return cls(
            version=text(system.get("comfyui_version")) or ("unknown" if system else ""),
            pytorch_version=text(system.get("pytorch_version")),
            python_version=text(system.get("python_version")).partition(" ")[0],
            devices=tuple(
                Device(
                    name=text(device.get("name")), kind=text(device.get("type")),
                    vram_total=int(number(device.get("vram_total"))), vram_free=int(number(device.get("vram_free"))),
                )
                for device in devices
            ),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ImageRef:
    """A picture on the server's disk; ``kind`` is ``output``, ``temp`` or ``input``."""

    filename: str
    subfolder: str = ""
    kind: str = "output"

    @classmethod
    def read(cls, answer: object) -> ImageRef:
        """Read one item of a node's ``images``."""
        fields = mapping(answer)
        return cls(text(fields.get("filename")), text(fields.get("subfolder")), text(fields.get("type"), "output"))

    @property
    def as_input(self) -> str:
        """As `LoadImage` takes it: ``folder/name.png [temp]``."""
        path = f"{self.subfolder}/{self.filename}" if self.subfolder else self.filename
        return path if self.kind == "input" else f"{path} [{self.kind}]"


def read_images(output: object) -> tuple[ImageRef, ...]:
    """The pictures that a node's output names."""
    return tuple(ImageRef.read(image) for image in sequence(mapping(output).get("images")))


@dataclass(frozen=True, slots=True)
class QueuedPrompt:
    """The answer to ``POST /prompt``; ``dropped`` outputs were invalid, and the others run without them."""

    prompt_id: str
    number: float
    dropped: str = ""


@dataclass(frozen=True, slots=True)
class QueueState:
    """``GET /queue``: the prompt ids that run and wait, the waiting ones in the order of running."""

    running: tuple[str, ...]
    pending: tuple[str, ...]

    @classmethod
    def read(cls, answer: object) -> QueueState:
        """Read the JSON answer; the server lists what waits in the order of a heap."""
        return cls(_ids(mapping(answer).get("queue_running")), _ids(mapping(answer).get("queue_pending")))

    def __contains__(self, prompt_id: object) -> bool:
        return prompt_id in self.running or prompt_id in self.pending


def _ids(items: object) -> tuple[str, ...]:
    rows = [sequence(item) for item in sequence(items)]
    ordered = sorted((row for row in rows if len(row) > 1), key=lambda row: number(row[0]))
    return tuple(str(row[1]) for row in ordered)


@dataclass(frozen=True, slots=True)
class Ended:
    """One prompt of ``GET /history``: the files that its nodes made; ``failure`` is empty if it went well."""

    files: dict[str, tuple[ImageRef, ...]]
    failure: object = None
    succeeded: bool = True

    @classmethod
    def read(cls, answer: object, prompt_id: str) -> Ended | None:
        """``None`` while the server has no history of it."""
        entry = mapping(answer).get(prompt_id)
        if entry is None:
            return None
        status = mapping(mapping(entry).get("status"))
        files = {node: read_images(output) for node, output in mapping(mapping(entry).get("outputs")).items()}
        succeeded = text(status.get("status_str"), "success") == "success"
        return cls(files, None if succeeded else _last_message(status.get("messages")), succeeded)


def _last_message(messages: object) -> object:
    """The message that ended it, as the socket would have said it."""
    ends = [sequence(message) for message in sequence(messages)]
    last = ends[-1] if ends and len(ends[-1]) == 2 else ("execution_interrupted", {})
    return {"type": last[0], "data": last[1]}
