//! Golden vectors: outputs that may not change by a single bit, on any platform.
//!
//! A file holds one `f32` a line, as the hexadecimal digits of its bits, under lines of words that
//! begin with `#`. Run the tests with `DSP_GOLDEN=write` to write the files anew, and say in the
//! change log what a listener will hear differently.

use std::fmt::Write;

/// Compares (or writes) the vectors of one file, each under its name.
#[track_caller]
pub(crate) fn check_golden(file: &str, vectors: &[(String, Vec<f32>)]) {
    let path = format!("{}/golden/{file}.txt", env!("CARGO_MANIFEST_DIR"));
    let mut now = String::new();
    for (name, samples) in vectors {
        writeln!(now, "# {name}").unwrap();
        for sample in samples {
            writeln!(now, "{:08x}", sample.to_bits()).unwrap();
        }
    }
    if std::env::var_os("DSP_GOLDEN").is_some_and(|word| word == "write") {
        std::fs::write(&path, &now).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap();
    let mut section = "";
    for (line, (golden, now)) in golden.lines().zip(now.lines()).enumerate() {
        section = if golden.starts_with('#') { golden } else { section };
        assert_eq!(golden, now, "{file}.txt, line {}, in `{section}`", line + 1);
    }
    assert_eq!(golden.lines().count(), now.lines().count(), "{file}.txt has as many lines");
}
