//! The generated song: A minor, 120 beats per minute, with an intro, verses, choruses and a
//! bridge, so that loudness range and sections are not trivial.

use super::voices::{Noise, RATE_HZ, Voice};

/// Frames of a bar of four beats.
pub(super) const BAR_FRAMES: usize = 2 * RATE_HZ as usize;

const BEAT: usize = BAR_FRAMES / 4;

/// One note or beat.
#[derive(Clone, Copy, Debug)]
pub(super) struct Event {
    /// Frame in the bar.
    pub(super) at: usize,
    pub(super) voice: Voice,
    /// Gains of left and right.
    pub(super) gain: [f32; 2],
}

/// Names of the twelve parts; more stems are further takes of them.
pub(super) const PARTS: [&str; 12] = [
    "kick",
    "snare",
    "hats",
    "overheads",
    "perc",
    "bass",
    "pad",
    "keys",
    "gtr",
    "lead",
    "vocal",
    "bgv",
];

const CHORDS: [[u8; 3]; 4] = [[57, 60, 64], [53, 57, 60], [48, 52, 55], [55, 59, 62]];

const SCALE: [u8; 8] = [57, 60, 62, 64, 67, 69, 72, 74];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Section {
    Intro,
    Verse,
    Chorus,
    Bridge,
    Outro,
}

fn section(bar: usize, bars: usize) -> Section {
    let place = bar as f32 / bars.max(1) as f32;
    let ends = [
        (0.07, Section::Intro),
        (0.27, Section::Verse),
        (0.42, Section::Chorus),
        (0.58, Section::Verse),
        (0.73, Section::Chorus),
        (0.82, Section::Bridge),
        (0.96, Section::Chorus),
    ];
    ends.iter().find(|(end, _)| place < *end).map_or(Section::Outro, |(_, section)| *section)
}

/// How hard a section is played.
fn energy(section: Section) -> f32 {
    match section {
        Section::Intro => 0.35,
        Section::Verse => 0.65,
        Section::Chorus => 1.0,
        Section::Bridge => 0.45,
        Section::Outro => 0.3,
    }
}

/// What part `part` of [`PARTS`] plays in a bar.
pub(super) fn events(part: usize, bar: usize, bars: usize, chance: &mut Noise) -> Vec<Event> {
    let section = section(bar, bars);
    let mut score = Score { events: Vec::new(), energy: energy(section) };
    let chord = CHORDS[bar % CHORDS.len()];
    let drums = !matches!(section, Section::Intro | Section::Bridge);
    let chorus = section == Section::Chorus;
    match PARTS[part % PARTS.len()] {
        "kick" if drums => score.kick(chorus),
        "snare" if drums => score.snare(chance),
        "hats" if drums => score.hats(chance),
        "overheads" if drums => score.overheads(bar, chorus),
        "perc" if drums => score.percussion(chorus, chance),
        "bass" if section != Section::Intro => score.bass(chord),
        "pad" => score.pad(chord),
        "keys" => score.keys(chord),
        "gtr" if drums && section != Section::Outro => score.guitar(chord),
        "lead" if chorus || section == Section::Bridge => score.lead(chance),
        "vocal" if !matches!(section, Section::Intro | Section::Outro) => score.vocal(chance),
        "bgv" if chorus => score.choir(chord),
        _ => {}
    }
    score.events
}

struct Score {
    events: Vec<Event>,
    energy: f32,
}

impl Score {
    fn play(&mut self, at: usize, voice: Voice, left: f32, right: f32) {
        self.events.push(Event { at, voice, gain: [left, right] });
    }

    fn kick(&mut self, chorus: bool) {
        for beat in (0..4).filter(|beat| chorus || beat % 2 == 0) {
            self.play(beat * BEAT, Voice::Kick, 0.6, 0.6);
        }
    }

    fn snare(&mut self, chance: &mut Noise) {
        for beat in [1, 3] {
            let gain = 0.4 + 0.15 * chance.share();
            self.play(beat * BEAT, Voice::Snare, gain, gain);
        }
    }

