"""``python -m dreamwindow`` is the ``dreamwindow`` command."""

from dreamwindow.cli import main

if __name__ == "__main__":
    main()
