import inspect

import pytest

from geomap import errors

CLASSES = [
    value for value in vars(errors).values() if inspect.isclass(value) and issubclass(value, Exception)
]
BUILTINS = {
    "InputError": ValueError,
    "MissingInputError": FileNotFoundError,
    "MissingColumnError": KeyError,
    "OutputError": OSError,
    "MissingGazetteerError": FileNotFoundError,
    "DamagedGazetteerError": ValueError,
    "BuildError": RuntimeError,
    "MissingDependencyError": ImportError,
    "UnknownNameError": KeyError,
    "InvalidRecordError": ValueError,
    "WorkerError": RuntimeError,
}


@pytest.mark.parametrize("error", CLASSES, ids=lambda error: error.__name__)
def test_every_error_is_one_of_ours_and_documented(error):
    assert issubclass(error, errors.GeomapError)
    assert error.__doc__
    assert error.__name__ in errors.__all__
    assert error.__name__ in errors.__doc__


@pytest.mark.parametrize(("name", "builtin"), BUILTINS.items(), ids=list(BUILTINS))
def test_an_error_is_also_what_a_caller_expects(name, builtin):
    with pytest.raises(builtin):
        raise getattr(errors, name)("no such thing; known: a, b")


@pytest.mark.parametrize("error", CLASSES, ids=lambda error: error.__name__)
def test_the_message_is_the_sentence_itself(error):
    assert (
        str(error("column 'place' is missing; see: geomap read"))
        == "column 'place' is missing; see: geomap read"
    )
    assert str(error()) == error.__name__


def test_the_tree():
    assert errors.__all__ == sorted(errors.__all__)
    assert issubclass(errors.MissingColumnError, errors.InputError)
    assert issubclass(errors.BuildError, errors.GazetteerError)
    assert not issubclass(errors.OutputError, errors.InputError)
