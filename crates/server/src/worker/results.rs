//! What the command made, stored.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use serde_json::{Value, json};

use super::child::End;
use super::scratch::{STEMS, Scratch};
use crate::app::App;
use crate::clock::{day, now_ms};
use crate::database::{Claim, RecipeRow, UsageRow};
use crate::job::Kind;

/// Where results of a job lie.
pub(crate) fn object(job: &str, file: &str) -> String {
    format!("jobs/{job}/results/{file}")
}

/// Stores the results of a job; the end that goes into the database.
pub(super) async fn keep(
    app: &App,
    claim: &Claim,
    (program, scratch): (&Path, &Scratch),
    stdout: &[u8],
) -> Result<End, String> {
    if claim.order.kind == Kind::Analyze {
        let name = object(&claim.job, "analysis.json");
        let bytes = Bytes::copy_from_slice(stdout);
        app.storage.put_bytes(&name, bytes).await.map_err(|error| error.to_string())?;
        return Ok(End::Complete(json!({ "files": ["analysis.json"] }).to_string()));
    }
    let out = scratch.out();
    let report =
        tokio::fs::read(out.join("report.json")).await.map_err(|error| error.to_string())?;
    let report: Value = serde_json::from_slice(&report).map_err(|error| error.to_string())?;
    if claim.order.options.session.is_some() && claim.order.kind != Kind::Master {
        session(program, scratch).await?;
    }
    let mut files = Vec::new();
    for path in files_in(&out).map_err(|error| error.to_string())? {
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        let stored = app.storage.put_file(&object(&claim.job, name), &path).await;
        stored.map_err(|error| format!("`{name}` could not be stored: {error}"))?;
        files.push(name.to_owned());
    }
    if claim.order.options.export_stems && out.join("stems").is_dir() {
        let archive = scratch.path().join("stems.zip");
        let (from, to) = (out.join("stems"), archive.clone());
        let packed = tokio::task::spawn_blocking(move || pack(&from, &to)).await;
        packed
            .map_err(|error| error.to_string())?
            .map_err(|error| format!("stems.zip: {error}"))?;
        let stored = app.storage.put_file(&object(&claim.job, "stems.zip"), &archive).await;
        stored.map_err(|error| format!("`stems.zip` could not be stored: {error}"))?;
        files.push("stems.zip".into());
    }
    keep_recipe(app, claim, &out).await?;
    measure(&report);
    note_usage(app, claim, &report).await;
    Ok(End::Complete(json!({ "files": files, "report": summary(&report) }).to_string()))
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

/// Has the recipe written as a session for a DAW.
async fn session(program: &Path, scratch: &Scratch) -> Result<(), String> {
    const PATIENCE: std::time::Duration = std::time::Duration::from_secs(600);
    let ran = tokio::process::Command::new(program)
        .args([
            "export",
            "out/recipe.json",
            "--to",
            "dawproject",
            "--out",
            "out/session.dawproject",
        ])
        .args(["--stems", STEMS, "--quiet"])
        .env_clear()
        .current_dir(scratch.path())
        .stdin(std::process::Stdio::null())
        .kill_on_drop(true)
        .output();
    let ran = tokio::time::timeout(PATIENCE, ran).await;
    let ran = ran.map_err(|_| "the session took too long")?.map_err(|error| error.to_string())?;
    if ran.status.success() {
        return Ok(());
    }
    Err(format!("the session was not written: {}", String::from_utf8_lossy(&ran.stderr).trim()))
}

/// Makes the recipe one that can be edited.
async fn keep_recipe(app: &App, claim: &Claim, out: &Path) -> Result<(), String> {
    let body = tokio::fs::read_to_string(out.join("recipe.json"))
        .await
        .map_err(|error| error.to_string())?;
    let recipe = RecipeRow {
        id: claim.job.clone(),
        owner: claim.owner.clone(),
        job_id: claim.job.clone(),
        parent_id: None,
        body,
        created_ms: now_ms(),
    };
    app.database.keep_recipe(&recipe).await.map_err(|error| error.to_string())
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
fn files_in(dir: &Path) -> io::Result<Vec<PathBuf>> {
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

/// Puts the stems into one archive, unpacked: audio does not get smaller.
fn pack(from: &Path, to: &Path) -> io::Result<()> {
    let mut archive = zip::ZipWriter::new(File::create(to)?);
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Stored)
        .large_file(true);
    for path in files_in(from)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        archive.start_file(name, options)?;
        io::copy(&mut File::open(&path)?, &mut archive)?;
    }
    archive.finish()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_stems_come_out_as_they_went_in() {
        let dir = tempfile::tempdir().unwrap();
        let stems = dir.path().join("stems");
        std::fs::create_dir(&stems).unwrap();
        std::fs::write(stems.join("kick.wav"), b"RIFF1").unwrap();
        std::fs::write(stems.join("returns.wav"), b"RIFF2").unwrap();
        let archive = dir.path().join("stems.zip");
        pack(&stems, &archive).unwrap();
        let mut archive = zip::ZipArchive::new(File::open(archive).unwrap()).unwrap();
        let mut text = String::new();
        io::Read::read_to_string(&mut archive.by_name("returns.wav").unwrap(), &mut text).unwrap();
        assert_eq!((archive.len(), text.as_str()), (2, "RIFF2"));
    }
}
