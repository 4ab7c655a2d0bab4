"""Files as other programs write them, made for tests."""

import zipfile
from pathlib import Path

CONTENT = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
    'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/'
    '2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NEXIS = """Kazakhstan sends more oil
The Daily Example(London)
July 2, 2019 Tuesday 9:33 AM GMT
Copyright 2019 Example Media All Rights Reserved
Section: WORLD NEWS; Version:1
Length: 12 words
Byline: A Reporter
Body
Kazakhstan means to send more oil, the minister said.
Russia agreed.
Load-Date: July 2, 2019
End of Document"""
FACTIVA = """<html><body><div id="article-A" class="article"><div class="article enArticle">
<p><div id="hd"><span class='enHeadline'> Oil for Germany.</span></div>
<div>By A Reporter</div>
<div>64 words</div><div>18 April 2023</div><div>11:05</div><div>Example Newswire</div>
<div>EXNW</div>
<div>English</div><div>(c) 2023 Example</div></p>
<p class="articleParagraph enarticleParagraph">The first <b>oil</b> went out.</p>
<p class="articleParagraph enarticleParagraph">More is to follow.</p><p>Document EXNW0001</p>
</div></div>
<div id="article-B" class="article"><div class="article frArticle"><table>
<tr><td><b>HD</b></td><td>Du pétrole pour l'Allemagne</td></tr>
<tr><td><b>PD</b></td><td>19 avril 2023</td></tr>
<tr><td><b>SN</b></td><td>Le Quotidien</td></tr>
<tr><td><b>LP</b></td><td><p>Le premier train.</p></td></tr>
<tr><td><b>TD</b></td><td><p>La suite.</p><p>Fin.</p></td></tr></table></div></div></body></html>"""
PAGE = """<html lang="en"><head><title>Oil talks | The Example</title>
<meta property="og:site_name" content="The Example">
<link rel="canonical" href="https://example.org/oil">
<meta property="article:published_time" content="2024-11-27T10:00:00Z"></head><body>
<nav><a href="/">Home</a> <a href="/w">World</a></nav><article><h1>Oil talks</h1>{}</article>
<footer>Cookies and terms</footer></body></html>"""
SENTENCES = [
    "Kazakhstan and Russia talked about oil on Tuesday, and about the pipeline that carries it.",
    "The energy minister said that the two sides had agreed on a plan for the coming year.",
    "Nothing was said of gas, although a letter had been sent to the ministry some weeks ago.",
]


def docx(path: Path, paragraphs: list[str]) -> Path:
    """Write a document of Word."""
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", CONTENT)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        )
    return path


def pdf(path: Path, lines: list[str]) -> Path:
    """Write a PDF of one page, with a line of text each."""
    shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    stream = f"BT /F1 11 Tf 72 720 Td {shown}ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + table
    path.write_bytes(out + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start)
    return path
