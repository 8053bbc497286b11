//! A small recipe for tests.

use std::collections::BTreeMap;

use crate::{
    Action, Amounts, Brief, Delivery, Move, Recipe, Role, RoleGuess, RoleSource, Scope,
    SessionSpec, StemSpec, Value,
};

pub(crate) fn recipe(stems: &[(&str, Role)], moves: Vec<Move>) -> Recipe {
    let stem = |&(id, is): &(&str, Role)| StemSpec {
        id: id.into(),
        file: format!("{id}.wav"),
        hash: format!("b3:{}", "0".repeat(64)),
        sample_rate_hz: 48_000,
        channels: 2,
        frames: 480_000,
        role: RoleGuess { is, confidence: 0.9, from: RoleSource::Name },
    };
    Recipe {
        recipe: Recipe::VERSION,
        engine: "0.1.0".into(),
        session: SessionSpec {
            sample_rate_hz: 48_000,
            frames: 480_000,
            tail_frames: 96_000,
            tempo_bpm: Some(120.0),
            beats_per_bar: None,
            key: None,
            sections: Vec::new(),
            stems: stems.iter().map(stem).collect(),
        },
        brief: brief(),
        moves,
        tweaks: Vec::new(),
    }
}

pub(crate) fn brief() -> Brief {
    Brief {
        profile: "neutral".into(),
        profile_from: "default".into(),
        lufs: -14.0,
        ceiling_dbtp: -1.0,
        width_pct: 100.0,
        lra_max_lu: None,
        centroid_hz: None,
        stereo_ms_ratio: None,
        frequency_balance: None,
        reference: None,
        amounts: Amounts::default(),
        respect_user_gains: false,
        bypass_parallel_comp: false,
        bypass_repair: false,
        loudness_priority: false,
        seed: 0,
        delivery: Delivery::default(),
    }
}

pub(crate) fn trio(moves: Vec<Move>) -> Recipe {
    let stems = [("bass", Role::Bass), ("kick", Role::Kick), ("vox", Role::LeadVocal)];
    recipe(&stems, moves)
}

pub(crate) fn one(id: &str, target: &str, action: Action, params: &[(&str, Value)]) -> Move {
    let params: BTreeMap<_, _> =
        params.iter().map(|(id, value)| ((*id).to_string(), value.clone())).collect();
    Move {
        id: id.into(),
        target: target.into(),
        action,
        params,
        reason: "a test".into(),
        evidence: None,
        scope: Scope::AutoMix,
        amount_pct: 100.0,
        locked: false,
        by: "test".into(),
    }
}

pub(crate) fn n(value: f64) -> Value {
    Value::Number(value)
}

pub(crate) fn w(word: &str) -> Value {
    Value::Word(word.into())
}
