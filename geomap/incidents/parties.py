"""A noun phrase read as somebody who takes part in an event: the name, the class and the words for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from geomap.files import load_words
from geomap.gazetteer.countries import is_country
from geomap.incidents.classes import CIVILIANS, STATE, arms, class_of_name, class_of_noun
from geomap.incidents.link import Linked
from geomap.incidents.names import FullNames, clean_name
from geomap.incidents.party import Party
from geomap.incidents.tree import REPORTING, Tree
from geomap.model import Document, Entity, MentionKind, Parse, Resolution

__all__ = ["Cast"]

_WORDS = load_words("geomap.incidents")

_COLLECTIVES = _WORDS["collectives"]
_ANYBODY = _WORDS["anybody"]
_ACTING = frozenset(["perpetrator", "claimant"])
_BEFORE = frozenset(["compound", "amod", "nmod", "poss", "case", "punct"])
_OF_WHOM = frozenset(["of", "from"])
_NAMING = frozenset(["know", "call", "name", "identify"])
_NO_NAMES = frozenset(["PERSON"])
_NUMBERS = frozenset(["dozen", "score", "hundred", "thousand", "number", "dozens", "hundreds", "thousands"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """A document's names: what reads a noun phrase as a party."""

    linked: Linked
    names: FullNames
    places: Mapping[int, Resolution] = field(default_factory=dict)

    @classmethod
    def of(cls, doc: Document, parse: Parse, resolutions: Sequence[Resolution]) -> Cast:
        """Collect the names of a document."""
        linked = Linked(doc=doc, tree=Tree(parse), starts=tuple(token.start for token in parse.tokens))
        places = {
            index: entry
            for entry in resolutions
            for index in range(
                linked.token_at(entry.mention.start), linked.token_at(entry.mention.end - 1) + 1
            )
        }
        names = FullNames.of(linked.doc.text, linked.tree.parse.entities)
        return cls(linked=linked, names=names, places=places)

    @property
    def tree(self) -> Tree:
        """The document's dependency tree."""
        return self.linked.tree

    def party(self, index: int | None, role: str, cue: int, rule: str) -> Party | None:
        """Return the party that a noun phrase names, by its head; None for things and bare pronouns."""
        if index is None:
            return None
        index = self._counted(self._antecedent(index))
        read = self._read(index)
        if read is None and role in _ACTING and self.tree.token(index).lemma in _ANYBODY:
            read = self._by_noun(index, CIVILIANS)
        if read is None:
            return None
        name, first, last, named, kind = read
        if role in _ACTING and not named and self.tree.token(index).lemma in _ANYBODY:
            kind = None  # "two men" who kill are no civilians, and nobody says what they are
        return Party(
            name=name,
            role=role,
            start=self.tree.token(first).start,
            end=self.tree.token(last).end,
            is_named=named,
            cue=self.tree.token(cue).text,
            rule=rule,
            actor_class=kind,
        )

    def parties(self, index: int | None, role: str, cue: int, rule: str) -> list[Party]:
        """Return the parties of a coordination: "two soldiers and a farmer"."""
        if index is None:
            return []
        heads = [index, *self._joined(index)]
        found = (self.party(at, role, cue, rule) for at in heads)
        return [party for party in found if party is not None]

    @staticmethod
    def parties_as(parties: Sequence[Party], role: str) -> list[Party]:
        """Return parties in another role."""
        return [replace(party, role=role) for party in parties]

    def thing(self, index: int | None) -> tuple[int, int] | None:
        """Return the span of a noun phrase for a thing ("fuel convoy"), without articles and clauses."""
        if index is None or not self.tree.token(index).tag.startswith("NN"):
            return None
        first = min(self._before(index), default=index)
        return self.tree.token(first).start, self.tree.token(index).end

    def _joined(self, index: int) -> list[int]:
        found, stack = [], [index]
        while stack:
            at = stack.pop()
            more = [child for child in self.tree.children[at] if self.tree.token(child).dep == "conj"]
            found += more
            stack += more
        return sorted(found)

    def _antecedent(self, index: int) -> int:
        """Return the noun that "who", "that" or "which" stands for."""
        token = self.tree.token(index)
        if token.tag not in {"WP", "WDT"}:
            return index
        verb = self.tree.governing_verb(index)
        if verb is not None and self.tree.token(verb).dep == "relcl":
            return self.tree.token(verb).head
        return index

    def _counted(self, index: int) -> int:
        """Return the people that a number is of: "hundreds of women"."""
        if self.tree.token(index).lemma not in _NUMBERS:
            return index
        of = next((at for at in self.tree.children[index] if self.tree.token(at).text.lower() == "of"), None)
        people = self.tree.child(of, "pobj") if of is not None else None
        return index if people is None else people

    def _read(self, index: int) -> tuple[str, int, int, bool, str | None] | None:
        """Return name, first and last token, whether it is a name, and class of a noun phrase."""
        token = self.tree.token(index)
        kind = class_of_noun(token.lemma)
        speaker = self._speaker(index)
        if speaker is not None:
            return self._read(speaker)
        entity = self.linked.named.get(index)
        weapon, collective = token.lemma in arms(), token.lemma in _COLLECTIVES
        if entity is not None and kind is None and not weapon and not collective:
            return self._of_entity(index, entity)
        if kind is None and not weapon and not collective:
            return self._of_known_group(index)
        named = self._by_name(index, kind, weapon=weapon)
        if named is not None or weapon:
            return named
        members = self._members(index) if collective else None
        return self._by_noun(index, kind) if members is None else self._read(members)

    def _of_known_group(self, index: int) -> tuple[str, int, int, bool, str | None] | None:
        """Read a known group's name that the language model takes for no name."""
        token = self.tree.token(index)
        full = self.names.join(token.text)
        kind = class_of_name(full) if token.tag.startswith("NNP") and token.text[:1].isupper() else None
        return None if kind is None else (full, index, index, True, kind)

    def _members(self, index: int) -> int | None:
        """Return who a group is made of: "a convoy of state police"."""
        for child in self.tree.children[index]:
            if self.tree.token(child).text.lower() == "of":
                inner = self.tree.child(child, "pobj")
                if inner is not None and class_of_noun(self.tree.token(inner).lemma) is not None:
                    return inner
        return None

    def _speaker(self, index: int) -> int | None:
        """Return who says "its forces", "our drones": the subject of the verb of saying above."""
        tree = self.tree
        owner = tree.child(index, "poss")
        if owner is None or tree.token(owner).tag != "PRP$" or tree.token(owner).lemma in {"his", "her"}:
            return None
        if (
            class_of_noun(tree.token(index).lemma) in {None, CIVILIANS}
            and tree.token(index).lemma not in arms()
        ):
            return None
        verb = next((at for at in tree.ancestors(index) if tree.token(at).lemma in REPORTING), None)
        subject = tree.child(verb, "nsubj") if verb is not None else None
        return None if subject is None or tree.token(subject).tag.startswith("PRP") else subject

    def _of_entity(self, index: int, entity: Entity) -> tuple[str, int, int, bool, str | None] | None:
        """Read a phrase whose head is part of a name; a town is no party, a country is its state."""
        first, last = self.linked.token_at(entity.start), self.linked.token_at(entity.end - 1)
        name = clean_name(entity.text)
        if name == "" or not any(letter.isalpha() for letter in name):
            return None
        if entity.label == "PERSON" and self._is_word(first, last, name):
            return None
        kind = class_of_name(name) if entity.label not in _NO_NAMES else CIVILIANS
        place = self.places.get(index)
        if entity.label in {"GPE", "LOC", "FAC"} or (place is not None and entity.label != "PERSON"):
            if place is None or place.place is None:
                return (name, first, last, True, kind) if kind is not None else None
            if not is_country(place.place):
                return (self.names.join(name), first, last, True, kind) if kind is not None else None
            kind = kind or STATE
            name = place.place.name if place.mention.kind is MentionKind.DEMONYM else name
        full = self.names.join(name)
        return full, first, last, True, kind or class_of_name(full) or self._explained(index)

    def _is_word(self, first: int, last: int, name: str) -> bool:
        """Say whether a "person" is a word that only stands at the head of a sentence: "Debris"."""
        opens = self.tree.parse.sentences[self.tree.token(first).sentence][0] == first
        return (
            opens
            and first == last
            and not self.tree.token(first).tag.startswith("NNP")
            and name not in self.names.full
        )

    def _explained(self, index: int) -> str | None:
        """Return the class of what explains a name: "CODECO, a militia"."""
        after = self.tree.child(index, "appos")
        if after is None:
            return None
        return class_of_noun(self.tree.token(after).lemma) or class_of_name(self.tree.token(after).text)

    def _by_name(
        self, index: int, kind: str | None, *, weapon: bool
    ) -> tuple[str, int, int, bool, str | None] | None:
        """Read a noun that a name explains: "fighters of the ADF", "driver, Hilario Nava", "a US drone"."""
        tree, own = self.tree, self.linked.named.get(index)
        for child in tree.children[index]:
            token = tree.token(child)
            at: int | None = None
            if token.dep == "appos" or (token.dep in {"compound", "nmod", "amod", "poss"} and weapon):
                at = child
            elif token.dep == "prep" and token.text.lower() in _OF_WHOM and not weapon:
                at = tree.child(child, "pobj")
            elif token.dep == "acl" and token.lemma in _NAMING:
                at = self._object_of_as(child)
            entity = self.linked.named.get(at) if at is not None else None
            if at is None or entity is None or entity is own:
                continue
            read = self._of_entity(at, entity)
            person = entity.label == "PERSON"
            if read is not None and (person or read[4] not in {None, CIVILIANS} or entity.label == "ORG"):
                return (*read[:4], kind if kind is not None and (person or read[4] is None) else read[4])
        return None

    def _object_of_as(self, verb: int) -> int | None:
        after = self.after_as(verb)
        return self.tree.child(verb, "oprd") if after is None else self.tree.child(after, "pobj")

    def after_as(self, verb: int) -> int | None:
        """Return the "as" of a verb of naming: "identified by relatives as ..."."""
        below = (at for at in self.tree.subtree(verb) if at > verb)
        return next((at for at in below if self.tree.token(at).lemma == "as"), None)

    def _by_noun(self, index: int, kind: str | None) -> tuple[str, int, int, bool, str | None] | None:
        """Read a common noun with what stands before it: "paramilitary fighters"."""
        before = self._before(index)
        first = min(before, default=index)
        span = range(first, index + 1)
        named = any(at in self.linked.named or self._is_proper(at) for at in span)
        text = self.linked.doc.text[self.tree.token(first).start : self.tree.token(index).end]
        name = _without_adjectives(clean_name(text)) if named else clean_name(text).lower()
        if kind is None and first == index and self.tree.token(index).lemma in _COLLECTIVES:
            return None  # "the group": who it is, the text says elsewhere
        full = self.names.join(name)
        is_name = named and name.rpartition(" ")[2][:1].isupper()
        known = class_of_name(full) if full != name or is_name else None
        return full, first, index, named, known or self._narrowed(name, kind)

    def _is_proper(self, index: int) -> bool:
        """Say whether a word is part of a name; a tagger takes nouns at the head of a sentence for names."""
        token = self.tree.token(index)
        return token.tag == "NNP" and class_of_noun(token.text) is None

    def _narrowed(self, name: str, kind: str | None) -> str | None:
        """Let "RSF fighters" and "militia leader" be of the class of the name before the noun."""
        if kind in {None, CIVILIANS, "police", "militia"}:
            classes = [class_of_name(self.names.join(word)) for word in name.split()[:-1]]
            return next((found for found in classes if found is not None and found != CIVILIANS), kind)
        return kind

    def _before(self, index: int) -> list[int]:
        """Return the tokens straight before a noun that belong to its name: no articles and numbers."""
        tree, found = self.tree, []
        members = set(tree.subtree(index))
        for at in range(index - 1, max(-1, index - 8), -1):
            token = tree.token(at)
            fits = token.tag.startswith(("NN", "JJ", "HYPH", "VBG", "VBN", "POS")) or token.text == "-"
            if at not in members or token.dep not in _BEFORE | {"npadvmod"} or not fits:
                break
            found.append(at)
        aged = next((n for n, at in enumerate(found) if tree.token(at).lemma in {"old", "year-old"}), None)
        found = found if aged is None else found[:aged]
        while found and tree.token(found[-1]).tag in {"POS", "HYPH"}:
            found.pop()
        return found


def _without_adjectives(name: str) -> str:
    """Return a name without what only describes it: "banned Baloch Liberation Army"."""
    words = name.split()
    while len(words) > 1 and words[0].islower() and words[-1][:1].isupper():
        words = words[1:]
    return " ".join(words)
