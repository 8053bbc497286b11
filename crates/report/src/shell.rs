//! The page around everything: head, style, policy.

use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("players.js");

/// SHA-256 of the script, for the page's policy; a test holds it.
const SCRIPT_SHA256: &str = "Zt3x4TEovioxmzifmvXEOOshWrv+hFNweyNJrJVaEjk=";

/// A whole document. Nothing may be loaded from anywhere.
pub(crate) fn document(title: &str, body: &Markup) -> String {
    let policy = format!(
        "default-src 'none'; style-src 'unsafe-inline'; media-src data:; img-src data:; \
         script-src 'sha256-{SCRIPT_SHA256}'; base-uri 'none'; form-action 'none'"
    );
    html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (title) }
                link rel="icon" href="data:,";
                style { (PreEscaped(STYLE)) }
            }
            body {
                main { (body) }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
    .into_string()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use base64::Engine as _;
    use sha2::Digest as _;

    use super::*;

    #[test]
    fn the_policy_names_the_script() {
        let digest = sha2::Sha256::digest(SCRIPT.as_bytes());
        let found = base64::engine::general_purpose::STANDARD.encode(digest);
        assert_eq!(found, SCRIPT_SHA256, "put this into SCRIPT_SHA256");
    }

    /// Values of the style's variables: light, and dark over it.
    fn palettes() -> [BTreeMap<&'static str, &'static str>; 2] {
        let block = |from: &str| {
            let start = STYLE.find(from).unwrap() + from.len();
            let block = &STYLE[start..start + STYLE[start..].find('}').unwrap()];
            let rows = block.split(';').filter_map(|row| row.trim().strip_prefix("--"));
            rows.filter_map(|row| row.split_once(": ")).collect::<BTreeMap<_, _>>()
        };
        let light = block(":root {");
        let mut dark = light.clone();
        dark.extend(block("(prefers-color-scheme: dark) {\n  :root {"));
        [light, dark]
    }

    /// Contrast of two colours (WCAG 2.2, relative luminance).
    fn contrast(one: &str, other: &str) -> f64 {
        let luminance = |colour: &str| -> f64 {
            let part = |at: usize| {
                let byte = u8::from_str_radix(&colour[at..at + 2], 16).unwrap();
                let x = f64::from(byte) / 255.0;
                if x <= 0.040_45 { x / 12.92 } else { ((x + 0.055) / 1.055).powf(2.4) }
            };
            0.212_6 * part(1) + 0.715_2 * part(3) + 0.072_2 * part(5)
        };
        let (a, b) = (luminance(one) + 0.05, luminance(other) + 0.05);
        a.max(b) / a.min(b)
    }

    /// 4.5 for text (SC 1.4.3), 3 for lines that are told apart (SC 1.4.11). The line of 400 ms is a
    /// shadow of the one of 3 s, the grid and the bands are no information.
    #[test]
    fn every_text_and_every_line_has_the_contrast_of_wcag_aa() {
        let papers = ["paper", "card", "band", "good-paper", "fair-paper", "bad-paper"];
        let lines = ["rough", "mix", "master", "goal-line"];
        let more = ["one", "two", "three", "four", "five", "six", "seven"];
        for (palette, name) in palettes().iter().zip(["light", "dark"]) {
            assert!(palette.len() > 25, "{name}: {palette:?}");
            let check = |front: &str, back: &str, least: f64| {
                let found = contrast(palette[front], palette[back]);
                assert!(found >= least, "{name}: {front} on {back} is {found:.2}, {least} is due");
            };
            for paper in papers {
                check("ink", paper, 4.5);
                check("quiet", paper, 4.5);
            }
            for mark in ["good", "fair", "bad"] {
                check(mark, "paper", 4.5);
                check(mark, "card", 4.5);
            }
            for line in lines {
                check(line, "card", 3.0);
                check(line, "goal", 3.0);
            }
            for line in more {
                check(line, "card", 3.0);
            }
        }
    }
}
