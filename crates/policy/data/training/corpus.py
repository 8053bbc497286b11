"""Lists the stems of song folders for `model features`: whole, and in windows to train on.

    python3 corpus.py CORPUS > corpus.jsonl

Songs that may not be trained on are tested only: they weigh nothing.
"""

import json
import re
import sys
from pathlib import Path

WINDOW_S = 15.0
WEIGHT = 3.0

# Compositions under the GPL, and a recording under CC-BY-SA.
TESTED_ONLY = (
    "armygeddon_metal",
    "dear_jon_doe_hiphop",
    "keep_on_rolling_funk",
    "no_work_song_jazz",
)

# Finished mixes of free licence are whole tracks; so many windows of each are learnt from.
WHOLE_TRACKS, WINDOWS = ("hungarian_dance_5", "lets_go_fishin", "vibe_ace"), 2

ROLES = {
    "alto_sax": "woodwinds",
    "tenor_sax": "woodwinds",
    "flutes": "woodwinds",
    "oboes": "woodwinds",
    "clarinets": "woodwinds",
    "bassoons": "woodwinds",
    "horns": "brass",
    "trumpets": "brass",
    "trumpet": "brass",
    "trombone": "brass",
    "violin_1": "strings",
    "violin_2": "strings",
    "viola": "strings",
    "cello": "strings",
    "double_bass": "bass",
    "timpani": "percussion",
    "fretless_bass": "bass",
    "pad_bass": "bass",
    "crash": "cymbals",
    "sidestick": "snare",
    "kick_soft": "kick",
    "kick_2": "kick",
    "kick_hats": "drums_bus",
    "drum_loop": "drums_bus",
    "trap_hats": "hats",
    "percussion_fills": "percussion",
    "electric_piano": "keys",
    "mallet": "keys",
    "synth_main": "synth",
    "synth_melody": "synth_lead",
    "fx_microcosm": "fx",
    "fx_texture": "fx",
    "backing": "backing_track",
    "latin_guitar": "acoustic_guitar",
    "steel_guitar": "acoustic_guitar",
    "jazz_guitar": "electric_guitar",
    "guitar_left": "electric_guitar",
    "guitar_right": "electric_guitar",
    "guitar": "electric_guitar",
    "voice": "speech",
}

# Answers that count besides the label's own group; fixed before anything was measured.
ALSO = {
    "double_bass": ["strings"],
    "pad_bass": ["synths"],
    "keys": ["synths"],
    "electric_piano": ["synths"],
    "mallet": ["synths"],
    "synth_main": ["keys"],
    "synth_melody": ["keys"],
    "fx_microcosm": ["synths"],
    "fx_texture": ["synths"],
}


def main(corpus):
    for song in sorted(path.parent for path in Path(corpus).glob("*/song.toml")):
        text = (song / "song.toml").read_text()
        length_s = float(re.search(r"duration_s = ([\d.]+)", text)[1])
        for name, file in re.findall(r'^name = "(.*?)"\nfile = "(.*?)"', text, re.M):
            only = song.name in TESTED_ONLY
            line = {"file": str(song / file), "role": ROLES.get(name, name), "song": song.name}
            whole = {**line, "kind": "full", "also": ALSO.get(name, [])}
            print(json.dumps({**whole, "weight": 0.0 if only else WEIGHT}))
            for n in range(0 if only else int(length_s / WINDOW_S)):
                window = {"start_s": n * WINDOW_S, "length_s": WINDOW_S, "weight": WEIGHT}
                print(json.dumps({**line, **window}))
    for name in WHOLE_TRACKS:
        for file in sorted((Path(corpus) / "references" / name).glob("mix.*")):
            for n in range(WINDOWS):
                window = {"start_s": n * WINDOW_S, "length_s": WINDOW_S}
                print(json.dumps({"file": str(file), "role": "backing_track", **window}))


if __name__ == "__main__":
    main(sys.argv[1])
