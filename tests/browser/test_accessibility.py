import pytest

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is missing")

SERIOUS = ("serious", "critical")


def serious(page):
    found = axe.Axe().run(page).response["violations"]
    return [
        (entry["id"], [node["target"] for node in entry["nodes"]])
        for entry in found
        if entry["impact"] in SERIOUS
    ]


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("en", "dark"), ("ar", "light")])
def test_axe_finds_nothing_serious(open_rows, records, scheme, language):
    page = open_rows(records, language=language, color_scheme=scheme).page
    page.evaluate("location.hash = '#layers=dots,heat,countries'")
    page.locator(".gm-legend").last.wait_for()
    page.locator(".gm-row", has_text="kills three in eastern Baghdad").click()
    for details in page.locator("details").all():
        details.evaluate("node => { node.open = true; }")
    assert serious(page) == []


def test_axe_finds_nothing_serious_on_a_phone(open_rows, records):
    page = open_rows(records, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).page
    assert serious(page) == []
