//! An analysis as clients see it.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::Status;
use super::view::JobError;
use crate::database::JobRow;

/// What was heard of stems.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct AnalysisView {
    /// Its name, and that of its job.
    analysis_id: String,
    /// Where it stands.
    status: Status,
    /// What is being done.
    #[serde(skip_serializing_if = "Option::is_none")]
    stage: Option<String>,
    /// Share that is done, in percent.
    progress: f64,
    /// Seconds that the rest will take.
    #[serde(skip_serializing_if = "Option::is_none")]
    eta_seconds: Option<f64>,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<JobError>,
    /// A profile that may fit, once it is complete.
    #[serde(skip_serializing_if = "Option::is_none")]
    suggested_profile: Option<SuggestedProfile>,
    /// Tempo, key and length of the song, once it is complete.
    #[serde(skip_serializing_if = "Option::is_none")]
    song: Option<SongView>,
    /// The stems; what was measured of them is there once it is complete.
    stems: Vec<AnalysedStem>,
}

/// A profile that may fit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SuggestedProfile {
    /// Its name.
    preset: String,
    /// What speaks for it.
    reason: String,
}

/// What all stems together tell.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SongView {
    /// Length of the longest stem, in seconds.
    length_s: f64,
    /// Rate at which they were compared, in Hz.
    sample_rate_hz: u32,
    /// Tempo, in beats per minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    tempo_bpm: Option<f64>,
    /// Key, where one is likely enough.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
}

/// One stem.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub(crate) struct AnalysedStem {
    /// Its place: `stems_meta` of a job names it by this.
    index: usize,
    /// Its name.
    name: String,
    /// Its length, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    length_s: Option<f64>,
    /// Its rate, in Hz.
    #[serde(skip_serializing_if = "Option::is_none")]
    sample_rate_hz: Option<u64>,
    /// 1 or 2.
    #[serde(skip_serializing_if = "Option::is_none")]
    channels: Option<u64>,
    /// What it is taken for.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    /// What it was said to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    role_said: Option<String>,
    /// Trust in the role, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    role_confidence: Option<f64>,
    /// Where the role comes from: `user`, `manifest`, `name`, `sound` or `nothing`.
    #[serde(skip_serializing_if = "Option::is_none")]
    role_from: Option<String>,
    /// What it may be by its sound, the likeliest first.
    role_candidates: Vec<RoleCandidate>,
    /// Integrated loudness, in LUFS; absent of silence.
    #[serde(skip_serializing_if = "Option::is_none")]
    lufs: Option<f64>,
    /// Highest sample, in dBFS.
    #[serde(skip_serializing_if = "Option::is_none")]
    peak_dbfs: Option<f64>,
    /// What is wrong with it, or worth knowing.
    findings: Vec<FindingView>,
}

/// What a stem may be.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct RoleCandidate {
    role: String,
    /// Its probability, 0 to 1.
    confidence: f64,
}

/// Something about a stem.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FindingView {
    /// `polarity`, `delay`, `clipping`, `hum`, …
    kind: String,
    /// `sure`, `likely` or `unclear`.
    verdict: String,
    /// What it is, in words.
    text: String,
    /// What is done about it, or could be.
    action: String,
    /// Whether a mix puts it right.
    mended: bool,
    /// Names of the other stems that it takes to see it.
    others: Vec<String>,
    /// The numbers that the words are made of and that decided, by their names, units last:
    /// `cutoff_hz`, `mains_hz`, `late_ms`, …
    evidence: BTreeMap<String, f64>,
}

impl AnalysisView {
    /// Of a row and what `analyze --song` printed, which is null until it is complete.
    pub(crate) fn of(row: &JobRow, heard: &Value) -> Self {
        let order = row.order();
        let status = row.status();
        let is_working = status == Status::Processing;
        let stems = order.iter().flat_map(|order| &order.stems).enumerate();
        let song = &heard["analysis"];
        Self {
            analysis_id: row.id.clone(),
            status,
            stage: row.stage.clone().filter(|_| is_working),
            progress: if status == Status::Complete {
                100.0
            } else {
                (row.progress * 10.0).round() / 10.0
            },
            eta_seconds: row.eta_s.filter(|_| is_working),
            error: row.error_json.as_deref().and_then(|text| serde_json::from_str(text).ok()),
            suggested_profile: text(&heard["suggested_profile"], "preset").map(|preset| {
                let reason = text(&heard["suggested_profile"], "reason").unwrap_or_default();
                SuggestedProfile { preset, reason }
            }),
            song: song.is_object().then(|| SongView {
                length_s: song["duration_s"].as_f64().unwrap_or_default(),
                sample_rate_hz: song["sample_rate_hz"]
                    .as_u64()
                    .and_then(|hz| u32::try_from(hz).ok())
                    .unwrap_or_default(),
                tempo_bpm: song["tempo_bpm"].as_f64(),
                key: text(song, "key"),
            }),
            stems: stems
                .map(|(index, stem)| {
                    let said = (stem.name.as_str(), stem.role.clone());
                    AnalysedStem::of(index, said, heard)
                })
                .collect(),
        }
    }
}

