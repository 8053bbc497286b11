//! Examples and tables under the options.

/// Under the list of commands.
pub(super) const TOP: &str = "\
Examples:
  mixmaster mix stems/ -o out                       a folder of stems
  mixmaster mix song.toml -o out --preset streaming
  mixmaster master mix.wav -o out --lufs -14
  mixmaster doctor stems/                           what is wrong with them?
  mixmaster check out/master_final.wav              can it be released?
  mixmaster explain out/recipe.json lead_vocal      why is this so?
  mixmaster tweak out/recipe.json 'vocal +1.5 dB; less mud on guitars; warmer'
  mixmaster render out/recipe.json -o out2          again, or after editing
  mixmaster preview out/recipe.json                 its most telling seconds
  mixmaster export out/recipe.json --to dawproject -o song.dawproject

Data goes to standard output, words and progress to standard error.

Exit codes:
  0    done; for `diff`, no difference
  1    `diff` found a difference
  2    the command line is wrong
  3    an input cannot be used
  4    an output cannot be written
  5    a promise was not kept, such as a master over its ceiling
  6    `doctor` found something that is surely wrong, or `check` a file that is not ready
  70   a fault of MixMaster itself
  130  cancelled";

/// Under the options of `waveform`.
pub(super) const WAVEFORM: &str = "\
Each file gets a lowest and a highest value per point, -127 to 127, over all of its channels.

Examples:
  mixmaster waveform out/mix_premaster.wav out/master_final.wav > outlines.json
  mixmaster waveform stems/kick.wav --points 2000";

/// Under the options of `worker`.
#[cfg(feature = "service")]
pub(super) const WORKER: &str = "\
A service alone does its work itself; a fleet shares a PostgreSQL database, an S3-compatible
storage, and, where wished, NATS with JetStream.

Examples:
  DATABASE_URL=postgres://… STORAGE_URL=s3://mixmaster mixmaster worker
  mixmaster worker --config fleet.toml --max-workers 4 --listen 127.0.0.1:9100";

/// Under the commands of `key`.
#[cfg(feature = "service")]
pub(super) const KEY: &str = "\
Examples:
  mixmaster key add laptop --role admin
  mixmaster key add app --role service --jobs-per-day 500 --data-dir /srv/mixmaster
  mixmaster key list
  mixmaster key revoke 3qJx0aVb9Lcw";

/// Under the options of `serve`.
#[cfg(feature = "service")]
pub(super) const SERVE: &str = "\
Flags win over the environment, that over the file of --config, that over defaults.

Examples:
  mixmaster serve
  mixmaster serve --data-dir /srv/mixmaster --max-workers 2
  curl -F kick=@kick.wav -F bass=@bass.wav -F preset=pop http://localhost:8000/v1/jobs

The operations are at http://localhost:8000/docs.";

/// Under the options of `mix`.
pub(super) const MIX: &str = "\
Profiles: electro_house, pop, hip_hop, rock, streaming, club, rock_punk, rnb_ballad,
country_pop, speech, jazz, electronic, classical, neutral. `neutral` unless asked.

Examples:
  mixmaster mix stems/ -o out
  mixmaster mix 'takes/*.wav' -o out --genre rock --lufs -9 --role take7.wav=lead_vocal
  mixmaster mix song.toml -o out --targets mine.yaml --bit-depth 16 --format flac
  mixmaster mix stems/ -o out --respect-user-gains --amount tone=50,space=120
  mixmaster mix stems/ -o out --reference record.flac
  mixmaster mix stems/ -o out --dry-run --json
  mixmaster mix stems/ -o out --cache /fast/disk    measured once, recalled ever after

Written to OUT: master_final.wav (or .flac, .aiff), mix_premaster.wav, report.html,
report.json, recipe.json, preview_AB.mp3, players/, and with --export-stems stems/NAME.wav and stems/returns.wav.";

/// Under the options of `master`.
pub(super) const MASTER: &str = "\
Profiles: as for `mix`; `mixmaster help mix` lists them.

Examples:
  mixmaster master mix.wav -o out
  mixmaster master mix.wav -o out --lufs -9 --ceiling -1
  mixmaster master 'record/*.wav' -o out --preset streaming
  mixmaster master mix.wav -o out --format wav,flac:16,mp3 --tag title=Song --codec-safe
  mixmaster master mix.wav -o out --reference record.flac --match tone=100,loudness=50
  mixmaster master mix.wav -o out --reference a.flac=0.7 --reference b.flac=0.3
  mixmaster master mix.wav -o out --reference records/        the most alike of them

