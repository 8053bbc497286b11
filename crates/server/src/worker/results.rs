//! What the command made, stored.

use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::child::End;
use super::scratch::Scratch;
use super::tools::Tools;
use crate::app::App;
use crate::clock::{day, now_ms};
use crate::database::{Claim, RecipeRow, UsageRow};
use crate::job::Kind;

/// Where results of a job lie.
pub(crate) fn object(job: &str, file: &str) -> String {
    format!("jobs/{job}/results/{file}")
}

/// Points of a waveform.
pub(super) const POINTS: u32 = 1_000;

/// Stores the results of a job; the end that goes into the database.
pub(super) async fn keep(
    app: &App,
    claim: &Claim,
    scratch: &Scratch,
    stdout: &[u8],
) -> Result<End, String> {
    let tools = Tools { app, scratch, order: &claim.order };
    let told = match claim.order.kind {
        Kind::Analyze => {
            tools.add("analysis.json", stdout)?;
            tools.stem_waveforms().await?;
            json!({})
        }
        Kind::Album => {
            json!({ "tracks": tools.of_an_album().await? })
        }
        Kind::Preview => {
            let span =
                serde_json::from_slice::<Value>(stdout).map_err(|error| error.to_string())?;
            json!({ "preview": { "start_s": span["start_s"], "length_s": span["length_s"], "why": span["why"] } })
        }
        Kind::Mix | Kind::Master | Kind::Render => {
            let report = tokio::fs::read(scratch.out().join("report.json")).await;
            let report = report.map_err(|error| error.to_string())?;
            let report: Value =
                serde_json::from_slice(&report).map_err(|error| error.to_string())?;
            tools.of_a_song(&report).await?;
            let heard = keep_recipe(app, claim, &scratch.out()).await?;
            measure(&report);
            note_usage(app, claim, &report).await;
            json!({ "report": summary(&report), "master": master(&report), "references_lufs": heard })
        }
    };
    let mut files = store(app, claim, &scratch.out()).await?;
    // The master before its copies.
    files.sort_by_key(|file| told["master"] != file.as_str());
    let mut result = json!({ "files": files });
    for part in ["report", "preview", "references_lufs", "tracks"] {
        if !told[part].is_null() {
            result[part] = told[part].clone();
        }
    }
    Ok(End::Complete(result.to_string()))
}

/// The file of the master among those of the run: it is named before its copies.
pub(super) fn master(report: &Value) -> Option<&str> {
    let files = report["files"].as_array().into_iter().flatten().filter_map(Value::as_str);
    files.into_iter().find(|file| file.starts_with("master_final."))
}

/// Stores every plain file of the folder.
async fn store(app: &App, claim: &Claim, out: &Path) -> Result<Vec<String>, String> {
    let mut files = Vec::new();
    for path in files_in(out).map_err(|error| error.to_string())? {
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        let stored = app.storage.put_file(&object(&claim.job, name), &path).await;
        stored.map_err(|error| format!("`{name}` could not be stored: {error}"))?;
        files.push(name.to_owned());
    }
    Ok(files)
}

/// The parts of the report that a job shows by itself.
fn summary(report: &Value) -> Value {
    json!({
        "mastering_report": report["mastering_report"],
        "input_analysis": {
            "detected_bpm": report["input_analysis"]["detected_bpm"],
            "detected_key": report["input_analysis"]["detected_key"],
            "duration_seconds": report["input_analysis"]["duration_seconds"],
        },
        "qc_results": { "passed": report["qc_results"]["passed"] },
        "audio_hash": report["audio_hash"],
    })
}

/// Makes the recipe one that can be edited; how loud its references are, in LUFS.
async fn keep_recipe(app: &App, claim: &Claim, out: &Path) -> Result<Option<Vec<Value>>, String> {
    let body = tokio::fs::read_to_string(out.join("recipe.json"))
        .await
        .map_err(|error| error.to_string())?;
    let told: Value = serde_json::from_str(&body).map_err(|error| error.to_string())?;
    let songs = told["brief"]["reference"]["songs"].as_array();
    let lufs =
        songs.map(|songs| songs.iter().map(|song| song["integrated_lufs"].clone()).collect());
    let recipe = RecipeRow {
        id: claim.job.clone(),
        owner: claim.owner.clone(),
        job_id: claim.job.clone(),
        parent_id: claim.order.recipe_id.clone(),
        song_id: claim.order.song_id.clone().unwrap_or_else(|| claim.job.clone()),
        body,
        created_ms: now_ms(),
    };
    app.database.keep_recipe(&recipe).await.map_err(|error| error.to_string())?;
    Ok(lufs)
}

/// What the owner used. Losing it is no reason to do the job again.
async fn note_usage(app: &App, claim: &Claim, report: &Value) {
    let used = UsageRow {
        day: day(now_ms()),
        audio_s: report["input_analysis"]["duration_seconds"].as_f64().unwrap_or_default(),
        work_s: report["processing_time_seconds"].as_f64().unwrap_or_default(),
        ..UsageRow::default()
    };
    if let Err(error) = app.database.add_usage((&claim.owner, claim.key.as_deref()), &used).await {
        tracing::warn!(job = claim.job, %error, "its usage could not be noted");
    }
}

fn measure(report: &Value) {
    let master = &report["mastering_report"];
    if let Some(seconds) = report["processing_time_seconds"].as_f64() {
        metrics::histogram!("mixmaster_job_duration_seconds").record(seconds);
    }
    if let Some(lufs) = master["lufs_integrated"].as_f64() {
        metrics::histogram!("mixmaster_audio_lufs").record(lufs);
    }
    if let Some(peak) = master["true_peak_dbTP"].as_f64() {
        metrics::histogram!("mixmaster_audio_true_peak").record(peak);
        metrics::histogram!("ai_mixer_audio_peak_db").record(peak);
    }
}

/// Plain files of a folder, by name.
pub(super) fn files_in(dir: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}
