"""The rules that geopy's own tests hold each of its geocoders to: signatures, docstrings, public methods.

They stand here in our words, so that nothing is fetched. Where ``GEOMAP_GEOPY_SDIST`` names geopy's source
archive (``pip download --no-deps --no-binary geopy geopy``), its own tests run too; they need docutils.
"""

import importlib.util
import inspect
import os
import re
import tarfile
from pathlib import Path

import pytest
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder

from geomap import GazetteerGeocoder

SDIST = "GEOMAP_GEOPY_SDIST"
METHODS = ("geocode", "reverse")
ANSWER = "``None``, :class:`geopy.location.Location` or a list of them, if ``exactly_one=False``."


def fields(method):
    """Return a docstring's fields in order, as (kind, type or None, name)."""
    found = re.findall(r"^\s*:(param|type|rtype)(?: ([^:`]+|:class:`[^`]+`))?:", inspect.getdoc(method), re.M)
    return [(kind, *words.rpartition(" ")[::2]) for kind, words in found]


def documented(method):
    return [name for kind, _, name in fields(method) if kind == "param"]


def parameters(method):
    return list(inspect.signature(method).parameters.values())[1:]


@pytest.mark.parametrize("name", ["__init__", *METHODS])
def test_every_parameter_is_named_and_documented_in_order_with_one_type(name):
    method = getattr(GazetteerGeocoder, name)
    named = [one.name for one in parameters(method)]
    assert not any(one.kind in (one.VAR_POSITIONAL, one.VAR_KEYWORD) for one in parameters(method))
    assert documented(method) == named
    inline = [name for kind, words, name in fields(method) if kind == "param" and words != ""]
    apart = [name for kind, _, name in fields(method) if kind == "type"]
    assert sorted(inline + apart) == sorted(named)


def test_a_geocoder_is_made_as_all_of_them_are():
    assert issubclass(GazetteerGeocoder, Geocoder)
    made = {one.name: one for one in parameters(GazetteerGeocoder.__init__)}
    for name in ("timeout", "proxies", "ssl_context"):
        assert made[name].default is DEFAULT_SENTINEL
    for name in ("user_agent", "adapter_factory"):
        assert made[name].default is None
    shared = ["timeout", "proxies", "user_agent", "ssl_context", "adapter_factory"]
    assert list(made)[-5:] == shared
    assert all(made[name].kind is inspect.Parameter.KEYWORD_ONLY for name in shared)


@pytest.mark.parametrize("name", METHODS)
def test_a_query_is_the_only_argument_without_a_name(name):
    query, *others = parameters(getattr(GazetteerGeocoder, name))
    assert (query.name, query.kind) == ("query", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    assert all(one.kind is inspect.Parameter.KEYWORD_ONLY for one in others)
    defaults = {one.name: one.default for one in others}
    assert defaults["exactly_one"] is True
    assert defaults["timeout"] is DEFAULT_SENTINEL


@pytest.mark.parametrize("name", METHODS)
def test_the_answer_is_the_one_that_geopy_documents(name):
    told = inspect.getdoc(getattr(GazetteerGeocoder, name)).split(":rtype:")
    assert len(told) == 2
    assert " ".join(told[1].split()) == ANSWER


def test_nothing_else_is_public():
    public = {name for name in dir(GazetteerGeocoder) if not name.startswith("_")}
    assert {name for name in public if inspect.isfunction(getattr(GazetteerGeocoder, name))} == set(METHODS)


@pytest.fixture(scope="module")
def own_tests(tmp_path_factory):
    """geopy's own test module, out of its source archive."""
    archive = os.environ.get(SDIST)
    if not archive:
        pytest.skip(f"name geopy's source archive with {SDIST} to run its own tests")
    pytest.importorskip("docutils")
    path = tmp_path_factory.mktemp("geopy") / "signatures.py"
    with tarfile.open(Path(archive)) as opened:
        (inside,) = [name for name in opened.getnames() if name.endswith("/test/geocoders/__init__.py")]
        path.write_bytes(opened.extractfile(inside).read())
    spec = importlib.util.spec_from_file_location("signatures", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
@pytest.mark.parametrize(
    "name",
    [
        "test_init_method_signature",
        "test_geocode_method_signature",
        "test_reverse_method_signature",
        "test_no_extra_public_methods",
    ],
)
def test_geopys_own_tests_pass(own_tests, name):
    getattr(own_tests, name)(GazetteerGeocoder)
