"""The colours of drawings on paper; on a page the same classes take those of the theme."""

from typing import Final

INK: Final = "#10211d"
INK_2: Final = "#4b5d58"
PAPER: Final = "#ffffff"
LINE: Final = "#eaefed"
EDGE: Final = "#87968f"
VERDIGRIS: Final = "#1f7a6b"
PALE: Final = "#9fd0c2"
"""Verdigris beside ink where both must be told apart without colour."""
SOFT: Final = "#dcefe9"
SERIES: Final = ("#1f5f57", "#3f9483", "#8cc3b3", "#c7774c", "#e2b48c", "#c5d0cb")
"""Five parts and, last and grey, everything else."""
