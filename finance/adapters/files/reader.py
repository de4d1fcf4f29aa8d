"""The one door for bank files: finds the format and reads."""

from collections.abc import Callable
from typing import Final

from finance.adapters.files import csv_files, ledger_csv, ofx
from finance.domain.statements import BankFile, Fault, Hints, unreadable

_HEAD: Final = 8192
Reader = Callable[[str, bytes, Hints], BankFile]
FORMATS: Final[tuple[tuple[Callable[[bytes], bool], Reader], ...]] = (
    (ofx.recognises, ofx.read),
    (ledger_csv.is_ledger, ledger_csv.bank_file),
)
"""Formats in the order in which they are asked whether a file is theirs."""

_OTHERS: Final = (
    (b"%PDF", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0", "xls"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x1f\x8b", "gzip"),
    (b"GIF8", "gif"),
    (b"RIFF", "webp"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"\0\0\0\x18ftyp", "heic"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "rar"),
    (b"SQLite format 3", "sqlite"),
    (b"{\\rtf", "rtf"),
    (b'{"', "json"),
    (b"[{", "json"),
    (b"{\n", "json"),
    (b"{\r\n", "json"),
    (b"[\n", "json"),
    (b"[\r\n", "json"),
    (b"Received: ", "eml"),
    (b"Return-Path: ", "eml"),
    (b"MIME-Version: ", "eml"),
    (b"Delivered-To: ", "eml"),
    (b"BEGIN:V", "vcard"),
    (b"<!DOCTYPE html", "html"),
    (b"<!doctype html", "html"),
    (b"<html", "html"),
    (b"<HTML", "html"),
    (b"<", "xml"),
    (b"!Type:", "qif"),
    (b"!Account", "qif"),
    (b"!Option", "qif"),
    (b":20:", "mt940"),
    (b"{1:", "mt940"),
)


def read(name: str, content: bytes, hints: Hints | None = None) -> BankFile:
    """Read ``content`` of the file called ``name``.

    Unreadable, with ``file``, ``line`` and ``reason`` among its facts, if it cannot be read.
    """
    if not content.strip():
        raise unreadable(Fault.EMPTY, name)
    return _read(name, content, hints or Hints())


def _read(name: str, content: bytes, hints: Hints) -> BankFile:
    head = content[:_HEAD]
    for recognises, reader in FORMATS:
        if recognises(head):
            return reader(name, content, hints)
    for mark, kind in _OTHERS:
        if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(mark):
            raise unreadable(Fault.UNKNOWN_FORMAT, name, 1, kind)
    return csv_files.read(name, content, hints)
