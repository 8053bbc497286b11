//! The words of the grammar, as data. Words for stems are not here: they are those of
//! [`crate::role`].

use recipe::{RoleGroup, SectionKind};

use super::quality::Quality;
use super::quality_words::QUALITIES;

/// What a word or phrase means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Piece {
    /// `warm`: the quality and whether the word means more (1) or less (−1) of it.
    Quality(Quality, f64, Form),
    /// `louder`, `down`.
    Level(f64),
    /// `more`, `less`.
    Sign(f64),
    /// `no`, `remove`: none of it.
    Off,
    /// `too`: less of what follows.
    Too,
    /// `not`: what follows must not happen.
    Not,
    /// `a bit`, `much`: factor on the usual step.
    Degree(f64),
    /// `half as loud`: dB.
    Times(f64),
    /// What is done.
    Verb(Verb),
    /// Where to, in percent: left −100, centre 0, right 100.
    Side(f64),
    /// `than`.
    Than,
    /// `everything`.
    Everything,
    /// `except`.
    Except,
    /// The whole mix.
    Mix,
    /// A part of the console.
    Part(&'static str),
    /// A family of roles.
    Group(RoleGroup),
    /// `why`.
    Why,
    /// `what`.
    What,
    /// `last`, where something is undone.
    Last,
    /// Nothing.
    Filler,
}

/// How a quality is named: faults named plainly may be a wish or a complaint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `warm`, `mud`.
    Plain,
    /// `warmer`.
    More,
}

/// What is done, where that is not a quality or a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    Mute,
    Unmute,
    Solo,
    Unsolo,
    Lock,
    Unlock,
    Undo,
    Flip,
    HighPass,
    LowPass,
    Pan,
    Cut,
    Boost,
    Amount,
    Ceiling,
    Mono,
}

use Piece::{
    Degree, Everything, Except, Filler, Group, Last, Level, Mix, Not, Off, Part, Side, Sign, Than,
    Times, Too, What, Why,
};

/// Loudness doubles with about 10 dB (S. S. Stevens, "The measurement of loudness", 1955).
const TWICE_DB: f64 = 10.0;

const fn verb(verb: Verb) -> Piece {
    Piece::Verb(verb)
}

/// What `phrase` means, if it is of the grammar.
pub(super) fn look_up(phrase: &str) -> Option<Piece> {
    let word = WORDS.iter().find(|(word, _)| *word == phrase).map(|(_, piece)| *piece);
    word.or_else(|| {
        let row = QUALITIES.iter().find(|(word, ..)| *word == phrase);
        row.map(|(_, quality, sign, form)| Piece::Quality(*quality, *sign, *form))
    })
}

/// Words that say something, for hints.
pub(super) fn telling() -> impl Iterator<Item = &'static str> {
    let words = WORDS.iter().filter(|(_, piece)| *piece != Filler).map(|(word, _)| *word);
    words
        .chain(QUALITIES.iter().map(|(word, ..)| *word))
        .chain(SECTIONS.iter().map(|(word, _)| *word))
}

