//! What is made of a run's results by short commands more: waveforms, sessions for DAWs, archives.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};

use super::process;
use super::results::{POINTS, files_in};
use super::scratch::{OUT, STEMS, Scratch};
use crate::app::App;
use crate::job::{Kind, Order, command};

/// How long one of them may take.
const PATIENCE: Duration = Duration::from_secs(600);
/// A session for REAPER, with all that it needs, before and after it is packed.
const REAPER: &str = "reaper";
const REAPER_PROJECT: &str = "session.rpp";

/// The program and the folder of a run.
pub(super) struct Tools<'a> {
    pub(super) app: &'a App,
    pub(super) scratch: &'a Scratch,
    pub(super) order: &'a Order,
}

impl Tools<'_> {
    /// Puts one more file among the results.
    pub(super) fn add(&self, name: &str, bytes: &[u8]) -> Result<(), String> {
        let out = self.scratch.out();
        std::fs::create_dir_all(&out)
            .and_then(|()| std::fs::write(out.join(name), bytes))
            .map_err(|error| format!("`{name}` could not be written: {error}"))
    }

    /// What a mix, a master or a render has besides what the command wrote.
    pub(super) async fn of_a_song(&self, report: &Value) -> Result<(), String> {
        let out = self.scratch.out();
        let has_stems = self.order.kind != Kind::Master;
        self.song_waveforms(report).await?;
        for kind in self.order.sessions().iter().filter(|_| has_stems) {
            self.session(kind, &format!("{OUT}/{}", command::RECIPE)).await?;
        }
        if self.order.options.export_stems && out.join("stems").is_dir() {
            self.pack(vec![(out.join("stems"), String::new())], "stems.zip").await?;
        }
        Ok(())
    }

    /// Tracks and all that is said of them, as one archive.
    pub(super) async fn of_an_album(&self) -> Result<(), String> {
        let out = self.scratch.out();
        let mut parts = vec![(out.join("tracks"), "tracks".to_owned())];
        for path in files_in(&out).map_err(|error| error.to_string())? {
            let name = path.file_name().and_then(|name| name.to_str()).map(str::to_owned);
            parts.extend(name.map(|name| (path, name)));
        }
        self.pack(parts, "album.zip").await
    }

    /// Outlines of the stems, each by its place.
    pub(super) async fn stem_waveforms(&self) -> Result<(), String> {
        let count = self.order.stems.len();
        let files =
            (0..count).map(|index| format!("{STEMS}/{}", command::file_name(self.order, index)));
        let told = self.waveforms(files.collect()).await?;
        let stems: Vec<Value> = outlines(&told)
            .enumerate()
            .map(|(index, one)| json!({ "index": index, "min": one["min"], "max": one["max"], "length_s": one["length_s"] }))
            .collect();
        let document =
            json!({ "points": told["points"], "length_s": told["length_s"], "stems": stems });
        self.add("waveforms.json", document.to_string().as_bytes())
    }

    /// Outlines of what can be compared.
    async fn song_waveforms(&self, report: &Value) -> Result<(), String> {
        let files = files_in(&self.scratch.out()).map_err(|error| error.to_string())?;
        let names: Vec<String> =
            files.iter().filter_map(|path| path.file_name()?.to_str().map(str::to_owned)).collect();
        let master = super::results::master(report);
        let is_it = |name: &str, start: &str| match start {
            "master_final." => Some(name) == master,
            start => name.starts_with(start),
        };
        let tracks = [("rough", "rough."), ("mix", "mix_premaster."), ("master", "master_final.")];
        let tracks: Vec<(&str, &String)> = tracks
            .into_iter()
            .filter_map(|(track, start)| {
                names.iter().find(|name| is_it(name, start)).map(|name| (track, name))
            })
            .collect();
        let paths = tracks.iter().map(|(_, name)| format!("{OUT}/{name}")).collect();
        let told = self.waveforms(paths).await?;
        let outlined: serde_json::Map<String, Value> = tracks
            .iter()
            .zip(outlines(&told))
            .map(|((track, _), one)| {
                ((*track).to_owned(), json!({ "min": one["min"], "max": one["max"] }))
            })
            .collect();
        let rate_hz = outlines(&told).last().map(|one| one["rate_hz"].clone());
        let mut document = json!({ "points": told["points"], "rate_hz": rate_hz, "length_s": told["length_s"], "tracks": outlined });
        // A record is as long as it is: it is not drawn over the song's time.
        for name in names.iter().filter(|name| name.starts_with("reference_")) {
            let told = self.waveforms(vec![format!("{OUT}/{name}")]).await?;
            let Some(one) = outlines(&told).next() else { continue };
            let track = name.trim_end_matches(".wav");
            document["references"][track] =
                json!({ "min": one["min"], "max": one["max"], "length_s": one["length_s"] });
        }
        self.add("waveforms.json", document.to_string().as_bytes())
    }

    async fn waveforms(&self, files: Vec<String>) -> Result<Value, String> {
        let points = POINTS.to_string();
        let mut words = vec!["waveform".to_owned(), "--points".into(), points];
        words.extend(files);
        let stdout = self.run(&words, "the waveforms").await?;
        serde_json::from_slice(&stdout).map_err(|error| error.to_string())
    }

    /// Has the recipe at this place written as a session of this kind that holds the stems; its
    /// name among the results.
    pub(super) async fn session(&self, kind: &str, recipe: &str) -> Result<&'static str, String> {
        if kind == REAPER {
            return self.reaper(recipe).await;
        }
        let name = "session.dawproject";
        self.export((recipe, kind), &format!("{OUT}/{name}")).await?;
        Ok(name)
    }

    /// The same for REAPER, whose project, effects and stems are packed.
    async fn reaper(&self, recipe: &str) -> Result<&'static str, String> {
        let folder = self.scratch.path().join(REAPER);
        std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        self.export((recipe, REAPER), &format!("{REAPER}/{REAPER_PROJECT}")).await?;
        let project = folder.join(REAPER_PROJECT);
        let text = std::fs::read_to_string(&project).map_err(|error| error.to_string())?;
        // The stems lie beside it in the archive, and not beside its folder.
        let text = text.replace(&format!("../{STEMS}/"), &format!("{STEMS}/"));
        std::fs::write(&project, text).map_err(|error| error.to_string())?;
        let stems = self.scratch.stems();
        let audio = (0..self.order.stems.len())
            .map(|index| command::file_name(self.order, index))
            .map(|file| (stems.join(&file), format!("{STEMS}/{file}")));
        let all = std::iter::once((folder, String::new())).chain(audio);
        let name = "session.reaper.zip";
        self.pack(all.collect(), name).await?;
        Ok(name)
    }

    async fn export(&self, (recipe, to): (&str, &str), out: &str) -> Result<(), String> {
        let words = ["export", recipe, "--to", to, "--out", out, "--stems", STEMS, "--quiet"];
        self.run(&words.map(str::to_owned), "the session").await.map(|_| ())
    }

    /// Runs one command in the scratch; what it printed.
    async fn run(&self, words: &[String], what: &str) -> Result<Vec<u8>, String> {
        let child = tokio::process::Command::new(&*self.app.program)
            .args(words)
            .env_clear()
            .current_dir(self.scratch.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| error.to_string())?;
        let most = self.app.settings.job_memory_bytes;
        process::restrain(&child, most);
        let ran = tokio::time::timeout(PATIENCE, child.wait_with_output()).await;
        let ran = ran.map_err(|_| format!("{what} took too long"))?;
        let ran = ran.map_err(|error| error.to_string())?;
        if ran.status.success() {
            return Ok(ran.stdout);
        }
        let words = String::from_utf8_lossy(&ran.stderr);
        let cause = process::out_of_memory(&words, most).map(|error| error.message);
        let cause = cause.unwrap_or_else(|| words.trim().to_owned());
        Err(format!("{what} could not be made: {cause}"))
    }

    /// Packs files, and folders with all in them, under the names beside them.
    async fn pack(&self, parts: Vec<(PathBuf, String)>, name: &str) -> Result<(), String> {
        let archive = self.scratch.out().join(name);
        let packed = tokio::task::spawn_blocking(move || pack(&parts, &archive)).await;
        packed
            .map_err(|error| error.to_string())?
            .map_err(|error| format!("`{name}` could not be packed: {error}"))
    }
}

