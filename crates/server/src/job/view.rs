//! A job as clients see it.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::results::{self, Results};
use super::{Kind, Order, Status, StemOrder};
use crate::clock::rfc3339;
use crate::database::JobRow;

/// A job as clients see it. Times are RFC 3339 in UTC.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct JobView {
    /// Its name.
    pub(crate) job_id: String,
    /// Where it stands.
    pub(crate) status: Status,
    /// What is done.
    pub(crate) kind: Kind,
    /// Your name for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) project_id: Option<String>,
    /// Title of the song, where it was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) title: Option<String>,
    /// The recipe that it renders, of a render or a preview.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) recipe_id: Option<String>,
    /// Which song it is of: the job that first decided about it.
    pub(crate) song_id: String,
    /// The album that it was to fit to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) album_job_id: Option<String>,
    /// Title of that album.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) album_title: Option<String>,
    /// Share of the work that is done, in percent.
    #[schema(minimum = 0.0, maximum = 100.0)]
    pub(crate) progress: f64,
    /// What is being done: `reading`, `listening`, `mixing`, `mastering`, `limiting`, `verifying`,
    /// `preview`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) stage: Option<String>,
    /// Seconds that the rest will take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) eta_seconds: Option<f64>,
    /// When it was asked for.
    pub(crate) created_at: String,
    /// When a worker first took it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) started_at: Option<String>,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) completed_at: Option<String>,
    /// When it will be forgotten with all its files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) expires_at: Option<String>,
    /// Times that it was tried.
    pub(crate) attempts: i64,
    /// The stems.
    pub(crate) stems: Vec<StemView>,
    /// Records that it was to come near.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) references: Vec<ReferenceView>,
    /// Where its results are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) results: Option<Results>,
    /// Which span was made, of a preview that is complete.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) preview: Option<PreviewView>,
    /// What was measured of the master.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) metrics: Option<Metrics>,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) error: Option<JobError>,
}

/// One stem of a job.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct StemView {
    /// Its name.
    pub(crate) name: String,
    /// What it was said to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) role: Option<String>,
    /// Whether its audio is here.
    pub(crate) uploaded: bool,
}

/// A record that a job was to come near.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ReferenceView {
    /// Its name.
    pub(crate) name: String,
    /// Its integrated loudness, in LUFS, once it was measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) lufs: Option<f64>,
    /// Where it is to be heard, once the job is complete.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<String>,
}

/// The span of a preview.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
pub(crate) struct PreviewView {
    /// Second at which it begins.
    pub(crate) start_s: f64,
    /// Its length, in seconds.
    pub(crate) length_s: f64,
    /// Why this one.
    #[serde(default)]
    pub(crate) why: String,
}

/// What was measured of the master, as in report.json.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the names say it; units as in report.json")]
pub(crate) struct Metrics {
    pub(crate) lufs: Option<f64>,
    pub(crate) lra: Option<f64>,
    pub(crate) true_peak: Option<f64>,
    pub(crate) crest_factor: Option<f64>,
    pub(crate) stereo_width: Option<f64>,
    pub(crate) mono_correlation: Option<f64>,
    pub(crate) detected_bpm: Option<f64>,
    pub(crate) detected_key: Option<String>,
    /// Whether every quality check passed.
    pub(crate) qc_passed: Option<bool>,
}

/// Why a job failed.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct JobError {
    /// `input`, `output`, `internal`, `worker_lost` or `stopped`.
    pub(crate) code: String,
    /// What was found and expected.
    pub(crate) message: String,
    /// What to do.
    #[serde(default)]
    pub(crate) hint: String,
}

impl JobView {
    /// Of a row of the database.
    pub(crate) fn of(row: &JobRow) -> Self {
        let order = row.order();
        let status = row.status();
        let result = row.result_json.as_deref().and_then(|text| serde_json::from_str(text).ok());
        let (results, metrics) =
            result.as_ref().map_or((None, None), |result| read(&row.id, result));
        let references = order.as_ref().map_or_else(Vec::new, |order| {
            references(&row.id, order, result.as_ref().unwrap_or(&Value::Null))
        });
        let preview =
            result.and_then(|mut it: Value| serde_json::from_value(it["preview"].take()).ok());
        let stems = order.as_ref().map_or(&[][..], |order| &order.stems);
        let album = order.as_ref().and_then(|order| order.signature.as_ref());
        Self {
            job_id: row.id.clone(),
            status,
            kind: order.as_ref().map_or(Kind::Mix, |order| order.kind),
            project_id: row.project_id.clone(),
            title: order.as_ref().and_then(|order| order.title().map(str::to_owned)),
            recipe_id: row.recipe_id.clone(),
            song_id: row.song_id.clone(),
            album_job_id: album.map(|album| album.job.clone()),
            album_title: album.and_then(|album| album.title.clone()),
            progress: if status == Status::Complete {
                100.0
            } else {
                (row.progress * 10.0).round() / 10.0
            },
            stage: row.stage.clone().filter(|_| status == Status::Processing),
            eta_seconds: row.eta_s.filter(|_| status == Status::Processing),
            created_at: rfc3339(row.created_ms),
            started_at: row.started_ms.map(rfc3339),
            completed_at: row.completed_ms.map(rfc3339),
            expires_at: row.expires_ms.map(rfc3339),
            attempts: row.attempts,
            stems: stems
                .iter()
                .map(|stem| StemView {
                    name: stem.name.clone(),
                    role: stem.role.clone(),
                    uploaded: stem.object.is_some(),
                })
                .collect(),
            references,
            results,
            preview,
            metrics,
            error: row.error_json.as_deref().and_then(|text| serde_json::from_str(text).ok()),
        }
    }
}

/// The records of a job, with what its results say of them.
fn references(job: &str, order: &Order, result: &Value) -> Vec<ReferenceView> {
    let files = named(result);
    let view = |(index, record): (usize, &StemOrder)| ReferenceView {
        name: record.name.clone(),
        lufs: result["references_lufs"][index].as_f64(),
        url: results::reference(index, &files)
            .map(|_| format!("/v1/jobs/{job}/download/reference?index={index}")),
    };
    order.references.iter().enumerate().map(view).collect()
}

/// Names of the files that a worker stored.
fn named(result: &Value) -> Vec<&str> {
    result["files"].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// Links and numbers of what a worker stored: `{"files": […], "report": {…}}`.
fn read(job: &str, value: &Value) -> (Option<Results>, Option<Metrics>) {
    let tracks = value["tracks"].as_array().map_or(0, Vec::len);
    let results = Results::of(job, &named(value)).map(|results| results.with_tracks(job, tracks));
    let report = &value["report"];
    let (master, input) = (&report["mastering_report"], &report["input_analysis"]);
    let metrics = report.is_object().then(|| Metrics {
        lufs: master["lufs_integrated"].as_f64(),
        lra: master["lra"].as_f64(),
        true_peak: master["true_peak_dbTP"].as_f64(),
        crest_factor: master["crest_factor"].as_f64(),
        stereo_width: master["stereo_width_pct"].as_f64(),
        mono_correlation: master["mono_correlation"].as_f64(),
        detected_bpm: input["detected_bpm"].as_f64(),
        detected_key: input["detected_key"].as_str().map(str::to_owned),
        qc_passed: report["qc_results"]["passed"].as_bool(),
    });
    (results, metrics)
}
