//! The cue sheet: where every track starts, in minutes, seconds and frames of 1/75 s.

use std::fmt::Write as _;

use recipe::AlbumReport;

/// A sheet for the image, where there is one, else for the files of the tracks, which hold their
/// gaps at their ends.
pub(super) fn sheet(album: &AlbumReport, image: Option<&str>) -> String {
    let mut text = String::from("REM GENERATOR \"MixMaster\"\n");
    for (word, value) in [("PERFORMER", &album.artist), ("TITLE", &album.title)] {
        if let Some(value) = value {
            let _ = writeln!(text, "{word} {}", quoted(value));
        }
    }
    if let Some(image) = image {
        let _ = writeln!(text, "FILE {} {}", quoted(image), kind(image));
    }
    let mut gap_start = None;
    for track in &album.tracks {
        if image.is_none() {
            let _ = writeln!(text, "FILE {} {}", quoted(&track.file), kind(&track.file));
        }
        let _ = writeln!(text, "  TRACK {:02} AUDIO", track.number);
        let _ = writeln!(text, "    TITLE {}", quoted(&track.title));
        if image.is_some() {
            if let Some(gap) = gap_start {
                let _ = writeln!(text, "    INDEX 00 {}", time(gap, album.sample_rate_hz));
            }
            let start = time(track.start_frame, album.sample_rate_hz);
            let _ = writeln!(text, "    INDEX 01 {start}");
            let end = track.start_frame + track.frames;
            gap_start = (track.gap_frames > 0).then_some(end);
        } else {
            let _ = writeln!(text, "    INDEX 01 00:00:00");
        }
    }
    text
}

/// The sheet's own kinds: MP3, AIFF, and WAVE for all that is decoded to PCM.
fn kind(file: &str) -> &'static str {
    if file.ends_with(".aiff") { "AIFF" } else { "WAVE" }
}

/// A cue sheet has no way to write a quotation mark or a new line.
fn quoted(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c == '"' { '\'' } else { c }).collect();
    let plain: String = plain.chars().filter(|c| !c.is_control()).collect();
    format!("\"{plain}\"")
}

fn time(frame: u64, rate_hz: u32) -> String {
    let frames = frame * 75 / u64::from(rate_hz.max(1));
    format!("{:02}:{:02}:{:02}", frames / 75 / 60, frames / 75 % 60, frames % 75)
}

#[cfg(test)]
mod tests {
    use recipe::AlbumTrack;

    use super::*;

    fn album() -> AlbumReport {
        let track = |number: usize, start_s: f64, title: &str| AlbumTrack {
            number,
            title: title.into(),
            file: format!("tracks/{number:02}.wav"),
            start_frame: (start_s * 48_000.0) as u64,
            frames: 48_000 * 60,
            gap_frames: 96_000,
            ..AlbumTrack::default()
        };
        AlbumReport {
            sample_rate_hz: 48_000,
            title: Some("Blue \"and\"\ngreen".into()),
            tracks: vec![track(1, 0.0, "one"), track(2, 62.0, "two"), track(3, 3_724.04, "three")],
            ..AlbumReport::default()
        }
    }

    #[test]
    fn times_are_minutes_seconds_and_frames() {
        let sheet = sheet(&album(), Some("album.wav"));
        let lines: Vec<&str> = sheet.lines().map(str::trim).collect();
        assert!(lines.contains(&"TITLE \"Blue 'and'green\""), "{sheet}");
        let indices: Vec<&&str> = lines.iter().filter(|line| line.starts_with("INDEX")).collect();
        assert_eq!(
            indices,
            [
                &"INDEX 01 00:00:00",
                &"INDEX 00 01:00:00",
                &"INDEX 01 01:02:00",
                &"INDEX 00 02:02:00",
                &"INDEX 01 62:04:03",
            ]
        );
        assert_eq!(sheet.matches("FILE ").count(), 1);
    }

    #[test]
    fn without_an_image_every_track_is_a_file_of_its_own() {
        let sheet = sheet(&album(), None);
        assert_eq!(sheet.matches("FILE \"tracks/").count(), 3);
        assert_eq!(sheet.matches("INDEX 01 00:00:00").count(), 3);
    }
}
