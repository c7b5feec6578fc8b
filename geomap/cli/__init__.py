"""The command line: one file per command, shared flags in options."""
