"""Writes the numbers and dates of a workbook as its sheet shows them."""

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

PARTS = r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]'
SECTION = re.compile(rf"((?:{PARTS}|[^;])*)(?:;|$)", re.S)
NUMBER_TOKEN = re.compile(rf"{PARTS}|[Gg]eneral|[Ee][+-]0+|.", re.S)
DATE_TOKEN = re.compile(rf"{PARTS}|AM/PM|A/P|y+|m+|d+|h+|s+|.", re.S | re.I)
HELD = "0#?"  # a digit each


def general(value: int | float) -> str:
    """Write a number with all digits that a spreadsheet keeps, which are 15.

    >>> general(0.1 + 0.2), general(7.0), general(-1)
    ('0.3', '7', '-1')
    """
    if float(value).is_integer():
        return str(int(value))
    return format(Decimal(format(value, ".15g")), "f") if abs(value) > 1e-9 else f"{value:.15g}"


def shown_number(value: int | float, code: str) -> str | None:
    """Write a number in a format of a workbook, or return None for a form that is not known here.

    Decimal signs are those of the format itself: a point, and a comma between thousands.

    >>> shown_number(7, "000"), shown_number(0.5, "0%"), shown_number(-1234.5, "#,##0.00")
    ('007', '50%', '-1,234.50')
    >>> shown_number(12, '"D-"0000'), shown_number(123456789, "000-00-0000")
    ('D-0012', '123-45-6789')
    """
    sections = _sections(code)
    if any(re.search(r"\[[<>=]", section) for section in sections):
        return None
    which = 0 if value > 0 or len(sections) < 2 else 1 if value < 0 else min(2, len(sections) - 1)
    which = 0 if value == 0 and len(sections) == 2 else which
    try:
        body = _number_body(abs(value), sections[which])
    except InvalidOperation:  # more digits than a spreadsheet has
        return None
    if body is None or not body.strip():
        return None  # a hidden value is one all the same
    signed = value < 0 and which == 0 and re.search("[1-9]", body)
    return ("-" if signed else "") + body.strip()


def shown_text(text: str, code: str) -> str:
    """Write a text in a format of a workbook, such as `"D-"@`.

    >>> shown_text("12", '"D-"@'), shown_text("12", "0.00")
    ('D-12', '12')
    """
    section = [section for section in _sections(code) if "@" in re.sub(PARTS, "", section)][-1:]
    tokens = NUMBER_TOKEN.findall(section[0]) if section else ["@"]
    return "".join(text if token == "@" else _literal(token) for token in tokens)


def shown_date(moment: datetime | date | time, code: str) -> str | None:
    r"""Write a date in a format of a workbook, or return None for one that differs by country.

    >>> shown_date(datetime(2024, 1, 5), r"dd\.mm\.yyyy"), shown_date(date(2024, 1, 5), "mmm-yy")
    ('05.01.2024', 'Jan-24')
    """
    section = _sections(code)[0]
    tokens = DATE_TOKEN.findall(section)
    if re.search(r"\[\$[^\]]*-(?!0*[48]09\])", section) or any(
        re.match("(?i)m{5}|[gbe]", t) for t in tokens
    ):
        return None
    half = any(re.fullmatch("(?i)am/pm|a/p", token) for token in tokens)
    try:
        return "".join(
            _date_part(moment, token, _is_minute(tokens, place), half)
            for place, token in enumerate(tokens)
        ).strip()
    except (AttributeError, ValueError):  # a time has no day
        return None


def unit_shown(code: str) -> str:
    """Return how closely a format shows a date: to the day, month or year.

    >>> unit_shown("mmm-yy"), unit_shown("yyyy"), unit_shown("dd/mm/yyyy h:mm"), unit_shown("h:mm")
    ('month', 'year', 'day', 'day')
    """
    tokens = DATE_TOKEN.findall(_sections(code)[0])
    kinds = {
        token[0].lower() for place, token in enumerate(tokens) if not _is_minute(tokens, place)
    }
    if "d" in kinds or "y" not in kinds:
        return "day"
    return "month" if "m" in kinds else "year"


def _sections(code: str) -> list[str]:
    sections = SECTION.findall(code)
    return sections[:-1] if len(sections) > 1 and not sections[-1] else sections


def _literal(token: str) -> str:
    if token[0] == '"':
        return token[1:-1]
    if token[0] == "[":
        return token[2:-1].split("-")[0] if token[1:2] == "$" else ""
    return {"\\": token[1:], "_": " ", "*": ""}.get(token[0], token)


