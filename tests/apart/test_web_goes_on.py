"""What a file does to the program that was asked to read it: nothing."""

import threading
import time
from dataclasses import replace

import psutil
from flask import Flask
from sqlalchemy import Engine

from finance.adapters.apart.allowance import Allowance
from finance.adapters.apart.reading import FilesApart
from finance.bootstrap import use_cases
from finance.usecases.people_means import Policy
from finance.web.app import create_app
from finance.web.options import WebOptions
from tests.people.web import KEY, Browser
from tests.web.dropping import dropped
from tests.web.house import House, said

SLOW = "Date,Text,Amount\n" + "2024-01-02,shop,-1.00\n" * 20_000


def application(engine: Engine, allowance: Allowance) -> Flask:
    """The application, with as much patience for files as ``allowance``."""
    known = use_cases(engine, Policy(), password_memory=8)
    files = FilesApart(lambda _size: allowance)
    known = replace(known, imports=replace(known.imports, read=files.read))
    return create_app(known, WebOptions(secret_key=KEY, testing=True))


def settled(app: Flask) -> House:
    """Somebody who has just registered."""
    browser = Browser(app)
    browser.register()
    return House(browser)


def test_a_file_that_takes_too_long_is_refused_by_name_and_nothing_is_kept(engine: Engine) -> None:
    house = settled(application(engine, Allowance(0.05, 500_000_000, 60)))

    answer = dropped(house, SLOW.encode(), "slow.csv")

    assert answer.status_code == 422
    assert "Reading slow.csv took longer than a file of its size may" in said(answer.text)
    assert "slow.csv" not in house.get("imports").text
    assert house.rows() == []


def test_a_file_that_takes_too_much_memory_is_refused_by_name(engine: Engine) -> None:
    house = settled(application(engine, Allowance(20, 3_000_000, 60)))

    answer = dropped(house, SLOW.encode(), "fat.csv")

    assert answer.status_code == 422
    assert "Reading fat.csv took more memory than a file of its size may" in said(answer.text)
    assert "fat.csv" not in house.get("imports").text


def test_pages_are_answered_while_a_child_hangs_and_its_end_is_told(engine: Engine) -> None:
    app = application(engine, Allowance(20, 500_000_000, patience=3))
    house = settled(app)
    neighbour = settled(app)
    answers = []
    reading = threading.Thread(target=lambda: answers.append(dropped(house, SLOW.encode())))
    before = {one.pid for one in psutil.Process().children()}
    reading.start()
    until = time.monotonic() + 10
    found: list[psutil.Process] = []
    while not found and time.monotonic() < until:
        found = [one for one in psutil.Process().children() if one.pid not in before]
        time.sleep(0.005)
    for child in found:
        child.suspend()

    assert neighbour.get("transactions").status_code == 200
    assert reading.is_alive()

    reading.join()
    assert [one.status_code for one in answers] == [422]
    assert "took longer" in said(answers[0].text)
    assert [one.pid for one in psutil.Process().children() if one in found] == []


def test_a_child_killed_from_outside_is_an_answer_too_and_the_file_may_be_sent_again(
    engine: Engine,
) -> None:
    house = settled(application(engine, Allowance(20, 500_000_000, 60)))
    answers = []
    reading = threading.Thread(target=lambda: answers.append(dropped(house, SLOW.encode())))
    before = {one.pid for one in psutil.Process().children()}
    reading.start()
    until = time.monotonic() + 10
    killed = False
    while not killed and time.monotonic() < until:
        for child in psutil.Process().children():
            if child.pid not in before:
                child.kill()
                killed = True
    reading.join()

    assert [one.status_code for one in answers] == [503]
    assert "The reading of bank.csv was ended from outside" in said(answers[0].text)
    assert dropped(house, SLOW.encode()).status_code == 303
