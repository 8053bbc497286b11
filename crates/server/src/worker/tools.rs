//! What is made of a run's results by short commands more: sessions for DAWs, archives.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;

use super::process;
use super::results::files_in;
use super::scratch::{OUT, STEMS, Scratch};
use crate::app::App;
use crate::job::results::{ALBUM, Track};
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

    /// Tracks and all that is said of them, as one archive; where in it each track is.
    pub(super) async fn of_an_album(&self) -> Result<Vec<Track>, String> {
        let out = self.scratch.out();
        let mut parts = vec![(out.join("tracks"), "tracks".to_owned())];
        for path in files_in(&out).map_err(|error| error.to_string())? {
            let name = path.file_name().and_then(|name| name.to_str()).map(str::to_owned);
            parts.extend(name.map(|name| (path, name)));
        }
        self.pack(parts, ALBUM).await?;
        let archive = out.join(ALBUM);
        let found = tokio::task::spawn_blocking(move || tracks(&archive)).await;
        found
            .map_err(|error| error.to_string())?
            .map_err(|error| format!("`{ALBUM}` cannot be read: {error}"))
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
    pub(super) async fn run(&self, words: &[String], what: &str) -> Result<Vec<u8>, String> {
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

/// The tracks in an archive of [`pack`], in their order: their names begin with their numbers.
fn tracks(archive: &Path) -> zip::result::ZipResult<Vec<Track>> {
    let mut archive = zip::ZipArchive::new(File::open(archive)?)?;
    let mut tracks = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index)?;
        let name = entry.name()?.into_owned();
        if let Some(file) = name.strip_prefix("tracks/")
            && let Some(at) = entry.data_start()
        {
            tracks.push(Track { file: file.to_owned(), at, bytes: entry.compressed_size() });
        }
    }
    tracks.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(tracks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_track_is_a_part_of_the_archive() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("tracks");
        std::fs::create_dir_all(&folder).unwrap();
        for (name, bytes) in [("02 Sun.wav", &b"RIFFsun"[..]), ("01 Rain.wav", b"RIFFrain")] {
            std::fs::write(folder.join(name), bytes).unwrap();
        }
        std::fs::write(dir.path().join("album.json"), b"{}").unwrap();
        let archive = dir.path().join("album.zip");
        let parts = [
            (folder, "tracks".to_owned()),
            (dir.path().join("album.json"), "album.json".to_owned()),
        ];
        pack(&parts, &archive).unwrap();
        let bytes = std::fs::read(&archive).unwrap();
        let found = tracks(&archive).unwrap();
        let part = |track: &Track| &bytes[track.at as usize..(track.at + track.bytes) as usize];
        let parts: Vec<(&str, &[u8])> =
            found.iter().map(|track| (track.file.as_str(), part(track))).collect();
        assert_eq!(parts, [("01 Rain.wav", &b"RIFFrain"[..]), ("02 Sun.wav", b"RIFFsun")]);
    }

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
