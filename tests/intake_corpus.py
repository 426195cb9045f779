"""A folder of articles of every kind, and of every fault, made for the tests of the intake.

All texts are made up; each whole article is called by its kind, says so in its title, and is dated 2026-02-17.
"""

import io
import json
import zipfile
from pathlib import Path

BODY = (
    "Norland and Sudria agreed on Tuesday to open the {kind} harbour to each other's ferries, officials said.",
    "\u201cThe first boat sails in March,\u201d said Ida Krog, who led Norland's delegation, after nine hours.",
    "Sudria's envoy, Olaf Rud, said that nothing had been signed, and that the villages would be asked.",
)
TITLE = "Ferry accord reached in the {kind} harbour"
DAY = "2026-02-17"


def title(kind: str) -> str:
    return TITLE.format(kind=kind)


def paragraphs(kind: str) -> list[str]:
    return [paragraph.format(kind=kind) for paragraph in BODY]


def text(kind: str) -> str:
    return "\n\n".join([title(kind), "17 February 2026", *paragraphs(kind)]) + "\n"


def record(kind: str) -> dict:
    return {"headline": title(kind), "published_at": f"{DAY}T18:04:00Z", "body": "\n\n".join(paragraphs(kind)),
            "source": "Tide News", "author": "Mara Lind", "url": f"https://tide.example/{kind}"}


def page(kind: str) -> str:
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title(kind)} | Tide News</title>
<meta property="og:site_name" content="Tide News">
<meta property="article:published_time" content="{DAY}T18:04:00+00:00">
<script>var a = "<p>not text</p>";</script></head><body><nav><a href="/">Home</a> <a href="/w">World</a></nav>
<article><h1>{title(kind)}</h1>{"".join(f"<p>{paragraph}</p>" for paragraph in paragraphs(kind))}
<p><a href="/other">Also read: Ten soups for winter</a></p></article>
<footer>&copy; 2026 Tide News</footer></body></html>"""


def feed(kind: str) -> str:
    inner = "".join(f"<p>{p}</p>" for p in paragraphs(kind))
    items = "".join(f"""<item><title>{title(kind)} {number}</title><link>https://tide.example/{number}</link>
<pubDate>Tue, 17 Feb 2026 18:04:00 GMT</pubDate><description><![CDATA[{inner}]]></description></item>"""
                    for number in (1, 2))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Tide News</title>{items}</channel></rss>"""


def atom(kind: str) -> str:
    inner = "".join(f"&lt;p&gt;{p}&lt;/p&gt;" for p in paragraphs(kind))
    return f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Tide News</title><entry>
