"""``geomap completion``."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

__all__ = ["command"]


@click.command(name="completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the shell completion script.

    \b
    Examples:
      geomap completion bash >> ~/.bashrc
      geomap completion zsh >> ~/.zshrc
      geomap completion fish > ~/.config/fish/completions/geomap.fish
    """
    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"no completion for {shell}")
    click.echo(kind(ctx.find_root().command, {}, "geomap", "_GEOMAP_COMPLETE").source())
