//! The results of a job by the words of their addresses.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Words of addresses, with how their files begin.
const WORDS: [(&str, &[&str]); 24] = [
    ("mix", &["mix_premaster."]),
    ("master", &["master_final"]),
    ("rough", &["rough."]),
    ("reference", &["reference_"]),
    ("report", &["report.json"]),
    ("page", &["report.html"]),
    ("preview", &["preview_AB.", "excerpt."]),
    ("preview_rough", &["excerpt_A_stems."]),
    ("preview_mix", &["excerpt_B_mix."]),
    ("preview_master", &["excerpt_C_master."]),
    ("recipe", &["recipe.json"]),
    ("stems", &["stems.zip"]),
    ("session", &["session.dawproject"]),
    ("reaper", &["session.reaper.zip"]),
    ("waveforms", &["waveforms.json"]),
    ("levels", &["levels.json"]),
    ("analysis", &["analysis.json"]),
    ("album", &["album.zip"]),
    // Inside the archive.
    ("track", &[]),
    ("album_report", &["album.json"]),
    ("album_page", &["album.html"]),
    ("album_cue", &["album.cue"]),
    ("album_signature", &["album.signature.json"]),
    ("album_image", &["album.wav", "album.flac", "album.aiff"]),
];

/// A track of an album: a part of its archive, which packs nothing smaller.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Track {
    /// Name of its file.
    pub(crate) file: String,
    /// First byte in the archive.
    pub(crate) at: u64,
    /// Its length.
    pub(crate) bytes: u64,
}

/// Name of the archive of an album.
pub(crate) const ALBUM: &str = "album.zip";

/// Kinds of files of a master that lose nothing: one of them is the master itself.
const LOSSLESS: [&str; 3] = ["wav", "aiff", "flac"];

/// The file that `word` names among `files`, in `format` where one is asked for. None where there
/// is none; an error with all words where there is no such word.
pub(crate) fn file<'a>(
    word: &str,
    format: Option<&str>,
    files: &[&'a str],
) -> Result<Option<&'a str>, String> {
    let Some((_, starts)) = WORDS.into_iter().find(|(known, _)| *known == word) else {
        return Err(WORDS.map(|(word, _)| word).join(", "));
    };
    let of_word =
        files.iter().copied().filter(|file| starts.iter().any(|start| file.starts_with(start)));
    let mut of_word = of_word.into_iter();
    Ok(match format {
        Some(format) => of_word.find(|file| kind(file) == format),
        // The master stands before its copies; none of those that lose sound is it.
        None => of_word.min_by_key(|file| !LOSSLESS.iter().any(|kind| file.ends_with(kind))),
    })
}

/// The reference at place `index`, from 0, among `files`.
pub(crate) fn reference<'a>(index: usize, files: &[&'a str]) -> Option<&'a str> {
    let name = format!("reference_{}.wav", index.checked_add(1)?);
    files.iter().copied().find(|file| *file == name)
}

/// `wav` of `master_final.wav`; `flac_16` of `master_final_16.flac`, which is there beside another.
fn kind(file: &str) -> String {
    let (name, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    match name.strip_prefix("master_final_") {
        Some(which) => format!("{ending}_{which}"),
        None => ending.to_owned(),
    }
}

/// Where results are, relative to the service.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the names say it")]
pub(crate) struct Results {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) mix_premaster_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) master_final_url: Option<String>,
    /// Each file of the master, by its kind.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) master_urls: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rough_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) report_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) page_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) preview_ab_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) preview_wav_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) preview_rough_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) preview_mix_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) preview_master_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) recipe_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) stems_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) session_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reaper_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) waveforms_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) levels_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) analysis_url: Option<String>,
    /// Tracks, cue sheet and report of an album.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) album_url: Option<String>,
    /// Each track, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) track_urls: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) album_report_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) album_page_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) album_cue_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) album_signature_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) album_image_url: Option<String>,
}

impl Results {
    /// Of a job with these `files`.
    pub(crate) fn of(job: &str, files: &[&str]) -> Option<Self> {
        let at = |word: &str| format!("/v1/jobs/{job}/download/{word}");
        let link = |word: &str| file(word, None, files).ok().flatten().map(|_| at(word));
        let is_excerpt = files.iter().any(|file| file.starts_with("excerpt."));
        let masters = files.iter().filter(|file| file.starts_with("master_final"));
        let preview = link("preview");
        (!files.is_empty()).then(|| Self {
            mix_premaster_url: link("mix"),
            master_final_url: link("master"),
            master_urls: masters
                .map(|file| kind(file))
                .map(|kind| (kind.clone(), format!("{}?format={kind}", at("master"))))
                .collect(),
            rough_url: link("rough"),
            report_url: link("report"),
            page_url: link("page"),
            preview_ab_url: preview.clone().filter(|_| !is_excerpt),
            preview_wav_url: preview.filter(|_| is_excerpt),
            preview_rough_url: link("preview_rough"),
            preview_mix_url: link("preview_mix"),
            preview_master_url: link("preview_master"),
            recipe_url: link("recipe"),
            stems_url: link("stems"),
            session_url: link("session"),
            reaper_url: link("reaper"),
            waveforms_url: link("waveforms"),
            levels_url: link("levels"),
            analysis_url: link("analysis"),
            album_url: link("album"),
            track_urls: Vec::new(),
            album_report_url: link("album_report"),
            album_page_url: link("album_page"),
            album_cue_url: link("album_cue"),
            album_signature_url: link("album_signature"),
            album_image_url: link("album_image"),
        })
    }

    /// The same of an album with so many tracks.
    pub(crate) fn with_tracks(self, job: &str, tracks: usize) -> Self {
        let track_urls =
            (1..=tracks).map(|number| format!("/v1/jobs/{job}/download/track?number={number}"));
        Self { track_urls: track_urls.collect(), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_master_is_the_file_that_loses_nothing() {
        let files = ["master_final.mp3", "master_final.wav", "master_final_16.flac", "report.json"];
        assert_eq!(file("master", None, &files), Ok(Some("master_final.wav")));
        assert_eq!(file("master", Some("mp3"), &files), Ok(Some("master_final.mp3")));
        assert_eq!(file("master", Some("ogg"), &files), Ok(None));
        assert_eq!(file("master", Some("flac_16"), &files), Ok(Some("master_final_16.flac")));
        assert!(file("masters", None, &files).unwrap_err().contains("mix, master, rough"));
        let results = Results::of("j", &files).unwrap();
        assert_eq!(results.master_urls["mp3"], "/v1/jobs/j/download/master?format=mp3");
        assert_eq!(results.preview_wav_url, None);
    }
}
