"""The command line, as `atlas` or `python -m analysis`: what goes wrong is told in lines."""

import argparse
import sys
import warnings
from pathlib import Path

from analysis.commands.arguments import held
from analysis.commands.parser import parser
from analysis.errors import InputError
from analysis.places import default_study


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code; what a user can mend is told without a traceback."""
    words = sys.argv[1:] if arguments is None else arguments
    options = parser(_name()).parse_args(held(words) if words[:1] == ["run"] else words)
    warnings.showwarning = lambda message, *_: print(f"note: {message}", file=sys.stderr)
    try:
        _note_what_hides(options)
        _settle_study(options)
        return options.command(options)
    except InputError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever read the output has seen enough
        sys.stdout = None
        return 0
    except OSError as error:
        print(f"{error.filename or 'file'}: {error.strerror or error}", file=sys.stderr)
        return 1
    except (KeyboardInterrupt, EOFError):
        print("stopped", file=sys.stderr)
        return 130


def _name() -> str:
    """Return what the caller typed."""
    return "atlas" if Path(sys.argv[0]).stem == "atlas" else "python -m analysis"


def _note_what_hides(options: argparse.Namespace) -> None:
    """What starts kernels looks into their folders itself, and refuses."""
    from analysis.commands.hidden import note

    if not hasattr(options, "level") and (told := note(Path.cwd())):
        print(f"note: {told}", file=sys.stderr)


def _settle_study(options: argparse.Namespace) -> None:
    """Settle the study of a command that takes it by its place or as an option."""
    if not hasattr(options, "named"):
        return
    if options.study and options.named and options.study != options.named:
        raise InputError(f"study: {options.study!r} and {options.named!r}; expected one of both")
    options.study = options.study or options.named or default_study()


if __name__ == "__main__":
    sys.exit(main())
