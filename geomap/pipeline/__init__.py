"""The only package that composes steps: settings, runs and the verbs of the Python API."""