Written to OUT, or to OUT/NAME for several files: master_final.wav (or .flac, .aiff),
report.html, report.json, recipe.json,
preview_AB.mp3, players/.";

/// Under the options of `analyze`.
pub(super) const ANALYZE: &str = "\
Columns: integrated loudness, loudness range, true peak, crest factor, width (side over
mid), correlation of left and right, spectral centroid, tempo, key.

Examples:
  mixmaster analyze song.wav
  mixmaster analyze stems/ --json
  mixmaster analyze stems/ --song
  mixmaster analyze stems/ --no-cache
  mixmaster analyze stems/ --features song.json
  mixmaster analyze stems/ --features song.json --feature-hop-ms 50";

/// Under the options of `doctor`.
pub(super) const DOCTOR: &str = "\
Verdicts: `sure` is there, and is put right by `mix` where that costs nothing (--no-repair
leaves it); `likely` is proposed and never applied; `unclear` is only told with --all.
Found: polarity and delay between microphones, offset, clipping, hum, noise, bleed, copies,
sums of other stems, silence, missing starts and ends, mono as stereo, lossy coding, wrong
rates. A lossy source, mono on two channels and peaks between the samples are notes.

Examples:
  mixmaster doctor stems/
  mixmaster doctor 'takes/*.wav' --all
  mixmaster doctor song.toml --json
  mixmaster doctor delivery/ --strict               notes count, too

Exit code: 0 when nothing is surely wrong, 6 when something is.";

/// Under the options of `check`.
pub(super) const CHECK: &str = "\
One verdict a file: ready, ready with notes, not ready. Looked at: loudness, true peak, clipping,
offset, silence and cuts at both ends, mono, balance, rate and depth, lossy coding, noise,
metadata; with --codecs also what MP3, Vorbis and Opus make of it. Platforms, their rules and
where these are written: docs/DELIVERY.md.

Examples:
  mixmaster check out/master_final.wav
  mixmaster check 'record/*.wav' --codecs
  mixmaster check show.mp3 --platform podcast_apple --json

Exit code: 0 when every file is ready, with notes or without; 6 when one is not.";

/// Under the options of `selftest`.
pub(super) const SELFTEST: &str = "\
Two tones whose readings EBU Tech 3341 gives are measured. A song that is made here is mixed, mixed again
by other threads in other rounds, rendered again from its recipe, and taken apart; what lies on the disk is
read back: the same bytes, the loudness and the ceiling that were asked for, and parts that add up to the
mix. It needs a minute and a hundred MB of the folder for temporary files.

Examples:
  mixmaster selftest
  mixmaster selftest --json

Exit code: 0 when all holds; 5 when not.";

/// Under the options of `render`.
pub(super) const RENDER: &str = "\
Stems are found by the paths in the recipe, which are relative to it, and are checked by
their hash. The same recipe and stems give the same bytes.

Examples:
  mixmaster render out/recipe.json -o out2
  mixmaster render out/recipe.json -o out2 --stems moved/stems
  mixmaster render out/recipe.json -o gentle --amount 60
  mixmaster render out/recipe.json -o cd --sample-rate 44100 --bit-depth 16";

