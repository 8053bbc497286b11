//! A report with everything in it, and pages taken apart.

#![allow(dead_code, reason = "each test uses a part")]

use std::collections::BTreeSet;

use html5ever::tendril::TendrilSink as _;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use recipe::{
    Evidence, FindingLine, InputAnalysis, MaskingTable, MasteringReport, Measured, MoveLine,
    Pictures, Player, ProofLine, QcChecks, QcResults, ReductionTrack, Report, Scope, SectionMark,
    StemLine, ToneCorridor, Track,
};
use report::Clip;

/// A name that would do harm if it were not escaped.
pub(crate) const HOSTILE: &str = "<script>alert(\"1\")</script>&'\"><img src=http://x.example/a>";

fn measured(lufs: f64) -> Measured {
    Measured {
        integrated_lufs: Some(lufs),
        short_term_max_lufs: Some(lufs + 2.137),
        range_lu: Some(6.4321),
        true_peak_dbtp: Some(-1.0412),
        crest_db: Some(11.25),
        psr_median_db: Some(9.99),
        side_over_mid: Some(0.4171),
        correlation: Some(0.6333),
        balance_db: Some(-0.31),
        centroid_hz: Some(2_391.4),
        ..Measured::default()
    }
}

fn track(level: f32) -> Track {
    Track {
        step_s: 0.3,
        peak: (0..600).map(|at| 0.2 + (at % 40) as f32 / 60.0).collect(),
        momentary_lufs: (0..600).map(|at| level + (at % 50) as f32 / 10.0).collect(),
        short_term_lufs: (0..600).map(|at| if at < 10 { -100.0 } else { level }).collect(),
        band_hz: (1..=40).map(|band| 26.0 * 1.18_f32.powi(band)).collect(),
        mid_db: (0..40).map(|band| -20.0 - band as f32 / 2.0).collect(),
        side_db: (0..40).map(|band| -40.0 + band as f32 / 2.0).collect(),
    }
}

fn one(target: &str, evidence: bool) -> MoveLine {
    MoveLine {
        id: "m001".into(),
        target: target.into(),
        action: "dynamic_eq".into(),
        does: format!("dynamic eq 2400 Hz, -2.1 dB, keyed by {HOSTILE}"),
        reason: format!("{HOSTILE} is masked"),
        evidence: evidence.then(|| Evidence {
            metric: "masked_share_pct".into(),
            before: 62.1,
            without: Some(58.25),
            after: 23.4,
        }),
        scope: Scope::AutoMix,
        applied_pct: 80.0,
        by: "rules@0.1.0".into(),
    }
}

fn pictures() -> Pictures {
    let stems = vec![HOSTILE.to_owned(), "bass".into()];
    let section = |from: f64, name: &str| SectionMark {
        start_s: from,
        end_s: from + 90.0,
        name: name.into(),
    };
    let player = |name: &str| Player {
        name: name.into(),
        file: format!("players/{name}.mp3"),
        start_s: 41.2,
        duration_s: 20.0,
        gain_db: -3.21,
        lufs: -16.77,
    };
    Pictures {
        duration_s: 180.0,
        sections: vec![section(0.0, "verse"), section(90.0, HOSTILE)],
        rough: Some(track(-24.0)),
        premaster: Some(track(-20.0)),
        master: Some(track(-14.0)),
        corridor: Some(ToneCorridor { octave_db: [0.0; 10], tolerance_db: 4.0, is_shared: false }),
        reductions: vec![ReductionTrack {
            name: "limiter".into(),
            step_s: 0.35,
            reduction_db: (0..512).map(|at| (at % 30) as f32 / 10.0).collect(),
        }],
        masking: Some(MaskingTable {
            stems,
            before_pct: vec![vec![0.0, 41.3], vec![12.2, 0.0]],
            after_pct: vec![vec![0.0, 11.3], vec![2.2, 0.0]],
        }),
        players: ["rough", "mix", "master"].map(player).into(),
    }
}

