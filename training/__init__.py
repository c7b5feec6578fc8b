"""Scripts that fit what geomap ships: run from the top of the repository; nothing of geomap needs them."""
