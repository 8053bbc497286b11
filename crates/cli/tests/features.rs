//! `analyze --features`: series over time, as other programs read them.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod common;

use base64::Engine as _;
use common::{Place, pulses, wav};
use recipe::{FeatureSeries, Features};

fn features(place: &Place, name: &str) -> Features {
    serde_json::from_slice(&place.read(name)).unwrap()
}

fn values(series: &FeatureSeries) -> Vec<f32> {
    assert_eq!(series.encoding, "f32le-base64");
    let bytes = base64::engine::general_purpose::STANDARD.decode(&series.values).unwrap();
    let (values, rest) = bytes.as_chunks::<4>();
    assert!(rest.is_empty());
    values.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect()
}

#[test]
fn every_stem_and_the_sum_come_with_metadata_and_series() {
    let place = Place::new();
    place.song(2.0);
    let ran = place.run("analyze stems --features song.json").fine();
    assert!(ran.out.contains("\nbass "), "{}", ran.out);
    let song = features(&place, "song.json");
    assert_eq!((song.features, song.hop_ms), (Features::VERSION, 250.0));
    let ids: Vec<&str> = song.stems.iter().map(|part| part.id.as_str()).collect();
    assert_eq!(
        (ids.as_slice(), song.sum.id.as_str()),
        (&["bass", "kick", "lead_vocal"][..], "sum")
    );
    let about = &song.analysis.stems[0];
    assert_eq!((about.sample_rate_hz, about.bit_depth, about.duration_s), (48_000, Some(32), 2.0));
    assert!(about.hash.starts_with("b3:") && about.measured.crest_db.is_some());
    for part in song.stems.iter().chain([&song.sum]) {
        assert_eq!((part.spectrum.bands_hz.len(), part.spectrum.mid_dbfs.len()), (40, 40));
        let kinds: Vec<&str> = part.series.iter().map(|series| series.kind.as_str()).collect();
        let all = ["stft_low", "stft_mid", "stft_high", "cqt", "mel", "mfcc", "chroma"];
        assert_eq!(kinds, all);
        for series in &part.series {
            let [frames, bands] = series.shape.map(|it| it as usize);
            let found = values(series);
            assert_eq!((frames, frames * bands), (8, found.len()), "{}", series.kind);
            assert!(found.iter().all(|value| value.is_finite()));
            assert_eq!((series.mean.len(), series.deviation.len()), (bands, bands));
        }
    }
    // A pulsed tone of 110 Hz is an A: band 21 over C1, and pitch class 9.
    let [_, _, _, cqt, _, _, chroma] = &song.stems[0].series[..] else { panic!() };
    let loudest = |mean: &[f64]| (0..mean.len()).max_by(|a, b| mean[*a].total_cmp(&mean[*b]));
    assert_eq!((loudest(&cqt.mean), loudest(&chroma.mean)), (Some(21), Some(9)));
    assert!((cqt.bands_hz[21] - 110.0).abs() < 1e-3);
}

#[test]
fn the_document_depends_on_neither_threads_nor_blocks_nor_the_cache() {
    let place = Place::new();
    place.song(1.5);
    place.run("analyze stems -q --features a.json --feature-hop-ms 60 --threads 1").fine();
    let other = "analyze stems -q --feature-hop-ms 60 --threads 3 --block-frames 777 --cache kept";
    for name in ["b.json", "c.json"] {
        place.run(&format!("{other} --features {name}")).fine();
        assert!(place.read("a.json") == place.read(name), "{name} differs");
    }
    assert_eq!(features(&place, "a.json").sum.series[0].shape[0], 25);
    let ran = place.run("analyze stems --json --features d.json").fine();
    let said: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(said[0], place.json("d.json")["analysis"]);
}

#[test]
fn what_cannot_be_written_is_told_and_leaves_nothing_behind() {
    let place = Place::new();
    place.song(1.0);
    let before = place.read("stems/kick.wav");
    place.run("analyze stems --features stems/kick.wav").failed(4, &["is an input"]);
    assert_eq!(place.read("stems/kick.wav"), before);
    place.run("analyze stems --features stems").failed(4, &["is a folder"]);
    place.run("analyze stems --features no/where.json").failed(4, &["no/where.json"]);
    place.run("analyze stems --feature-hop-ms 50").failed(2, &["--features"]);
    place.run("analyze stems --features a.json --feature-hop-ms 1").failed(2, &["5 to 10000"]);
    place.write("quiet/a.wav", wav(48_000, &[[0.0_f32]; 48_000]));
    place.run("analyze quiet --features a.json").failed(3, &["silent"]);
    assert_eq!(place.names("."), ["quiet", "stems"]);
}

#[test]
fn stems_of_other_rates_and_lengths_stand_on_one_grid_of_time() {
    let place = Place::new();
    place.write("stems/a.wav", wav(48_000, &pulses(48_000, 2.0, 220.0, 1)));
    place.write("stems/b.wav", wav(48_000, &pulses(48_000, 1.0, 330.0, 2)));
    place.write("stems/c.wav", wav(22_050, &pulses(22_050, 0.3, 440.0, 3)));
    place.run("analyze stems -q --features song.json").fine();
    let song = features(&place, "song.json");
    let frames: Vec<u64> = song.stems.iter().map(|part| part.series[4].shape[0]).collect();
    assert_eq!((frames.as_slice(), song.sum.series[4].shape[0]), (&[8, 4, 2][..], 8));
    assert_eq!(song.analysis.stems[2].sample_rate_hz, 22_050);
}