impl AnalysedStem {
    fn of(index: usize, (name, role_said): (&str, Option<String>), heard: &Value) -> Self {
        let unheard = Self { index, name: name.into(), role_said, ..Self::default() };
        // The command orders stems by their names; in its folder each has its place as its name.
        let start = format!("stem{:02}.", index + 1);
        let is_it = |file: &Value| {
            let file = file["file"].as_str().unwrap_or_default();
            file.rsplit('/').next().is_some_and(|file| file.starts_with(&start))
        };
        let Some(all) = heard["analysis"]["stems"].as_array() else { return unheard };
        let Some(place) = all.iter().position(is_it) else { return unheard };
        let (stem, id) = (&all[place], all[place]["id"].as_str().unwrap_or_default());
        let candidates = heard["role_candidates"][place].as_array().into_iter().flatten();
        let findings = heard["findings"].as_array().into_iter().flatten();
        Self {
            length_s: stem["duration_s"].as_f64(),
            sample_rate_hz: stem["sample_rate_hz"].as_u64(),
            channels: stem["channels"].as_u64(),
            role: text(&stem["role"], "is"),
            role_confidence: stem["role"]["confidence"]
                .as_f64()
                .map(|value| (value * 1e3).round() / 1e3),
            role_from: text(&stem["role"], "from"),
            role_candidates: candidates
                .filter_map(|one| {
                    Some(RoleCandidate {
                        role: text(one, "role")?,
                        confidence: one["confidence"].as_f64()?,
                    })
                })
                .collect(),
            lufs: stem["measured"]["integrated_lufs"].as_f64(),
            peak_dbfs: stem["measured"]["sample_peak_dbfs"].as_f64(),
            findings: findings
                .filter(|finding| finding["stem"].as_str() == Some(id))
                .map(FindingView::of)
                .collect(),
            ..unheard
        }
    }
}

impl FindingView {
    fn of(line: &Value) -> Self {
        let word = |name: &str| text(line, name).unwrap_or_default();
        let others = line["others"].as_array().into_iter().flatten();
        Self {
            kind: word("fault"),
            verdict: word("verdict"),
            text: word("says"),
            action: word("does"),
            mended: line["is_mended"].as_bool().unwrap_or_default(),
            others: others.filter_map(Value::as_str).map(str::to_owned).collect(),
            evidence: numbers(line),
        }
    }
}

/// What was measured of a finding: where it is −∞ there is no number.
fn numbers(line: &Value) -> BTreeMap<String, f64> {
    let proofs = line["evidence"].as_array().into_iter().flatten();
    let proofs =
        proofs.filter_map(|proof| Some((text(proof, "metric")?, proof["value"].as_f64()?)));
    let told = line["numbers"].as_object().into_iter().flatten();
    proofs.chain(told.filter_map(|(name, value)| Some((name.clone(), value.as_f64()?)))).collect()
}

fn text(value: &Value, name: &str) -> Option<String> {
    value[name].as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_finding_has_its_numbers_by_name() {
        let line = json!({
            "fault": "hum", "verdict": "sure", "says": "mains hum of 50 Hz, 3 lines, up to -62 dBFS",
            "does": "notched at 50 Hz", "is_mended": true,
            "evidence": [{"metric": "hum_lines", "value": 3.0, "threshold": 2.0},
                {"metric": "hum_dbfs", "value": null, "threshold": -80.0}],
            "numbers": {"mains_hz": 50.0},
        });
        let told = serde_json::to_value(FindingView::of(&line)).unwrap();
        assert_eq!(told["evidence"], json!({"hum_lines": 3.0, "mains_hz": 50.0}));
    }
}
