//! DAWproject, the open exchange format for sessions: a zip of `project.xml`, `metadata.xml` and
//! audio. Schemas by Bitwig, MIT: <https://github.com/bitwig/dawproject>; a test holds what is
//! written here against them.
//!
//! Choices where the schema leaves them open: levels are linear, pan is 0 to 1, ratios are percent
//! (100·(1 − 1/n)) as Bitwig writes them, frequencies are in Hz and times in seconds; a bus is a
//! track of kind `tracks` with the role `submix`, around its stems.

mod devices;
mod project;
mod translation;
mod xml;

use std::io::{self, Read, Seek, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{Session, printable};
pub use translation::translation;
use xml::Xml;

/// Where the audio of a stem is.
pub enum Audio<'a> {
    /// In the archive, under a name with this ending.
    Embedded {
        /// Without its dot.
        ending: String,
        /// The bytes of the file, opened when they are due.
        open: Box<dyn Fn() -> io::Result<Box<dyn Read>> + 'a>,
    },
    /// Beside it, at this path.
    Referenced(String),
}

impl std::fmt::Debug for Audio<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Embedded { ending, .. } => write!(f, "Embedded({ending})"),
            Self::Referenced(path) => write!(f, "Referenced({path})"),
        }
    }
}

/// Why a project could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    /// Audio could not be read.
    #[error("the audio of stem {stem} could not be read: {error}; check the file and its disk")]
    Audio {
        /// Index of the stem.
        stem: usize,
        /// What the system said.
        error: io::Error,
    },
    /// The archive could not be written.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Writes `session` with the `audio` of each stem, in their order.
///
/// # Errors
///
/// Returns the first fault of reading or writing.
pub fn write<W: Write + Seek>(
    session: &Session,
    audio: &[Audio<'_>],
    out: W,
) -> Result<(), ProjectError> {
    let names: Vec<(String, bool)> = audio
        .iter()
        .enumerate()
        .map(|(index, audio)| match audio {
            Audio::Embedded { ending, .. } => (inside_name(session, index, ending), false),
            Audio::Referenced(path) => (path.clone(), true),
        })
        .collect();
    let mut zip = ZipWriter::new(out);
    let text = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    zip.start_file("metadata.xml", text).map_err(io::Error::from)?;
    zip.write_all(&metadata(session)?)?;
    zip.start_file("project.xml", text).map_err(io::Error::from)?;
    zip.write_all(&project::project(session, &names)?)?;
    // Audio hardly shrinks, and a DAW reads it sooner as it is.
    let plain =
        SimpleFileOptions::default().compression_method(CompressionMethod::Stored).large_file(true);
    for (stem, (audio, (name, _))) in audio.iter().zip(&names).enumerate() {
        if let Audio::Embedded { open, .. } = audio {
            zip.start_file(name.as_str(), plain).map_err(io::Error::from)?;
            let mut file = open().map_err(|error| ProjectError::Audio { stem, error })?;
            io::copy(&mut file, &mut zip)?;
        }
    }
    zip.finish().map_err(io::Error::from)?.flush()?;
    Ok(())
}

/// `audio/03_lead_vocal.wav`: no name from outside can lead out of the archive.
fn inside_name(session: &Session, stem: usize, ending: &str) -> String {
    let id = session.tracks.get(stem).map_or("", |track| &track.name);
    let plain = |c: char| if c.is_alphanumeric() || "-_ ".contains(c) { c } else { '_' };
    let id: String = id.chars().take(60).map(plain).collect();
    let ending: String = ending.chars().filter(char::is_ascii_alphanumeric).take(8).collect();
    format!("audio/{:02}_{id}.{ending}", stem + 1)
}

fn metadata(session: &Session) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    xml.open("MetaData", &[])?;
    xml.text("Title", &printable(&session.title))?;
    if let Some(artist) = &session.artist {
        xml.text("Artist", &printable(artist))?;
    }
    xml.text("Comment", "Mixed by MixMaster; tracks carry what has no device as comments")?;
    xml.close()?;
    Ok(xml.finish())
}
