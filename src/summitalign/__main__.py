"""`python -m summitalign`: the program, for where its name is not on the path."""

import sys


def main() -> None:
    """Run the program on the arguments of the process, and exit."""
    try:
        from summitalign.cli.main import main as run
    except KeyboardInterrupt:  # loading it is a good part of a short run
        sys.stderr.write("\ninterrupted: nothing is half-written\n")
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
