//! The figures of `docs/`, drawn from the code that they explain: `cargo run -p xtask -- figures`
//! writes them, and a test keeps them in step.

mod chart;
mod faders;
mod masking;
mod ride;
mod song;

use std::error::Error;

/// A figure: its name under `docs/figures` and the SVG.
pub type Figure = (&'static str, String);

/// Draws all of them.
///
/// # Errors
///
/// When the engine or the plotting library refuses.
pub fn draw() -> Result<Vec<Figure>, Box<dyn Error>> {
    Ok(vec![
        ("masking.svg", masking::figure()?),
        ("ride.svg", ride::figure()?),
        ("faders.svg", faders::figure()?),
    ])
}

/// A figure is not what the code draws.
///
/// # Errors
///
/// See [`draw`].
pub fn complaints(shown: impl Fn(&str) -> String) -> Result<Vec<String>, Box<dyn Error>> {
    let stale = draw()?.into_iter().filter(|(name, svg)| shown(name) != *svg);
    let word =
        |name| format!("docs/figures/{name} is out of step: `cargo run -p xtask -- figures`");
    Ok(stale.map(|(name, _)| word(name)).collect())
}