/// Words and phrases of the grammar, less those for qualities.
pub(super) const WORDS: &[(&str, Piece)] = &[
    // Levels and how much.
    ("louder", Level(1.0)),
    ("lauter", Level(1.0)),
    ("loud", Level(1.0)),
    ("up", Level(1.0)),
    ("raise", Level(1.0)),
    ("increase", Level(1.0)),
    ("quieter", Level(-1.0)),
    ("quiet", Level(-1.0)),
    ("leiser", Level(-1.0)),
    ("down", Level(-1.0)),
    ("lower", Level(-1.0)),
    ("decrease", Level(-1.0)),
    ("more", Sign(1.0)),
    ("mehr", Sign(1.0)),
    ("add", Sign(1.0)),
    ("less", Sign(-1.0)),
    ("weniger", Sign(-1.0)),
    ("reduce", Sign(-1.0)),
    ("remove", Off),
    ("no", Off),
    ("kein", Off),
    ("keine", Off),
    ("too", Too),
    ("zu", Too),
    ("not", Not),
    ("without getting", Not),
    ("nicht", Not),
    ("a bit", Degree(0.5)),
    ("a little", Degree(0.5)),
    ("a little bit", Degree(0.5)),
    ("bit", Degree(0.5)),
    ("slightly", Degree(0.5)),
    ("somewhat", Degree(0.5)),
    ("etwas", Degree(0.5)),
    ("a touch", Degree(0.25)),
    ("a tad", Degree(0.25)),
    ("a hair", Degree(0.25)),
    ("much", Degree(2.0)),
    ("a lot", Degree(2.0)),
    ("lots of", Degree(2.0)),
    ("way", Degree(2.0)),
    ("far too", Degree(2.0)),
    ("viel", Degree(2.0)),
    ("half as loud", Times(-TWICE_DB)),
    ("twice as loud", Times(TWICE_DB)),
    ("double as loud", Times(TWICE_DB)),
    // What is done.
    ("mute", verb(Verb::Mute)),
    ("silence", verb(Verb::Mute)),
    ("unmute", verb(Verb::Unmute)),
    ("solo", verb(Verb::Solo)),
    ("unsolo", verb(Verb::Unsolo)),
    ("lock", verb(Verb::Lock)),
    ("unlock", verb(Verb::Unlock)),
    ("undo", verb(Verb::Undo)),
    ("drop", verb(Verb::Undo)),
    ("flip", verb(Verb::Flip)),
    ("flip polarity", verb(Verb::Flip)),
    ("flip the polarity", verb(Verb::Flip)),
    ("flip phase", verb(Verb::Flip)),
    ("flip the phase", verb(Verb::Flip)),
    ("invert", verb(Verb::Flip)),
    ("polarity flip", verb(Verb::Flip)),
    ("high pass", verb(Verb::HighPass)),
    ("highpass", verb(Verb::HighPass)),
    ("low cut", verb(Verb::HighPass)),
    ("hpf", verb(Verb::HighPass)),
    ("low pass", verb(Verb::LowPass)),
    ("lowpass", verb(Verb::LowPass)),
    ("high cut", verb(Verb::LowPass)),
    ("lpf", verb(Verb::LowPass)),
    ("pan", verb(Verb::Pan)),
    ("cut", verb(Verb::Cut)),
    ("dip", verb(Verb::Cut)),
    ("notch", verb(Verb::Cut)),
    ("boost", verb(Verb::Boost)),
    ("lift", verb(Verb::Boost)),
    ("amount", verb(Verb::Amount)),
    ("ceiling", verb(Verb::Ceiling)),
    ("true peak", verb(Verb::Ceiling)),
    ("mono", verb(Verb::Mono)),
    ("left", Side(-100.0)),
    ("links", Side(-100.0)),
    ("right", Side(100.0)),
    ("rechts", Side(100.0)),
    ("centre", Side(0.0)),
    ("center", Side(0.0)),
    ("middle", Side(0.0)),
    ("mitte", Side(0.0)),
    ("than", Than),
    ("als", Than),
    // Who.
    ("everything", Everything),
    ("everyone", Everything),
    ("everything else", Everything),
    ("all", Everything),
    ("all stems", Everything),
    ("every stem", Everything),
    ("alles", Everything),
    ("except", Except),
    ("except for", Except),
    ("besides", Except),
    ("apart from", Except),
    ("other than", Except),
    ("außer", Except),
    ("mix", Mix),
    ("master", Mix),
    ("song", Mix),
    ("track", Mix),
    ("overall", Mix),
    ("drum bus", Part("drum_bus")),
    ("drums bus", Part("drum_bus")),
    ("music bus", Part("music_bus")),
    ("vocal bus", Part("vocal_bus")),
    ("vocals bus", Part("vocal_bus")),
    ("drums", Group(RoleGroup::Drums)),
    ("drum", Group(RoleGroup::Drums)),
    ("schlagzeug", Group(RoleGroup::Drums)),
    ("bass", Group(RoleGroup::Bass)),
    ("basses", Group(RoleGroup::Bass)),
    ("guitar", Group(RoleGroup::Guitars)),
    ("guitars", Group(RoleGroup::Guitars)),
    ("gitarre", Group(RoleGroup::Guitars)),
    ("gitarren", Group(RoleGroup::Guitars)),
    ("keys", Group(RoleGroup::Keys)),
    ("keyboards", Group(RoleGroup::Keys)),
    ("synth", Group(RoleGroup::Synths)),
    ("synths", Group(RoleGroup::Synths)),
    ("vocals", Group(RoleGroup::Vocals)),
    ("voices", Group(RoleGroup::Vocals)),
    ("stimmen", Group(RoleGroup::Vocals)),
    ("gesang", Group(RoleGroup::Vocals)),
    ("strings", Group(RoleGroup::Strings)),
    ("streicher", Group(RoleGroup::Strings)),
    ("winds", Group(RoleGroup::Winds)),
    ("bläser", Group(RoleGroup::Winds)),
    ("effects", Group(RoleGroup::Fx)),
    ("fx", Group(RoleGroup::Fx)),
    ("why", Why),
    ("warum", Why),
    ("what", What),
    ("explain", What),
    ("last", Last),
    ("the last", Last),
    ("that", Filler),
    ("the", Filler),
    ("a", Filler),
    ("an", Filler),
    ("of", Filler),
    ("on", Filler),
    ("in", Filler),
    ("for", Filler),
    ("to", Filler),
    ("by", Filler),
    ("at", Filler),
    ("with", Filler),
    ("and", Filler),
    ("make", Filler),
    ("makes", Filler),
    ("turn", Filler),
    ("bring", Filler),
    ("push", Filler),
    ("pull", Filler),
    ("give", Filler),
    ("get", Filler),
    ("set", Filler),
    ("put", Filler),
    ("please", Filler),
    ("bitte", Filler),
    ("is", Filler),
    ("are", Filler),
    ("be", Filler),
    ("sound", Filler),
    ("sounds", Filler),
    ("it", Filler),
    ("some", Filler),
    ("just", Filler),
    ("so", Filler),
    ("did", Filler),
    ("was", Filler),
    ("you", Filler),
    ("do", Filler),
    ("done", Filler),
    ("did you do", Filler),
    ("happened", Filler),
    ("der", Filler),
    ("die", Filler),
    ("das", Filler),
    ("den", Filler),
    ("im", Filler),
    ("auf", Filler),
    ("bei", Filler),
    ("um", Filler),
    ("bus", Filler),
];

