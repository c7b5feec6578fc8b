from geomap.incidents.detect import Hit
from geomap.incidents.group import group_hits
from geomap.incidents.lexicon import load_triggers
from geomap.incidents.tree import Tree
from geomap.model import Parse, Token

# "Police said a bomb killed two men and hurt a boy in Lae on Monday ."
ROWS = [
    ("Police", "NNS", "nsubj", 1),
    ("said", "VBD", "ROOT", 1),
    ("a", "DT", "det", 3),
    ("bomb", "NN", "nsubj", 4),
    ("killed", "VBD", "ccomp", 1),
    ("two", "CD", "nummod", 6),
    ("men", "NNS", "dobj", 4),
    ("and", "CC", "cc", 4),
    ("hurt", "VBD", "conj", 4),
    ("a", "DT", "det", 10),
    ("boy", "NN", "dobj", 8),
    ("in", "IN", "prep", 4),
    ("Lae", "NNP", "pobj", 11),
    ("on", "IN", "prep", 4),
    ("Monday", "NNP", "pobj", 13),
    (".", ".", "punct", 1),
]


def make_tree():
    tokens, at = [], 0
    for text, tag, dep, head in ROWS:
        tokens.append(
            Token(
                text=text,
                start=at,
                end=at + len(text),
                lemma=text.lower(),
                tag=tag,
                dep=dep,
                head=head,
                sentence=0,
            )
        )
        at += len(text) + 1
    return Tree(Parse(tokens=tuple(tokens), sentences=((0, len(tokens)),)))


def hit(tree, index, lemma, pos):
    return Hit(
        index=index,
        trigger=load_triggers()[lemma, pos],
        words=lemma,
        definite=False,
        plural=False,
        repeated=False,
        since=False,
    )


def test_walks_over_the_tree():
    tree = make_tree()
    assert list(tree.ancestors(12)) == [11, 4, 1]
    assert list(tree.ancestors(1)) == []
    assert tree.subtree(8) == [8, 9, 10]
    assert tree.child(4, "dobj") == 6
    assert tree.child(4, "nsubjpass", "nsubj") == 3
    assert tree.child(4, "agent") is None
    assert tree.governing_verb(12) == 4
    assert tree.governing_verb(4) == 4
    assert tree.conjunction_head(8) == 4
    assert tree.content_governor(14) == 4
    assert tree.content_governor(12) == 4


def test_the_text_of_a_sentence_has_no_space_at_its_ends():
    tree = make_tree()
    text = " ".join(text for text, *_ in ROWS)
    assert tree.sentence_text(text, 0) == (0, len(text))


def test_killed_and_hurt_in_one_clause_are_one_event():
    tree = make_tree()
    killed, hurt = hit(tree, 4, "kill", "V"), hit(tree, 8, "wound", "V")
    assert group_hits(tree, [killed, hurt]) == [[killed, hurt]]
    assert group_hits(tree, []) == []
    assert group_hits(tree, [hurt]) == [[hurt]]