/// Under the options of `album`.
pub(super) const ALBUM: &str = "\
The order is that of album.toml, else of the track numbers in the tags, else of the names:

  title = \"Blue\"                     all of it may be left out
  artist = \"The Band\"
  anchor = \"03 river.wav\"
  tracks = [\"01 rain.wav\", \"03 river.wav\", \"02 sun.wav\"]

Written to OUT: tracks/, album.html, album.json, album.cue, album.signature.json, with --image
album.wav, and in songs/ the report and the recipe of each song. docs/ALBUM.md tells how an
album is made.

Examples:
  mixmaster album mixes/ -o out
  mixmaster album mixes/ -o out --preset streaming --gap 1.5 --anchor river.wav
  mixmaster album 'mixes/*.flac' -o cd --sample-rate 44100 --bit-depth 16 --image
  mixmaster master single.wav -o single --album out/album.signature.json";

/// Under the options of `report`.
pub(super) const REPORT: &str = "\
The page needs nothing else: pictures and players are inside, and it loads nothing. Players
come from players/ beside report.json; without them the page is silent.

Examples:
  mixmaster report out
  mixmaster report out/report.json -o song.html";

/// Under the options of `preview`.
pub(super) const PREVIEW: &str = "\
The samples are those of the same span of the whole song's master, bit by bit. The passage is
where most stems sound, loudest, with a section that leads into a louder one where there is one.

Written to OUT: excerpt.wav (or .flac, .aiff), and the same span of the plain sum of the stems,
of the mix and of the master at one loudness: excerpt_A_stems.mp3, excerpt_B_mix.mp3,
excerpt_C_master.mp3.

Examples:
  mixmaster preview out/recipe.json
  mixmaster preview out/recipe.json -o hear --start 61.5 --length 15
  mixmaster preview out/recipe.json -o hear --stems moved/stems --json";

/// Under the options of `export`.
pub(super) const EXPORT: &str = "\
Faders, lanes, sends, pans and what a format has devices for become settings of the DAW; the
rest is told here and stands in the session as notes (docs/DAW.md has the whole table).

Examples:
  mixmaster export out/recipe.json --to dawproject -o song.dawproject
  mixmaster export out/recipe.json --to dawproject -o song.dawproject --reference-audio
  mixmaster export out/recipe.json --to reaper -o reaper/song.rpp
  mixmaster export out/recipe.json --to stems -o handoff/
  mixmaster export out/recipe.json --to reaper -o song.rpp --stems moved/stems --json";

/// Under the options of `explain`.
pub(super) const EXPLAIN: &str = "\
Examples:
  mixmaster explain out/recipe.json
  mixmaster explain out/recipe.json lead_vocal
  mixmaster explain out/recipe.json m014
  mixmaster explain out/recipe.json master --json";

/// Under the options of `bench doctor`.
pub(super) const BENCH_DOCTOR: &str = "\
Examples:
  mixmaster bench doctor examples/song
  mixmaster bench doctor songs/* --seeds 10 --json";

/// Under the options of `tweak`.
pub(super) const TWEAK: &str = "\
Say whom, what and, for levels, when, in any order; put `;` between wishes:

  levels    vocal +1.5 dB in chorus; louder drums; bass a bit quieter; mute the snare;
            guitars -3 dB from 1:05 to 1:20; vocal louder than the guitars by 2 dB
  tone      warmer; brighter vocal; less mud on guitars; the snare is too boxy;
            cut 3 dB at 300 Hz on the bass; high-pass at 120 Hz on the keys
  space     more reverb on the vocal; drums drier; guitar 30 % left; synths wider
  dynamics  compress the bass more; punchier drums; tighter kick; de-ess the vocal
  master    louder master; master -9 LUFS; ceiling -2; wider
  limits    warmer, not darker; lock the vocal; amount 50 % on drums
  undo      undo last; undo t003; undo m014
  ask       why is the bass quieter?; what did you do to the snare?

Nothing is done unless all of it is understood. What was said is kept in the recipe, and
`undo last` gives the recipe that was there before. docs/TWEAK.md has the whole grammar.

Examples:
  mixmaster tweak out/recipe.json 'vocal +1.5 dB in chorus; less mud on guitars; warmer'
  mixmaster tweak out/recipe.json 'punchier drums' -o punchy.json --render punchy
  mixmaster tweak out/recipe.json 'why is the bass quieter?'
  mixmaster tweak out/recipe.json 'undo last'";

/// Under the options of `diff`.
pub(super) const DIFF: &str = "\
Recipes: wishes, moves that were added (+), dropped (-) or changed (~), and what that makes
of the console. Audio: loudness, peaks, dynamics, width, spectrum, where the loudness
changes most, how the two lie to each other, and how much is left when B is taken from A.

Exit code 0 when there is no difference, 1 when there is one; errors as in `mixmaster --help`.

Examples:
  mixmaster diff out/recipe.json out2/recipe.json
  mixmaster diff out out2 --audio null.wav
  mixmaster diff old.wav new.wav --audio null.wav --match-gain --json";

/// Under the options of `model fit-balance`.
pub(super) const FIT_BALANCE: &str = "\
Prints what the places are worth on each song when it is left out; writes them with --out.

Examples:
  mixmaster model fit-balance songs/
  mixmaster model fit-balance songs/ more/ --out crates/policy/data/balance.tsv";

/// Under the options of `bench speed`.
pub(super) const SPEED: &str = "\
Generates a song (the same one on every machine) and mixes it in a process of its own.

Examples:
  mixmaster bench speed
  mixmaster bench speed --minutes 60
  mixmaster bench speed --keep speed --threads 1 --json";

/// Under the options of `bench quality`.
pub(super) const QUALITY: &str = "\
Needs songs whose human balance is known: folders with one file per stem and a song.toml
(docs/QUALITY.md). Each song is decoded into memory.

Examples:
  mixmaster bench quality songs/
  mixmaster bench quality songs/ --anonymous --seeds 10
  mixmaster bench quality songs/ --quick --only house
  mixmaster bench quality songs/ --references records/
  mixmaster bench quality songs/ --save now.json --previous last.json";
