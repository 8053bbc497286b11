//! Outlines of a run's audio.

use serde_json::Value;

use super::results::{POINTS, files_in, master};
use super::scratch::{OUT, STEMS};
use super::tools::Tools;
use crate::job::command;
use crate::job::outline::{Drawn, Outline, StemOutline, StemWaveforms, Waveforms};

const FILE: &str = "waveforms.json";

impl Tools<'_> {
    /// Outlines of the stems, each by its place.
    pub(super) async fn stem_waveforms(&self) -> Result<(), String> {
        let count = self.order.stems.len();
        let files =
            (0..count).map(|index| format!("{STEMS}/{}", command::file_name(self.order, index)));
        let Drawn { points, length_s, files } = self.drawn(files.collect()).await?;
        let stems = files.into_iter().enumerate();
        let stems = stems.map(|(index, file)| StemOutline { index, outline: file.outline });
        self.add_outlines(&StemWaveforms { points, length_s, stems: stems.collect() })
    }

    /// Outlines of what can be compared.
    pub(super) async fn song_waveforms(&self, report: &Value) -> Result<(), String> {
        let files = files_in(&self.scratch.out()).map_err(|error| error.to_string())?;
        let names: Vec<String> =
            files.iter().filter_map(|path| path.file_name()?.to_str().map(str::to_owned)).collect();
        let master = master(report);
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
        let Drawn { points, length_s, files } = self.drawn(paths).await?;
        let rate_hz = files.last().map(|file| file.rate_hz);
        // All are over one length.
        let outlined = tracks.iter().zip(files).map(|((track, _), file)| {
            ((*track).to_owned(), Outline { length_s: None, ..file.outline })
        });
        let tracks = outlined.collect();
        let mut all = Waveforms { points, rate_hz, length_s, tracks, ..Waveforms::default() };
        // A record is as long as it is: it is not drawn over the song's time.
        for name in names.iter().filter(|name| name.starts_with("reference_")) {
            let drawn = self.drawn(vec![format!("{OUT}/{name}")]).await?;
            let Some(file) = drawn.files.into_iter().next() else { continue };
            all.references.insert(name.trim_end_matches(".wav").to_owned(), file.outline);
        }
        self.add_outlines(&all)
    }

    fn add_outlines(&self, document: &impl serde::Serialize) -> Result<(), String> {
        let text = serde_json::to_vec(document).map_err(|error| error.to_string())?;
        self.add(FILE, &text)
    }

    async fn drawn(&self, files: Vec<String>) -> Result<Drawn, String> {
        let mut words = vec!["waveform".to_owned(), "--points".into(), POINTS.to_string()];
        words.extend(files);
        let stdout = self.run(&words, "the waveforms").await?;
        serde_json::from_slice(&stdout).map_err(|error| error.to_string())
    }
}
