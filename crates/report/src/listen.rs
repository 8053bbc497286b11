//! Players, all at the same loudness: what sounds better is not what is louder.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{Markup, html};
use recipe::{Player, Report};

use crate::Clip;
use crate::number::{Number, clock};

pub(crate) fn players(report: &Report, clips: &[Clip]) -> Markup {
    let players = report.pictures.as_ref().map_or(&[][..], |pictures| &pictures.players);
    let has_mix = players.iter().any(|player| player.name == "mix");
    let found = |player: &Player| clips.iter().find(|clip| clip.name == player.name);
    let all: Vec<(&Player, &Clip)> =
        players.iter().filter_map(|player| Some((player, found(player)?))).collect();
    html! {
        @if let Some((first, _)) = all.first() {
            section aria-labelledby="listen" {
                h2 #listen { "Listen" }
                p {
                    "The loudest passage, from " (clock(first.start_s)) ", each at "
                    (Number::new(first.lufs, 1, "LUFS"))
                    ": none has the advantage of being louder."
                }
                div.players { @for (player, clip) in &all {
                    div.player {
                        h3 id={ "play-" (player.name) } { (title(&player.name, has_mix)) }
                        audio controls preload="metadata" aria-labelledby={ "play-" (player.name) }
                            src={ "data:audio/mpeg;base64," (STANDARD.encode(&clip.bytes)) } {}
                        p.small { "turned by " (Number::new(player.gain_db, 1, "dB").signed()) }
                    }
                } }
            }
        }
    }
}

fn title(name: &str, has_mix: bool) -> &str {
    match name {
        "rough" if has_mix => "The stems, just added",
        "rough" => "As it came",
        "mix" => "The mix",
        "master" => "The master",
        other => other,
    }
}