def _number_body(value: float, section: str) -> str | None:
    tokens = [token for token in NUMBER_TOKEN.findall(section)]
    bare = [token for token in tokens if not re.fullmatch(PARTS, token, re.S)]
    if "/" in bare and any(token in HELD for token in bare):
        return None  # a fraction
    if any(token.lower() in ("general", "@") for token in bare):
        return "".join(
            general(value) if token.lower() in ("general", "@") else _literal(token)
            for token in tokens
        )
    exact = Decimal(format(value, ".15g")).scaleb(2 * bare.count("%"))
    if any(re.fullmatch(r"[Ee][+-]0+", token) for token in bare):
        return _scientific(exact, tokens)
    return _plain(exact, tokens)


def _scientific(exact: Decimal, tokens: list[str]) -> str | None:
    code = "".join(tokens)
    form = re.fullmatch(r"0(?:\.(0+))?[Ee]([+-])(0+)", code)
    if not form:
        return None
    mantissa, exponent = f"{exact:.{len(form[1] or '')}E}".split("E")
    sign = "-" if exponent[0] == "-" else form[2].replace("-", "")
    return f"{mantissa}E{sign}{exponent[1:].zfill(len(form[3]))}"


def _plain(exact: Decimal, tokens: list[str]) -> str:
    places = [place for place, token in enumerate(tokens) if token in HELD]
    if not places:
        return "".join(map(_literal, tokens))
    point = tokens.index(".", 0) if "." in tokens else len(tokens)
    whole = [place for place in places if place < point]
    part = [place for place in places if place > point]
    commas = {place for place, token in enumerate(tokens) if token == ","}
    scaling = {place for place in commas if place > places[-1]}
    exact = exact.scaleb(-3 * len(scaling)).quantize(Decimal(1).scaleb(-len(part)), ROUND_HALF_UP)
    digits, _, decimals = format(exact, "f").partition(".")
    digits = "" if digits == "0" else digits
    filled = _whole(digits, tokens, whole, grouped=commas > scaling)
    filled |= _decimals(decimals, tokens, part) | dict.fromkeys(commas, "")
    if not whole and digits:
        filled[point] = digits + "."
    return "".join(filled.get(place, _literal(token)) for place, token in enumerate(tokens))


def _whole(digits: str, tokens: list[str], whole: list[int], *, grouped: bool) -> dict[int, str]:
    """Return the digits before the point by their place in the format, the first takes the rest."""
    if not whole:
        return {}
    least = len(whole) - next((n for n, place in enumerate(whole) if tokens[place] == "0"), 99)
    digits = digits.zfill(max(least, 0))
    count = len(digits)
    signs = [
        digit + ("," if grouped and (count - n - 1) % 3 == 0 and n < count - 1 else "")
        for n, digit in enumerate(digits)
    ]
    rest = max(count - len(whole) + 1, 0)
    parts = ["".join(signs[:rest]), *signs[rest:]] if rest else signs
    parts = [""] * (len(whole) - len(parts)) + parts
    return dict(zip(whole, parts, strict=True))


def _decimals(decimals: str, tokens: list[str], part: list[int]) -> dict[int, str]:
    least = max((n + 1 for n, place in enumerate(part) if tokens[place] == "0"), default=0)
    kept = decimals[:least] + decimals[least:].rstrip("0")
    return dict(zip(part, kept.ljust(len(part), "\0").replace("\0", " "), strict=True))


def _is_minute(tokens: list[str], place: int) -> bool:
    if tokens[place].lower() not in ("m", "mm"):
        return False
    kinds = [token[0].lower() for token in tokens]
    before = [kind for kind in kinds[:place] if kind in "ymdhs"][-1:]
    after = [kind for kind in kinds[place + 1 :] if kind in "ymdhs"][:1]
    return before == ["h"] or after == ["s"]


def _date_part(moment, token: str, minute: bool, half: bool) -> str:
    kind, long = token[0].lower(), len(token)
    if kind not in "ymdhsa" or re.fullmatch(PARTS, token, re.S):
        return _literal(token)
    if kind == "a":
        return moment.strftime("%p")[: 1 if long == 3 else 2]
    if kind == "y":
        return f"{moment.year:04}" if long > 2 else f"{moment.year % 100:02}"
    if long > 2 and kind in "md":
        return moment.strftime({"m": "%b%B", "d": "%a%A"}[kind][(long - 3) * 2 :][:2])
    if kind == "h":
        number = (moment.hour - 1) % 12 + 1 if half else moment.hour
    else:
        number = {"m": moment.minute if minute else moment.month, "s": moment.second}.get(
            kind, moment.day if kind == "d" else 0
        )
    return f"{number:0{min(long, 2)}}"
