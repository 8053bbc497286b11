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
    use base64::Engine as _;
    use sha2::Digest as _;

    use super::*;

    #[test]
    fn the_policy_names_the_script() {
        let digest = sha2::Sha256::digest(SCRIPT.as_bytes());
        let found = base64::engine::general_purpose::STANDARD.encode(digest);
        assert_eq!(found, SCRIPT_SHA256, "put this into SCRIPT_SHA256");
    }
}
