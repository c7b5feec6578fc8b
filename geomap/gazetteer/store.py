"""Open a gazetteer file and ask it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from types import TracebackType

from geomap.gazetteer.evidence import NameEvidence, NameLedger
from geomap.gazetteer.file import connect, default_path, read_info
from geomap.gazetteer.filters import PlaceFilter
from geomap.gazetteer.matching import Ahead, Misspelt, NameSearch
from geomap.gazetteer.point_questions import PointQuestions
from geomap.gazetteer.rows import PLACE_COLUMNS, PlaceReader, packed_id
from geomap.gazetteer.spellings import ANY_SPELLING, Floors
from geomap.gazetteer.towns import Town, towns_in_box
from geomap.gazetteer.words import read_abbreviated, read_abbreviations, read_peoples
from geomap.model import Candidate, Place
from geomap.text import fold

__all__ = ["Gazetteer", "open_gazetteer"]

_EVERY_PLACE = PlaceFilter()
_IDS_OF_A_NAME = (
    "SELECT p.ext, p.kind FROM name n JOIN place p ON p.id = n.place WHERE n.k = ? ORDER BY n.place"
)


def open_gazetteer(path: str | Path | None = None) -> Gazetteer:
    """Open a place index for asking; it is never written to.

    Args:
        path: A file that ``geomap gazetteer build`` made. Default: the one that ``GEOMAP_GAZETTEER`` names,
            else the one that comes with geomap.

    Raises:
        MissingGazetteerError: There is no such file.
        DamagedGazetteerError: The file is no gazetteer, not whole, or of another schema.
    """
    return Gazetteer(Path(path) if path is not None else default_path())


class Gazetteer(PointQuestions):
    """A place index, open for reading; a context manager. Safe to share between threads that take turns.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self._connection = connect(path)
        self.path = path
        self.info = read_info(self._connection, path)
        self._cursor = self._connection.cursor()
        self._reader = PlaceReader(self._connection)
        self._find = lru_cache(maxsize=1 << 10)(self._find_candidates)
        self.has_key = lru_cache(maxsize=1 << 15)(self._has_key)
        self._countries: dict[str, Place] = {}
        self._ledger = NameLedger(self._connection)
        self._ahead: Ahead | None = None

    @cached_property
    def _spaces(self) -> dict[int, str]:
        """The id space of each kind."""
        return dict(self._connection.execute("SELECT id, space FROM kind"))

    def __enter__(self) -> Gazetteer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def get(self, place_id: str) -> Place | None:
        """Return the place of an id such as ``geonames:98182``, or None.

        Ids of other sources that were linked to a place at the build, ``wikidata:Q1530``, find it too.
        """
        space, ext = packed_id(place_id)
        own = self._places("p.ext = ?", ext)
        found = next((place for place in own if place.id == place_id), None)
        if found is not None:
            return found
        linked = self._places(
            "p.id IN (SELECT place FROM link WHERE ext = ? AND space = ?) ORDER BY p.id", ext, space
        )
        return linked[0] if linked else None

    def country(self, code: str) -> Place | None:
        """Return the country or territory of an ISO 3166-1 alpha-2 code in either case, or None."""
        upper = code.upper()
        if upper not in self._countries:
            found = self._places("p.id = (SELECT place FROM country WHERE cc = ?)", upper)
            if not found:
                return None
            self._countries[upper] = found[0]
        return self._countries[upper]

    def towns(
        self, box: tuple[float, float, float, float], *, limit: int = 20, language: str = "en"
    ) -> list[Town]:
        """Return the most important towns of a box (west, south, east, north), named in a language."""
        return towns_in_box(self._connection, box, limit, language)

    def _places(self, condition: str, *values: str | int) -> list[Place]:
        rows = self._connection.execute(f"SELECT {PLACE_COLUMNS} FROM place p WHERE {condition}", values)
        return [self._reader.read(row) for row in rows]

    def candidates(
        self,
        name: str,
        *,
        fuzzy: bool = True,
        limit: int = 50,
        wanted: PlaceFilter = _EVERY_PLACE,
        floors: Floors = ANY_SPELLING,
    ) -> list[Candidate]:
        """Return all places that one name could mean, by the name alone.

        Ordered by match kind, likeness and population. Variant spellings stand beside exact homonyms when
        they are likely or are sites or units, so that context can choose them. ``scores`` is empty.

        Args:
            name: A name as written.
            fuzzy: Also try names that differ by a consonant, when nothing nearer is found; never done for
                names with digits or of fewer than four letters.
            limit: Of more homonyms than this, units and the most populous are kept.
            wanted: Which places an answer may hold.
            floors: How alike other spellings have to be; those that are less take no time.
        """
        return list(self._find(name, fuzzy, limit, wanted, floors))

    def look_ahead(
        self,
        names: Collection[str],
        misspelt: Iterable[Misspelt] = (),
        floors: Floors = ANY_SPELLING,
    ) -> None:
        """Read what many names meet in a few large queries; until the next call they are answered from it.

        Args:
            names: As they will be asked for; none lets go of what was read.
            misspelt: What may be asked for in other spellings; the forms of these are among the names.
            floors: As in :meth:`candidates`; only questions with the same ones are answered so.
        """
        from geomap.gazetteer.matching_bulk import read_ahead

        known = {} if self._ahead is None else self._ahead.rows
        self._ahead = read_ahead(self._reader, names, misspelt, floors, known) if names else None

    def country_named(self, name: str) -> Place | None:
        """Return the country or territory that bears a name, case, marks and punctuation apart, or None."""
        return NameSearch(self._reader, _EVERY_PLACE).country_named(name)

    def _find_candidates(
        self, name: str, fuzzy: bool, limit: int, wanted: PlaceFilter, floors: Floors
    ) -> tuple[Candidate, ...]:
        search = NameSearch(self._reader, wanted, floors, self._ahead)
        return tuple(search.find(name, fuzzy=fuzzy, limit=limit))

    def exact(self, name: str, *, wanted: PlaceFilter = _EVERY_PLACE) -> list[Place]:
        """Return the places that bear a name, case, marks and punctuation apart, most important first."""
        rows = self._connection.execute(
            f"SELECT {PLACE_COLUMNS} FROM name n JOIN place p ON p.id = n.place "
            "WHERE n.k = ? ORDER BY n.place",
            (fold(name),),
        )
        places = [self._reader.read(row) for row in rows]
        return places if wanted.is_empty else [place for place in places if wanted.fits(place)]

    def ids(self, name: str) -> list[str]:
        """Return the ids of the places that bear a name, as :meth:`exact` finds them, in less time."""
        rows = self._cursor.execute(_IDS_OF_A_NAME, (fold(name),)).fetchall()
        spaces = self._spaces
        return [f"{spaces[kind]}:{ext}" for ext, kind in rows]

    def complete(self, start: str, *, limit: int = 10, wanted: PlaceFilter = _EVERY_PLACE) -> list[Candidate]:
        """Return the most important places with a name that begins so, for completing what is being typed.

        Args:
            start: The first letters of a name, in any script; case and marks do not matter.
            limit: How many to return.
            wanted: Which places an answer may hold.
        """
        from geomap.gazetteer.completion import complete_name

        return complete_name(self._reader, start, limit=limit, wanted=wanted)

    def lookup(
        self,
        query: str,
        *,
        country: str | None = None,
        limit: int = 5,
        fuzzy: bool = True,
        wanted: PlaceFilter = _EVERY_PLACE,
    ) -> list[Candidate]:
        """Return the places that a query as people write it asks for, best first, with reasons.

        Understands "Mashtal, Baghdad", "Homs Governorate", "Al Asad air base, Iraq", "Baghdad/Al Resafa".

        Args:
            query: A name, with the places it lies in behind commas, and words for its kind.
            country: ISO code; places elsewhere are left out.
            limit: How many to return.
            fuzzy: As in :meth:`candidates`.
            wanted: Further conditions on places: first-level unit, feature, box.
        """
        from geomap.gazetteer.ranking import rank_query

        if country is not None:
            wanted = replace(wanted, countries=frozenset([country.upper()]))
        return rank_query(self, query, wanted=wanted, limit=limit, fuzzy=fuzzy)

    def _has_key(self, key: str) -> bool:
        """Say whether a folded key is the name of some place."""
        row = self._connection.execute("SELECT 1 FROM name WHERE k = ? LIMIT 1", (key,)).fetchone()
        return row is not None

    def evidence(self, keys: Iterable[str]) -> dict[str, NameEvidence]:
        """Return what bears each of many folded names, in one query; unknown names are left out."""
        return self._ledger.of(keys)

    @cached_property
    def abbreviations(self) -> dict[str, tuple[str, str]]:
        """The style, postal or press, and the unit (``US.KY``) of each abbreviation, as written."""
        return read_abbreviations(self._connection)

    def demonym(self, text: str) -> str | None:
        """Return the ISO code of the country of "Iraqi", "Iraqis" or "Texans"; None when it is no people's.

        Empty for a people of several countries ("Europeans").
        """
        return self.demonyms.get(fold(text))

    def people(self, text: str) -> Place | None:
        """Return the country, region or town whose people a word is for ("Iraqi", "Texans"), or None."""
        belongs = self._peoples.get(fold(text))
        if belongs is None:
            return None
        return self.get(belongs) if ":" in belongs else self.country(belongs)

    @cached_property
    def demonyms(self) -> dict[str, str]:
        """The ISO code of each word for a people, by its folded form; empty for one of several countries."""
        homes = {belongs: self.get(belongs) for belongs in self._peoples.values() if ":" in belongs}
        codes = {belongs: place.country_code for belongs, place in homes.items() if place is not None}
        return {key: codes.get(belongs, belongs[:2]) for key, belongs in self._peoples.items()}

    @cached_property
    def _peoples(self) -> dict[str, str]:
        """Country code, or place id, of each word for a people, by its folded form."""
        return read_peoples(self._connection)

    def features(self) -> frozenset[str]:
        """Return the GeoNames classes and codes of the places: ``S``, ``AIRB`` and ``S.AIRB``."""
        rows = self._connection.execute("SELECT DISTINCT fclass, fcode FROM kind")
        return frozenset(form for fclass, fcode in rows for form in (fclass, fcode, f"{fclass}.{fcode}"))

    def abbreviation(self, text: str) -> tuple[str, ...]:
        """Return the ids of the first-level units that "TX", "Ala." or "N.S.W." abbreviates, as written."""
        return self._abbreviated.get(text, ())

    @cached_property
    def _abbreviated(self) -> dict[str, tuple[str, ...]]:
        """The ids of the units of each abbreviation."""
        return read_abbreviated(self._connection)
