//! Names from real sessions. The first table is a whole public corpus, the second what digital
//! audio workstations and studios write.

use super::*;
use Role::{
    AcousticGuitar, BackingTrack, BackingVocals, Bass, Brass, Claps, Cymbals, DrumsBus,
    ElectricGuitar, Fx, Hats, Keys, Kick, LeadVocal, Organ, Overheads, Percussion, Piano, Snare,
    Speech, Strings, SubBass, Synth, SynthLead, SynthPad, Toms, Woodwinds,
};

const CORPUS: [(&str, Role); 58] = [
    ("guitar_left", ElectricGuitar),
    ("guitar_right", ElectricGuitar),
    ("backing", BackingTrack),
    ("flutes", Woodwinds),
    ("oboes", Woodwinds),
    ("clarinets", Woodwinds),
    ("bassoons", Woodwinds),
    ("horns", Brass),
    ("trumpets", Brass),
    ("timpani", Percussion),
    ("violin_1", Strings),
    ("violin_2", Strings),
    ("viola", Strings),
    ("cello", Strings),
    ("double_bass", Bass),
    ("latin_guitar", AcousticGuitar),
    ("steel_guitar", ElectricGuitar),
    ("kick", Kick),
    ("kick_soft", Kick),
    ("kick_2", Kick),
    ("crash", Cymbals),
    ("sidestick", Snare),
    ("snare", Snare),
    ("guitar", ElectricGuitar),
    ("lead_vocal", LeadVocal),
    ("backing_vocals", BackingVocals),
    ("claps", Claps),
    ("hats", Hats),
    ("drum_loop", DrumsBus),
    ("percussion_fills", Percussion),
    ("cymbals", Cymbals),
    ("synth_main", Synth),
    ("synth_melody", SynthLead),
    ("fx_microcosm", Fx),
    ("fx_texture", Fx),
    ("alto_sax", Woodwinds),
    ("tenor_sax", Woodwinds),
    ("trombone", Brass),
    ("trumpet", Brass),
    ("piano", Piano),
    ("synth_pad", SynthPad),
    ("electric_guitar", ElectricGuitar),
    ("bass", Bass),
    ("toms", Toms),
    ("electric_piano", Keys),
    ("fretless_bass", Bass),
    ("jazz_guitar", ElectricGuitar),
    ("percussion", Percussion),
    ("kick_hats", DrumsBus),
    ("trap_hats", Hats),
    ("pad_bass", Bass),
    ("keys", Keys),
    ("mallet", Keys),
    ("voice", LeadVocal),
    ("VOX LEAD", LeadVocal),
    ("BGVOX ALT", BackingVocals),
    ("BREAKBEAT", DrumsBus),
    ("TRAP BEAT", DrumsBus),
];

const STUDIO: [(&str, Role); 80] = [
    ("01_Kick In.wav", Kick),
    ("02_KickOut_01", Kick),
    ("BD", Kick),
    ("KIK_sub", Kick),
    ("Bass Drum", Kick),
    ("bassdrum-2", Kick),
    ("03 Snr Top", Snare),
    ("SnareBtm", Snare),
    ("SN_bottom", Snare),
    ("Rimshot 1", Snare),
    ("Hi-Hat", Hats),
    ("HH", Hats),
    ("hihat_closed", Hats),
    ("Tom1", Toms),
    ("Floor Tom", Toms),
    ("RackTom_02", Toms),
    ("OH L", Overheads),
    ("Overheads_Stereo", Overheads),
    ("OverHeadR", Overheads),
    ("Drum Room", DrumsBus),
    ("Drums", DrumsBus),
    ("Drum Bus Print", DrumsBus),
    ("DRUMS_808", DrumsBus),
    ("Clap + Snap", Claps),
    ("Shaker", Percussion),
    ("Tambourine", Percussion),
    ("Congas L", Percussion),
    ("perc loop 3", Percussion),
    ("Ride", Cymbals),
    ("808", SubBass),
    ("808 Bass", SubBass),
    ("Sub", SubBass),
    ("SubBass_Print", SubBass),
    ("Bass DI", Bass),
    ("bass_amp_57", Bass),
    ("Synth Bass", Bass),
    ("Upright Bass", Bass),
    ("eBass", Bass),
    ("GTR L", ElectricGuitar),
    ("EGtr Rhythm 1", ElectricGuitar),
    ("Lead Guitar", ElectricGuitar),
    ("Gtr Solo", ElectricGuitar),
    ("ElecGtr", ElectricGuitar),
    ("AcGtr", AcousticGuitar),
    ("AGtr_DI", AcousticGuitar),
    ("Acoustic Guitar 2", AcousticGuitar),
    ("Ukulele", AcousticGuitar),
    ("PNO", Piano),
    ("Grand Piano", Piano),
    ("Rhodes", Keys),
    ("Wurli", Keys),
    ("E.Piano", Keys),
    ("EP", Keys),
    ("Hammond B3", Organ),
    ("Organ", Organ),
    ("SynthLead", SynthLead),
    ("Lead", SynthLead),
    ("Pad 1", SynthPad),
    ("Warm_Pad_Low", SynthPad),
    ("Arp", Synth),
    ("Pluck", Synth),
    ("Lead Vox", LeadVocal),
    ("LeadVox_Comp", LeadVocal),
    ("LD VOX dry", LeadVocal),
    ("Vocal_Main_Tuned", LeadVocal),
    ("Vox Dbl L", BackingVocals),
    ("BGV 1", BackingVocals),
    ("bv_harmony_high", BackingVocals),
    ("Choir", BackingVocals),
    ("Vocal Harmony", BackingVocals),
    ("Gang Vox", BackingVocals),
    ("Narration", Speech),
    ("Strings_Hi", Strings),
    ("Vln I", Strings),
    ("Celli", Strings),
    ("Horn Section", Brass),
    ("Bari Sax", Woodwinds),
    ("Riser_FX", Fx),
    ("Impact SFX", Fx),
    ("Instrumental_Mixdown", BackingTrack),
];

#[test]
fn every_stem_of_the_corpus_is_understood_by_its_name() {
    for (name, role) in CORPUS {
        assert_eq!(role_of(name).map(|(role, _)| role), Some(role), "{name}");
    }
}

#[test]
fn what_studios_and_workstations_write_is_understood() {
    for (name, role) in STUDIO {
        assert_eq!(role_of(name).map(|(role, _)| role), Some(role), "{name}");
    }
}

#[test]
fn case_numbers_and_separators_do_not_matter() {
    for (name, _) in CORPUS {
        let shouted = format!("07-{}__03", name.to_uppercase().replace('_', " "));
        assert_eq!(role_of(&shouted), role_of(name), "{shouted}");
    }
}

#[test]
fn names_that_say_nothing_are_not_guessed() {
    for name in ["", "Audio 1", "Track_03", "untitled-final-v2", "0123", "___", "日本語", "stem"] {
        assert_eq!(role_of(name), None, "{name}");
    }
}

#[test]
fn a_hint_is_less_sure_than_a_noun() {
    let confidence = |name| role_of(name).map_or(0.0, |(_, confidence)| confidence);
    assert!(confidence("lead") < confidence("guitar synth"));
    assert!(confidence("guitar synth") < confidence("guitar"));
}
