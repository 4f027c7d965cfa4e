"""Direct identifiers, known by the names of columns and by the look of their values. None of them becomes an attribute."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import islice

NAMES = re.compile(
    r"(?i)(?:^|[_\W])(?:(?:first|last|full|sur|given|family|middle|maiden|user|nick|customer|client|holder|cardholder)[_\W]?name|name|"
    r"e?[_\W]?mail|phone|telephone|tel|mobile|cell(?:phone)?|msisdn|fax|wechat|weixin|qq|ssn|passport|licen[cs]e[_\W]?(?:no|number|plate)|"
    r"national[_\W]?id|id[_\W]?(?:card|no|num|number)|(?:customer|client|user|member|person|account|device|open|union)[_\W]?id|"
    r"tax[_\W]?(?:id|no|number)|(?:account|acct|card|iban|pan)[_\W]?(?:no|num|number)|iban|pan|imei|imsi|idfa|oaid|mac|ip(?:v[46])?|"
    r"(?:ip|mac|home|street|postal|mail)?[_\W]?addr(?:ess)?|street|birth[_\W]?(?:date|day)|date[_\W]?of[_\W]?birth|dob|latitude|longitude|"
    r"uuid|guid)(?:$|[_\W\d])"
    r"|姓名|名字|身份证|证件号|护照|手机|电话|邮箱|邮件|微信|住址|地址|银行卡|卡号|账号|帐号|账户号|户名|社保号|设备号|车牌|出生日期|生日|用户名|客户号|用户编?号")
"""Columns that name somebody, in English and Chinese."""
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
"""Of the check digit of Chinese identity numbers (GB 11643-1999)."""
LOOKED_AT = 2_000
ENOUGH = 0.2
FEWEST, MOST_WORDS, OWN = 50, 200, 0.5


def is_name_of(column: str) -> str:
    """Return what of a column's name says that it names somebody, empty for another.

    >>> is_name_of("mobile_no"), is_name_of("客户姓名"), is_name_of("city_tier"), is_name_of("Email")
    ('mobile', '姓名', '', 'Email')
    """
    found = NAMES.search(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", column)) or NAMES.search(column)
    return found[0].strip("_- .0123456789") if found else ""


def luhn(digits: str) -> bool:
    """Tell whether the last digit of a card number is the one that ISO/IEC 7812 asks for.

    >>> luhn("4111111111111111"), luhn("4111111111111112")
    (True, False)
    """
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(each - 9 * (each > 9) for each in doubled) % 10 == 0


def is_identity(text: str) -> bool:
    """Tell whether a text is a Chinese identity number, its check digit right.

    >>> is_identity("11010519491231002X"), is_identity("110105194912310021")
    (True, False)
    """
    if not re.fullmatch(r"\d{17}[\dXx]", text):
        return False
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(text, WEIGHTS, strict=False)) % 11] == text[-1].upper()


def is_iban(text: str) -> bool:
    """Tell whether a text is an international bank account number, its check digits right (ISO 13616).

    >>> is_iban("GB82 WEST 1234 5698 7654 32"), is_iban("GB83WEST12345698765432")
    (True, False)
    """
    bare = text.replace(" ", "").upper()
    if not re.fullmatch(r"[A-Z]{2}\d\d[A-Z0-9]{11,30}", bare):
        return False
    return int("".join(str(int(sign, 36)) for sign in bare[4:] + bare[:4])) % 97 == 1


def matches(pattern: str) -> Callable[[str], bool]:
    """Return what tells whether a text is of a pattern."""
    return lambda text: re.fullmatch(pattern, text) is not None


LOOKS: Mapping[str, Callable[[str], bool]] = {
    "e-mail addresses": matches(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}"),
    "mobile numbers": matches(r"(?:\+?86[- ]?)?1[3-9]\d{9}|\+\d[\d ()-]{7,16}\d|\(\d{3}\) ?\d{3}-\d{4}|\d{3}-\d{3}-\d{4}"),
    "identity numbers": is_identity,
    "social security numbers": matches(r"\d{3}-\d{2}-\d{4}"),
    "bank account numbers": is_iban,
    "card numbers": lambda text: re.fullmatch(r"\d(?:[ -]?\d){12,18}", text) is not None and luhn(re.sub(r"\D", "", text)),
    "IP addresses": matches(r"(?:\d{1,3}\.){3}\d{1,3}|(?:[0-9a-f]{1,4}:){3,7}:?[0-9a-f]{1,4}"),
    "numbers of devices": matches(r"(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
}
"""What values look like, by kind."""


def looks_like(texts: Sequence[str], accounts: int) -> str:
    """Return what the distinct values of a column look like, empty where like nothing that tells who somebody is."""
    some = [text.strip() for text in islice(texts, LOOKED_AT)]
    for what, is_one in LOOKS.items():
        if sum(map(is_one, some)) > ENOUGH * len(some):
            return what
    own = accounts >= FEWEST and len(texts) > OWN * accounts
    in_words = sum(not re.fullmatch(r"[+-]?[\d.,eE%]+", text) for text in some) > ENOUGH * len(some)
    if in_words and (own or len(texts) > MOST_WORDS):
        return "names: there are so many different ones"
    in_digits = sum(re.fullmatch(r"\d{8,}", text) is not None for text in some) > OWN * len(some)
    return "numbers of persons or accounts" if in_digits and own else ""