<title>{title(kind)}</title><id>urn:1</id><published>{DAY}T18:04:00Z</published><author><name>Mara Lind</name></author>
<content type="html">{inner}</content></entry></feed>"""


def bomb() -> str:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f"""<?xml version="1.0"?>
<!DOCTYPE rss [<!ENTITY a0 "boom"><!ENTITY file SYSTEM "file:///etc/passwd">{entities}]>
<rss version="2.0"><channel><title>&file;</title><item><title>&a11;</title></item></channel></rss>"""


def word(kind: str) -> bytes:
    import docx

    document = docx.Document()
    document.add_heading(title(kind), 0)
    for line in ("17 February 2026", *paragraphs(kind)):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(lines: list[str], password: str | None = None) -> bytes:
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    sheet = writer.add_blank_page(width=900, height=842)
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
                             NameObject("/BaseFont"): NameObject("/Helvetica")})
    sheet[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(font)})})
    drawn = "".join(f"({line}) Tj 0 -20 Td " for line in lines)
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 11 Tf 40 800 Td {drawn} ET".encode("cp1252"))
    sheet[NameObject("/Contents")] = writer._add_object(stream)
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def articles() -> dict[str, str | bytes]:
    """The files that hold articles, by name."""
    import pandas as pd

    one_line = {kind: " ".join(paragraphs(kind)).replace(",", ";") for kind in ("eighth", "ninth")}
    stray = ["title,date,text", f'A 5" gun found,{DAY},{one_line["eighth"]}', f'Broken,{DAY},"an open mark',
             f'Good,{DAY},{one_line["ninth"]}']
    lines = [json.dumps(record("third")), json.dumps(record("fourth"))[:90], json.dumps(record("fifth"))]
    table = io.BytesIO()
    pd.DataFrame([record("tenth")]).to_parquet(table)
    russian = "Норландия и Судрия договорились во вторник об открытии гавани. " * 4
    return {
        "plain.txt": text("plain"), "sub/plain.txt": text("sub"), "unnamed": text("unnamed"), "notes.md": text("notes"),
        "Женева.txt": text("Geneva"), "bom.txt": b"\xef\xbb\xbf" + text("bom").encode(),
        "wide.txt": text("wide").encode("utf-16"), "old.txt": text("old").encode("cp1252"),
        "mixed.txt": text("mixed").encode().replace("\u201c".encode(), b"\x93"),
        "moji.txt": text("moji").encode().decode("latin-1"), "windows.txt": text("windows").replace("\n", "\r\n"),
        "page.html": page("page"), "page_named.txt": page("named"),
        "xhtml.xhtml": '<?xml version="1.0"?>' + page("xhtml"),
        "deep.html": "<div>" * 100_000 + page("deep"),
        "large.html": page("large").replace("<script>", "<script>" + "x = 1; " * 300_000),
        "one.json": json.dumps(record("one")),
        "many.json": json.dumps({"articles": [record("first"), record("second")]}), "lines.jsonl": "\n".join(lines),
        "table.csv": pd.DataFrame([record("sixth"), record("seventh")]).to_csv(index=False),
        "stray.csv": "\n".join(stray), "table.parquet": table.getvalue(),
        "news.rss": feed("rss"), "atom.xml": atom("atom"),
        "document.docx": word("word"), "paper.pdf": pdf([title("pdf"), "17 February 2026", *paragraphs("pdf")]),
        "russian.txt": f"Переговоры\n\n17 февраля 2026\n\n{russian}",
    }


def faults() -> dict[str, tuple[str | bytes, str]]:
    """The files that hold none, by name: their content, and a word their problem has."""
    return {
        "empty.txt": (b"", "empty"), "blank.txt": (" \n\t\n\u00a0", "blank"),
        "picture.txt": (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"), "photo.jpg": (b"\xff\xd8\xff\xe0\x00", "JPEG"),
        "noise.txt": (bytes(range(256)) * 8, "text"), "archive.zip": (_zip(), "unpack"),
        "clutter.txt": ("Advertisement\n\nShare\n\nALSO READ: Ten soups\n", "no text"),
        "menu.html": ("<html><body><nav><a href='/'>Home</a></nav></body></html>", "without an article"),
        "broken.json": ('{"title": "Cut off', "JSON"), "list.json": ("[1]", "record"),
        "untold.jsonl": ('{"a": 1}\n', "call the one"), "bomb.rss": (bomb(), "entr"),
        "empty.rss": ("<rss version='2.0'><channel></channel></rss>", "without entries"),
        "broken.parquet": (b"PAR1 cut off", "damaged"), "broken.docx": (b"PK\x03\x04 word/ cut off", "damaged"),
        "locked.pdf": (pdf(["secret"], password="x"), "encrypted"), "scan.pdf": (pdf([]), "without text"),
        "broken.pdf": (b"%PDF-1.7\ncut off", "damaged"), "program.py": ("import this\n", "not an article"),
    }


def make_corpus(folder: Path) -> dict[str, str]:
    """Writes the corpus; returns for each faulty file a word its problem holds."""
    (folder / "sub").mkdir(parents=True, exist_ok=True)
    for name, content in {**articles(), **{name: content for name, (content, _) in faults().items()}}.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    outside = folder.parent / "outside.txt"
    outside.write_text(text("outside"))
    (folder / "link.txt").symlink_to(outside)
    (folder / "dangling.txt").symlink_to(folder / "nowhere.txt")
    (folder / "sub" / "loop").symlink_to(folder)
    told = {name: word for name, (_, word) in faults().items()}
    return told | {"link.txt": "out of the folder", "dangling.txt": "link", "lines.jsonl": "a line that is no",
                   "stray.csv": "a line that does", "russian.txt": "another language"}


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", text("zipped"))
    return out.getvalue()
