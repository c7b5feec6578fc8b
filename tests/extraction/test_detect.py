import pytest

from geomap.extraction.detect import UNKNOWN, detect_language, language_of, main_script
from geomap.extraction.languages import find_language, load_languages, stop_words
from geomap.model import Document

SENTENCES = {
    "en": "The police said on Friday that three people were killed in clashes near the border.",
    "fr": "Une explosion a fait trois morts à Beyrouth lundi, selon la police libanaise.",
    "es": "Al menos tres personas murieron el lunes en un ataque cerca de Cali.",
    "pt": "Três pessoas morreram na segunda-feira numa explosão em Recife, disse a polícia.",
    "it": "Tre persone sono morte lunedì in un'esplosione a Napoli, ha detto la polizia.",
    "de": "Drei Menschen starben am Montag bei einer Explosion in Köln, sagte die Polizei.",
    "nl": "Drie mensen kwamen maandag om bij een explosie in Rotterdam, meldt de politie.",
    "sv": "Tre personer dödades i en explosion i Stockholm på måndagen, uppger polisen.",
    "pl": "Trzy osoby zginęły w poniedziałek w wybuchu w Krakowie, poinformowała policja.",
    "ro": "Trei persoane au murit luni într-o explozie la București, a anunțat poliția.",
    "ca": "Tres persones han mort en una explosió a Barcelona aquest dilluns, segons la policia.",
    "tr": "Polis, pazartesi günü Diyarbakır'daki patlamada üç kişinin öldüğünü söyledi.",
    "id": "Tiga orang tewas dalam ledakan di Jakarta pada hari Senin, kata polisi.",
    "vi": "Ba người thiệt mạng trong vụ nổ tại Hà Nội hôm thứ Hai, cảnh sát cho biết.",
    "sw": "Watu watatu waliuawa katika shambulio la bomu mjini Mogadishu siku ya Jumatatu, polisi walisema.",
    "so": "Saddex qof ayaa ku dhintay qarax ka dhacay magaalada Muqdisho maanta oo Isniin ah.",
    "ku": "Li bajarê Amedê sê kes di teqînê de mirin, polîs got ku lêkolîn berdewam dike.",
    "ru": "Три человека погибли в результате взрыва в Харькове в понедельник",
    "uk": "Троє людей загинули внаслідок вибуху в Харкові в понеділок, повідомила поліція.",
    "sr": "Три особе погинуле су у експлозији у Београду у понедељак, саопштила је полиција.",
    "el": "Τρεις νεκροί από έκρηξη στην Αθήνα",
    "ar": "قتل ثلاثة أشخاص في انفجار بمدينة حلب يوم الاثنين",
    "fa": "در یک انفجار در تهران سه نفر کشته شدند، پلیس اعلام کرد.",
    "ur": "کراچی میں ایک دھماکے میں تین افراد ہلاک ہو گئے، پولیس نے بتایا۔",
    "ps": "د کابل په ښار کې درې کسان په یوه چاودنه کې ووژل شول، پولیسو وویل.",
    "ckb": "لە شاری هەولێر سێ کەس کوژران لە تەقینەوەیەکدا، پۆلیس ڕایگەیاند.",
    "he": "שלושה בני אדם נהרגו בפיצוץ בחיפה",
    "hi": "कराची में विस्फोट में तीन लोगों की मौत हो गई, पुलिस ने कहा।",
    "bn": "ঢাকায় বিস্ফোরণে তিনজন নিহত হয়েছেন, পুলিশ জানিয়েছে।",
    "am": "በአዲስ አበባ ሦስት ሰዎች በፍንዳታ ሞቱ ሲል ፖሊስ ተናግሯል።",
    "zh": "北京发生爆炸,三人死亡。",
    "ja": "東京で爆発があり、3人が死亡した。",
    "ko": "서울에서 폭발로 3명이 숨졌다.",
    "th": "เกิดเหตุระเบิดในกรุงเทพ มีผู้เสียชีวิตสามคน",
}


@pytest.mark.parametrize("code", SENTENCES)
def test_one_sentence_tells_the_language(code):
    assert detect_language(SENTENCES[code]) == code
    assert detect_language(SENTENCES[code]) == detect_language(SENTENCES[code])


@pytest.mark.parametrize(
    "text",
    ["", "12 345", "Homs", "Israel, Gaza, Hamas", "Blast kills 12 in Karachi", "Merz meets Macron in Berlin"],
)
def test_short_text_is_unknown_not_guessed(text):
    assert detect_language(text) == UNKNOWN


def test_mixed_text_is_unknown():
    english = "The army said that it had taken the city of Homs and the road to the north of the province.\n"
    french = "L'armée a déclaré qu'elle avait pris la ville de Homs et la route du nord de la province.\n"
    assert detect_language(english + french) == UNKNOWN


def test_an_english_article_with_a_quote_is_english():
    text = f"{SENTENCES['en']}\n{SENTENCES['en']}\n“{SENTENCES['ar']}”, he said, and left for Homs (حمص).\n"
    assert detect_language(text) == "en"


def test_a_name_in_another_script_does_not_make_a_text_foreign():
    assert detect_language("February 20th 2016: عامرية الفلوجة Ameriat al Fallujah, Anbar province") in {
        "en",
        UNKNOWN,
    }


def test_an_english_article_needs_no_model(monkeypatch):
    monkeypatch.setattr("geomap.extraction.detect._identifier", lambda: pytest.fail("the model was loaded"))
    assert detect_language(SENTENCES["en"] * 20) == "en"


@pytest.mark.parametrize(
    ("stated", "text", "language"),
    [
        ("fr-CA", "Explosion à Beyrouth", "fr"),
        ("en", SENTENCES["ar"], "ar"),
        ("en-GB", "Blast kills 12 in Karachi", "en"),
        ("xx", "Blast kills 12 in Karachi", UNKNOWN),
        (None, SENTENCES["ru"], "ru"),
    ],
)
def test_what_a_document_states_holds_unless_its_text_says_otherwise(stated, text, language):
    assert language_of(Document(id="d", text=text, source="d", language=stated)) == language


def test_what_the_user_gives_holds():
    assert language_of(Document(id="d", text=SENTENCES["ar"], source="d"), "fa") == "fa"


def test_scripts():
    assert main_script("Москва, Россия") == "cyrillic"
    assert main_script("abc Москва") is None or main_script("abc Москва") == "cyrillic"
    assert main_script("123 …") is None


def test_every_language_of_the_table_is_complete():
    for code, language in load_languages().items():
        assert language.code == code
        assert language.writing in {"case", "words", "run"}
        assert language.name != ""
    assert find_language("pt_BR").name == "Portuguese"
    assert find_language("tlh") is None


def test_stop_words_are_keys():
    assert "le" in stop_words("fr")
    assert "und" in stop_words("de")
    assert stop_words("so") == frozenset()
