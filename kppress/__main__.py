"""`python -m kppress` is the same command as `kppress`."""

from kppress.cli import main

if __name__ == "__main__":
    main()
