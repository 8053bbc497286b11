//! Writes one small valid file of every kind we can write into `corpus/decode/`.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use media::{Depth, EncodeSettings, Encoder, Format, Tag, Tags};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/decode");
    fs::create_dir_all(&folder)?;
    let mut tags = Tags::new();
    tags.set(Tag::Title, "seed");
    tags.set(Tag::Isrc, "DEA012345678");
    for (name, format, depth, rf64_above_bytes) in [
        ("wav16", Format::Wav, Depth::Int16, u64::MAX),
        ("wav24", Format::Wav, Depth::Int24, u64::MAX),
        ("wav32f", Format::Wav, Depth::Float32, u64::MAX),
        ("rf64", Format::Wav, Depth::Int24, 0),
        ("aiff24", Format::Aiff, Depth::Int24, 0),
        ("aifc32f", Format::Aiff, Depth::Float32, 0),
        ("flac16", Format::Flac, Depth::Int16, 0),
        ("flac24", Format::Flac, Depth::Int24, 0),
        ("mp3", Format::Mp3 { kbps: 64 }, Depth::Int24, 0),
    ] {
        for channels in [1, 2] {
            let settings = EncodeSettings {
                format,
                depth,
                tags: tags.clone(),
                rf64_above_bytes,
                ..EncodeSettings::new(44_100, channels)
            };
            let mut encoder = Encoder::new(Cursor::new(Vec::new()), &settings)?;
            let ramp: Vec<f32> = (0..1_500).map(|at| (at % 100) as f32 / 128.0 - 0.4).collect();
            encoder.write(&vec![&ramp[..]; channels])?;
            let file = encoder.finish()?.sink.into_inner();
            fs::write(folder.join(format!("{name}_{channels}")), file)?;
        }
    }
    let vorbis = include_bytes!("../crates/media/tests/data/sine.ogg");
    fs::write(folder.join("vorbis_2"), vorbis)?;
    Ok(())
}