fn outlines(told: &Value) -> impl Iterator<Item = &Value> {
    told["files"].as_array().into_iter().flatten()
}

/// Unpacked inside: audio does not get smaller.
fn pack(parts: &[(PathBuf, String)], to: &Path) -> io::Result<()> {
    let mut archive = zip::ZipWriter::new(File::create(to)?);
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Stored)
        .large_file(true);
    let mut open: Vec<(PathBuf, String)> = parts.to_vec();
    open.reverse();
    while let Some((path, name)) = open.pop() {
        if !path.is_dir() {
            archive.start_file(name, options)?;
            io::copy(&mut File::open(&path)?, &mut archive)?;
            continue;
        }
        let mut inside = Vec::new();
        for entry in std::fs::read_dir(&path)? {
            let file = entry?.file_name().to_string_lossy().into_owned();
            let place = if name.is_empty() { file.clone() } else { format!("{name}/{file}") };
            inside.push((path.join(file), place));
        }
        inside.sort_by(|a, b| b.cmp(a));
        open.extend(inside);
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
        std::fs::create_dir_all(stems.join("inner")).unwrap();
        std::fs::write(stems.join("kick.wav"), b"RIFF1").unwrap();
        std::fs::write(stems.join("inner/returns.wav"), b"RIFF2").unwrap();
        let archive = dir.path().join("stems.zip");
        let extra = (stems.join("kick.wav"), "more/kick.wav".to_owned());
        pack(&[(stems, String::new()), extra], &archive).unwrap();
        let mut archive = zip::ZipArchive::new(File::open(archive).unwrap()).unwrap();
        let mut names: Vec<String> =
            archive.file_names().map(|name| name.unwrap().into_owned()).collect();
        names.sort();
        assert_eq!(names, ["inner/returns.wav", "kick.wav", "more/kick.wav"]);
        let mut text = String::new();
        let mut file = archive.by_name("inner/returns.wav").unwrap();
        io::Read::read_to_string(&mut file, &mut text).unwrap();
        assert_eq!(text, "RIFF2");
    }
}
