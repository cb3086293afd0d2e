"""``dreamwindow run``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dreamwindow.cli.options import config_option, parse_size, parse_sources, server_options


@click.command()
@click.option("--prompt", help="What to dream of; without it, the themes of the config in turn.")
@click.option("--negative-prompt", help="What is not wanted.")
@click.option(
    "--from-image", type=click.Path(path_type=Path, readable=False), help="A picture to grow from.", metavar="PHOTO"
)
@click.option(
    "--continue",
    "continued",
    is_flag=False,
    flag_value="",
    help="Go on from the last frame of an earlier session; of the newest if none is named.",
    metavar="[SESSION]",
)
@click.option("--engine", help="Who makes the pictures.")
@click.option("--model", help="Which of its models.")
@click.option("--mode", help="img2img, interpolate or hybrid.")
@click.option("--size", help="Pixels: 512 or 512x768.", metavar="WxH")
@click.option("--strength", type=float, help="How far a keyframe leaves the one it grows from, 0 to 1.")
@click.option("--speed", type=float, help="How far the seed walks in a second.")
@click.option("--seed", type=int, help="Where the walk starts: the same seed, the same dream.")
@click.option(
    "--timeline",
    type=click.Path(path_type=Path, readable=False),
    help="A file that says what is dreamed of when.",
    metavar="FILE",
)
@click.option("--taste", type=float, help="How close it stays to what you kept: 0 surprise me, 1 stay close.")
@click.option("--frames", type=click.IntRange(min=1), help="End after so many.", metavar="N")
@click.option("--record", help="What is kept: keyframes, all, every:N or none.")
@server_options
@config_option
def run(
    prompt: str | None,
    negative_prompt: str | None,
    from_image: Path | None,
    continued: str | None,
    frames: int | None,
    no_open: bool,
    config_file: Path | None,
    **flags: Any,
) -> None:
    """Dream, and show it in the browser, until Ctrl-C."""
    from dreamwindow.cli.continuing import going_on_from
    from dreamwindow.cli.session import Beginning, serve_dream
    from dreamwindow.compose.dream import DreamOptions
    from dreamwindow.config.load import load
    from dreamwindow.errors import ConfigError
    from dreamwindow.imaging.codec import load_image
    from dreamwindow.model.text import clean_prompt, clean_words

    first = None if prompt is None else clean_prompt(prompt)
    negative = None if negative_prompt is None else clean_words(negative_prompt)
    loaded = load(config_file, config_flags(flags))
    origin = None if from_image is None else load_image(from_image)
    if continued is not None:
        if origin is not None:
            raise ConfigError("--continue and --from-image both say what to grow from.", "Give one of them.")
        going_on = going_on_from(loaded, continued)
        loaded = load(config_file, going_on.flags(config_flags(flags)))
        origin, first = going_on.pixels, first or going_on.prompt
    options = DreamOptions(frames=frames, origin=origin, prompt=first, negative_prompt=negative)
    raise SystemExit(serve_dream(loaded, options, Beginning(dream=True, browse=not no_open)))


def config_flags(flags: dict[str, Any]) -> dict[tuple[str, ...], tuple[str, Any]]:
    """Where in the config each flag belongs."""
    width, height = parse_size(flags.get("size"))
    generation = ("engine", "model", "mode", "strength", "speed", "seed")
    found: dict[tuple[str, ...], tuple[str, Any]] = {
        ("generation", name): (f"--{name}", flags.get(name)) for name in generation
    }
    return found | {
        ("generation", "width"): ("--size", width),
        ("generation", "height"): ("--size", height),
        ("prompts", "timeline"): ("--timeline", _absolute(flags.get("timeline"))),
        ("taste", "closeness"): ("--taste", flags.get("taste")),
        ("recording", "record"): ("--record", flags.get("record")),
        ("server", "host"): ("--host", flags.get("host")),
        ("server", "port"): ("--port", flags.get("port")),
        ("server", "tls_cert"): ("--tls-cert", _absolute(flags.get("tls_cert"))),
        ("server", "tls_key"): ("--tls-key", _absolute(flags.get("tls_key"))),
        ("live", "sources"): ("--source", parse_sources(flags.get("source") or ())),
        ("osc", "enabled"): ("--osc", None if flags.get("osc") is None else True),
        ("osc", "port"): ("--osc", flags.get("osc")),
        ("server", "behind_proxy"): ("--behind-proxy", list(flags.get("behind_proxy") or ()) or None),
    }


def _absolute(path: Path | None) -> str | None:
    return None if path is None else str(path.absolute())