/// Everything that a page can show.
pub(crate) fn full() -> Report {
    Report {
        job_id: format!("mix-{HOSTILE}"),
        processing_time_seconds: Some(12.345),
        input_analysis: InputAnalysis {
            total_stems: 2,
            sample_rate: Some(48_000),
            bit_depth: Some(24),
            duration_seconds: Some(180.0),
            detected_bpm: Some(120.5),
            detected_key: Some("A minor".into()),
            stems: vec![StemLine {
                name: HOSTILE.into(),
                role: "lead_vocal".into(),
                lufs: Some(-23.456),
                true_peak: Some(-3.21),
                crest_factor: Some(14.5),
                warnings: vec![HOSTILE.into()],
            }],
        },
        mastering_report: MasteringReport {
            lufs_integrated: Some(-14.0371),
            lufs_target: Some(-14.0),
            lra: Some(6.4321),
            true_peak_dbtp: Some(-1.0412),
            crest_factor: Some(11.25),
            stereo_width_pct: Some(103.7),
            mono_correlation: Some(0.6333),
            ..MasteringReport::default()
        },
        qc_results: QcResults {
            passed: false,
            checks: QcChecks { lufs_in_range: true, true_peak_safe: true, ..QcChecks::default() },
            warnings: vec![format!("`{HOSTILE}`: the average gain reduction is 3.4 dB")],
            notes: "not every check passed".into(),
        },
        engine: "0.1.0".into(),
        recipe_hash: Some(format!("b3:{}", "0f".repeat(32))),
        audio_hash: Some(format!("b3:{}", "a9".repeat(32))),
        profile: Some("rock".into()),
        files: vec!["master_final.wav".into(), "stems/a&b.wav".into()],
        before: Some(measured(-24.2)),
        premaster: Some(measured(-20.1)),
        after: Some(measured(-14.0371)),
        moves: vec![one(HOSTILE, true), one("master", false)],
        findings: vec![FindingLine {
            stem: HOSTILE.into(),
            verdict: "sure".into(),
            says: "it is upside down".into(),
            does: "it is turned over".into(),
            evidence: vec![ProofLine { metric: "correlation".into(), value: None, threshold: 0.5 }],
            ..FindingLine::default()
        }],
        pictures: Some(pictures()),
        ..Report::default()
    }
}

pub(crate) fn clips(bytes: usize) -> Vec<Clip> {
    let clip = |name: &str| Clip { name: name.into(), bytes: vec![0x55; bytes] };
    ["rough", "mix", "master"].map(clip).into()
}

/// A page, parsed as a browser does.
pub(crate) struct Page {
    dom: RcDom,
}

/// An element with its attributes and its text.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) text: String,
}

impl Element {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }
}

impl Page {
    pub(crate) fn parse(html: &str) -> Self {
        let mut options = ParseOpts::default();
        options.tokenizer.exact_errors = true;
        options.tree_builder.exact_errors = true;
        Self { dom: parse_document(RcDom::default(), options).one(html) }
    }

    pub(crate) fn errors(&self) -> Vec<String> {
        self.dom.errors.borrow().iter().map(|error| error.to_string()).collect()
    }

    pub(crate) fn elements(&self) -> Vec<Element> {
        let mut all = Vec::new();
        walk(&self.dom.document, &mut all);
        all
    }

    pub(crate) fn named(&self, name: &str) -> Vec<Element> {
        self.elements().into_iter().filter(|element| element.name == name).collect()
    }

    pub(crate) fn ids(&self) -> BTreeSet<String> {
        let elements = self.elements();
        elements.iter().filter_map(|it| it.attribute("id").map(str::to_owned)).collect()
    }
}

fn walk(node: &Handle, all: &mut Vec<Element>) {
    if let NodeData::Element { name, attrs, .. } = &node.data {
        let pair =
            |attr: &html5ever::Attribute| (attr.name.local.to_string(), attr.value.to_string());
        all.push(Element {
            name: name.local.to_string(),
            attributes: attrs.borrow().iter().map(pair).collect(),
            text: text(node),
        });
    }
    node.children.borrow().iter().for_each(|child| walk(child, all));
}

fn text(node: &Handle) -> String {
    match &node.data {
        NodeData::Text { contents } => contents.borrow().to_string(),
        _ => node.children.borrow().iter().map(text).collect(),
    }
}
