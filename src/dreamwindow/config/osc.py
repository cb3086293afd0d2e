"""``osc``: knobs and other programs that steer over Open Sound Control."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from dreamwindow.config.group import Group

Address = Annotated[str, AfterValidator(lambda text: str(ip_address(text)))]


class OscConfig(Group):
    """Open Sound Control over UDP. It knows no keys: only this machine is heard, and who is named."""

    enabled: bool = False
    """Whether it is heard at all."""
    host: Address = "127.0.0.1"
    """The address to listen on. Any but this machine's own needs `senders`."""
    port: Annotated[int, Field(ge=0, le=65_535)] = 9091
    """UDP port; 0 takes any free one."""
    senders: tuple[Address, ...] = ()
    """Other machines that may steer, a tablet say, by their addresses. UDP senders can be forged: only within a network
    that you trust."""

    @model_validator(mode="after")
    def _somebody_is_heard(self) -> Self:
        if not self.senders and not ip_address(self.host).is_loopback:
            raise ValueError(f"host {self.host} can be reached by others: name those who may steer in senders")
        return self
