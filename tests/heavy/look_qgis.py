"""Run by QGIS's own Python: what it makes of a GeoPackage of ours, as JSON; a picture of it beside."""

import json
import sys

from qgis.core import (
    QgsApplication,
    QgsCategorizedSymbolRenderer,
    QgsDateTimeRange,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QSize, QTime
from qgis.PyQt.QtGui import QColor

DAY = "yyyy-MM-dd"


def drawn(layer, day, extent):
    """Return how many pixels a map of one day has that are not white."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setExtent(extent)
    settings.setOutputSize(QSize(800, 600))
    settings.setBackgroundColor(QColor("white"))
    if day is not None:
        start = QDateTime(QDate.fromString(day, DAY), QTime(0, 0))
        settings.setTemporalRange(QgsDateTimeRange(start, start.addDays(1), True, False))
        settings.setIsTemporal(True)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    white = QColor("white").rgb()
    count = sum(image.pixel(x, y) != white for x in range(0, 800, 2) for y in range(0, 600, 2))
    return image, count


def main(path, name, picture, days):
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    layer.loadDefaultStyle()  # as the application does with a layer that is added
    renderer = layer.renderer()
    times = layer.temporalProperties()
    extent = layer.extent()
    extent.grow(1.0)
    image, everything = drawn(layer, None, extent)
    image.save(picture)
    is_categorized = isinstance(renderer, QgsCategorizedSymbolRenderer)
    told = {
        "valid": layer.isValid(),
        "rows": layer.featureCount(),
        "renderer": renderer.type(),
        "attribute": renderer.classAttribute() if is_categorized else None,
        "categories": {
            category.value(): category.symbol().color().name() for category in renderer.categories()
        }
        if is_categorized
        else {},
        "temporal": times.isActive(),
        "mode": int(times.mode()),
        "start": times.startField(),
        "end": times.endField(),
        "fields": {field.name(): field.typeName() for field in layer.fields()},
        "drawn": everything,
        "drawn_on": {day: drawn(layer, day, extent)[1] for day in days},
        "titles": [feature["title"] for feature in layer.getFeatures()] if name == "incidents" else [],
    }
    sys.stdout.write(json.dumps(told, default=str) + "\n")


if __name__ == "__main__":
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    main(*sys.argv[1:4], sys.argv[4:])
    application.exitQgis()
