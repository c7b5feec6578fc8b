"""``python -m geomap``."""

from geomap.cli.main import main

if __name__ == "__main__":
    main()