/// Words for passages.
pub(super) const SECTIONS: &[(&str, SectionKind)] = &[
    ("intro", SectionKind::Intro),
    ("verse", SectionKind::Verse),
    ("verses", SectionKind::Verse),
    ("strophe", SectionKind::Verse),
    ("chorus", SectionKind::Chorus),
    ("choruses", SectionKind::Chorus),
    ("hook", SectionKind::Chorus),
    ("drop", SectionKind::Chorus),
    ("refrain", SectionKind::Chorus),
    ("bridge", SectionKind::Bridge),
    ("break", SectionKind::Break),
    ("breakdown", SectionKind::Break),
    ("solo", SectionKind::Solo),
    ("outro", SectionKind::Outro),
];

/// Words that count passages; −1 is the last.
pub(super) const ORDINALS: &[(&str, i32)] = &[
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("last", -1),
    ("final", -1),
    ("ersten", 1),
    ("zweiten", 2),
    ("dritten", 3),
    ("letzten", -1),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_there_twice_and_all_are_written_as_they_are_compared() {
        let words = WORDS.iter().map(|(word, _)| *word);
        let words: Vec<&str> = words.chain(QUALITIES.iter().map(|(word, ..)| *word)).collect();
        for (index, word) in words.iter().enumerate() {
            assert!(!words[..index].contains(word), "{word}");
            let spoken = word.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            assert_eq!(spoken, **word);
        }
    }
}
