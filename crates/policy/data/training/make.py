"""Renders the training set of the roles' network and writes the list for `model features`.

    python3 make.py SOURCES OUT [--parts banks,drums,...] [--scale 1.0]

SOURCES is a folder with what README.md names; OUT gets one FLAC an excerpt and one list a part.
The same versions of the sources and of the programs give the same excerpts.
"""

import argparse

from excerpts import Out
from made import backing, beds, effects, guitars, kicks, plucks, synths, voices
from sampled import banks, drums, notes

PARTS = {
    "banks": banks,
    "drums": drums,
    "notes": notes,
    "guitars": guitars,
    "synths": synths,
    "plucks": plucks,
    "beds": beds,
    "kicks": kicks,
    "voices": voices,
    "effects": effects,
    "backing": backing,
}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sources")
    parser.add_argument("out")
    parser.add_argument("--parts", default=",".join(PARTS))
    parser.add_argument("--scale", type=float, default=1.0, help="share of the takes")
    args = parser.parse_args()
    for part in args.parts.split(","):
        PARTS[part](args.sources, Out(args.out, part), args.scale)