    fn hats(&mut self, chance: &mut Noise) {
        for eighth in 0..8 {
            let gain = if eighth % 2 == 0 { 0.4 } else { 0.25 } * (0.8 + 0.4 * chance.share());
            self.play(eighth * BEAT / 2, Voice::Hat, 0.8 * gain, gain);
        }
    }

    fn overheads(&mut self, bar: usize, chorus: bool) {
        // A few frames between the sides: a spaced pair of microphones.
        let pair = |score: &mut Self, at: usize, voice: Voice, gain: f32| {
            score.play(at, voice, gain, 0.0);
            score.play(at + 37, voice, 0.0, gain);
        };
        if chorus {
            pair(self, 7 * BEAT / 2, Voice::OpenHat, 0.3);
        }
        if bar.is_multiple_of(8) {
            pair(self, 0, Voice::Crash, 0.45);
        }
    }

    fn percussion(&mut self, chorus: bool, chance: &mut Noise) {
        for sixteenth in 0..16 {
            let gain = 0.15 * (0.5 + chance.share());
            self.play(sixteenth * BEAT / 4, Voice::Clap, gain, 0.7 * gain);
        }
        if chorus {
            for beat in [1, 3] {
                self.play(beat * BEAT, Voice::Clap, 0.5, 0.5);
            }
        }
    }

    fn bass(&mut self, chord: [u8; 3]) {
        for eighth in 0..8 {
            let octave = if eighth == 7 { 12 } else { 0 };
            let gain = 0.5 * self.energy.sqrt();
            self.play(eighth * BEAT / 2, Voice::Bass(chord[0] - 24 + octave), gain, gain);
        }
    }

    fn pad(&mut self, chord: [u8; 3]) {
        for note in chord {
            self.play(0, Voice::Pad(note), 0.13, 0.02);
            self.play(576, Voice::Pad(note + 12), 0.02, 0.10);
        }
    }

    fn keys(&mut self, [root, third, fifth]: [u8; 3]) {
        let notes = [root, third, fifth, third + 12, fifth, third, root + 12, fifth];
        for (eighth, note) in notes.into_iter().enumerate() {
            let gain = 0.3 * self.energy.sqrt();
            let (left, right) =
                if eighth % 2 == 0 { (gain, 0.3 * gain) } else { (0.3 * gain, gain) };
            self.play(eighth * BEAT / 2, Voice::Keys(note + 12), left, right);
        }
    }

    fn guitar(&mut self, chord: [u8; 3]) {
        for eighth in [0, 3, 4, 7] {
            for note in chord {
                let (at, gain) = (eighth * BEAT / 2, 0.2 * self.energy);
                self.play(at, Voice::Guitar(note), gain, 0.0);
                self.play(at + 384, Voice::Guitar(note + 12), 0.0, 0.7 * gain);
            }
        }
    }

    fn lead(&mut self, chance: &mut Noise) {
        for beat in 0..4 {
            let note = SCALE[3 + chance.bits() as usize % 5] + 12;
            self.play(beat * BEAT, Voice::Lead(note), 0.25, 0.25);
        }
    }

    fn vocal(&mut self, chance: &mut Noise) {
        for beat in 0..4 {
            if chance.share() < 0.8 {
                let note = SCALE[chance.bits() as usize % 6];
                let vowel = (chance.bits() % 4) as u8;
                let gain = 0.3 * (0.5 + 0.5 * chance.share());
                self.play(beat * BEAT, Voice::Vowel(note, vowel), gain, gain);
            }
        }
    }

    fn choir(&mut self, chord: [u8; 3]) {
        for (singer, note) in chord.into_iter().enumerate() {
            let (left, right) = if singer % 2 == 0 { (0.15, 0.05) } else { (0.05, 0.15) };
            self.play(0, Voice::LongVowel(note + 12, singer as u8), left, right);
        }
    }
}
