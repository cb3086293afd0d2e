"""The ``dreamwindow`` command: one subcommand a file, imported when it is called."""
