"""A lazy pattern is what ``re.compile`` would give, made at its first use; every one of the program compiles."""

from __future__ import annotations

import re
import subprocess
import sys
from unittest.mock import patch

import pytest

from analysis.lazy_patterns import lazy_pattern


def test_it_finds_what_the_compiled_one_finds() -> None:
    word = lazy_pattern(r"(?P<first>[a-z])[a-z]*", re.IGNORECASE)
    compiled = re.compile(r"(?P<first>[a-z])[a-z]*", re.IGNORECASE)
    text = "One two, 3 Four"
    assert word.findall(text) == compiled.findall(text)
    assert [found.span() for found in word.finditer(text)] == [
        found.span() for found in compiled.finditer(text)
    ]
    assert word.sub("-", text) == compiled.sub("-", text)
    assert word.fullmatch("One")
    assert not word.fullmatch("One two")
    assert word.match("9a") is None
    assert word.search("9a") is not None
    assert (word.pattern, word.flags, word.groups) == (compiled.pattern, compiled.flags, compiled.groups)


def test_bytes() -> None:
    assert lazy_pattern(rb"\d+").findall(b"1 22") == [b"1", b"22"]


def test_nothing_is_compiled_before_its_use_and_one_use_is_enough() -> None:
    with patch("analysis.lazy_patterns.re.compile", wraps=re.compile) as compiled:
        word = lazy_pattern("unheard of [0-9]{1,3}")
        assert word.pattern == "unheard of [0-9]{1,3}"
        compiled.assert_not_called()
        for number in range(3):
            assert word.fullmatch(f"unheard of {number}")
        compiled.assert_called_once()


def test_a_mistake_is_told_at_the_first_use() -> None:
    wrong = lazy_pattern("(")
    with pytest.raises(re.error):
        wrong.search("")


COMPILE_ALL = """
import gc, importlib, pkgutil, re
import analysis
from analysis.lazy_patterns import _LazyPattern

for found in pkgutil.walk_packages(analysis.__path__, "analysis."):
    if not found.name.endswith("__main__"):
        importlib.import_module(found.name)
patterns = [one for one in gc.get_objects() if type(one) is _LazyPattern]
for one in patterns:
    re.compile(one.pattern, one._flags)
print(len(patterns))
"""


def test_every_pattern_of_the_program_compiles() -> None:
    # in a process of its own: objects that another test froze (gc.freeze) are found no more
    done = subprocess.run([sys.executable, "-c", COMPILE_ALL], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 500
