//! What services do with the loudness of a master, as data, and what that means for one.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// A service or a programme, by its rules.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Platform {
    /// Its name on the command line.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// Loudness that playback or delivery is brought to, in LUFS.
    pub target_lufs: f64,
    /// What happens to what is quieter.
    pub turns_up: TurnsUp,
    /// True peak up to which quiet music is turned up, in dBTP.
    pub boost_ceiling_dbtp: Option<f64>,
    /// Highest true peak asked for, in dBTP.
    pub ceiling_dbtp: f64,
    /// The same for masters louder than the target, where it differs.
    pub loud_ceiling_dbtp: Option<f64>,
    /// Distance to the target from which on a programme is refused, in LU; none where playback is
    /// adjusted instead.
    pub tolerance_lu: Option<f64>,
    /// Whether the service itself publishes the rule.
    pub published: bool,
    /// Where the rule is written.
    pub sources: Vec<String>,
}

/// What a service does with what is quieter than its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TurnsUp {
    /// Plays it as it is.
    No,
    /// Turns it up as far as its peaks allow.
    ToPeak,
    /// The maker has to.
    Yes,
}

/// A platform and a master.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct PlatformLine {
    /// [`Platform::id`].
    pub platform: String,
    /// [`Platform::name`].
    pub name: String,
    /// Loudness that it is brought to, in LUFS.
    pub target_lufs: f64,
    /// Gain of playback, in dB: negative turns the master down.
    pub playback_gain_db: f64,
    /// Loudness as played, in LUFS.
    pub played_lufs: f64,
    /// Room left under full scale as played, in dB.
    pub headroom_db: f64,
    /// Highest true peak that the platform asks of this master, in dBTP.
    pub ceiling_dbtp: f64,
    /// `ready`, `note` or `not_ready`.
    pub verdict: PlatformVerdict,
    /// The verdict in a sentence.
    pub says: String,
}

/// Whether a master can go there.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum PlatformVerdict {
    /// As it is.
    Ready,
    /// It will be played, in a way that its maker should know.
    Note,
    /// It would be refused, or may clip.
    NotReady,
}

#[derive(Deserialize)]
struct File {
    platform: Vec<Platform>,
}

static ALL: LazyLock<Vec<Platform>> = LazyLock::new(|| {
    // The file is part of the program, and a test reads it.
    toml::from_str::<File>(include_str!("../data/platforms.toml"))
        .map_or_else(|_| Vec::new(), |file| file.platform)
});

/// Gains under this are none, in dB.
const NO_GAIN_DB: f64 = 0.05;

impl Platform {
    /// All that are known, in the order of the file.
    #[must_use]
    pub fn all() -> &'static [Self] {
        &ALL
    }

    /// The one that a name means: its id, in any spelling.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        let plain = |text: &str| {
            text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
        };
        Self::all().iter().find(|platform| {
            plain(&platform.id) == plain(name) || plain(&platform.name) == plain(name)
        })
    }

    /// Highest true peak that it asks of a master of `lufs`, in dBTP.
    #[must_use]
    pub fn ceiling_for(&self, lufs: f64) -> f64 {
        let loud = self.loud_ceiling_dbtp.filter(|_| lufs > self.target_lufs + NO_GAIN_DB);
        loud.unwrap_or(self.ceiling_dbtp)
    }

    /// Gain of playback for a master, in dB.
    #[must_use]
    pub fn gain_db(&self, lufs: f64, true_peak_dbtp: f64) -> f64 {
        let wanted_db = self.target_lufs - lufs;
        if wanted_db <= 0.0 {
            return if self.tolerance_lu.is_some() { 0.0 } else { wanted_db };
        }
        match (self.turns_up, self.boost_ceiling_dbtp) {
            (TurnsUp::ToPeak, Some(ceiling)) => wanted_db.min((ceiling - true_peak_dbtp).max(0.0)),
            _ => 0.0,
        }
    }

    /// What it makes of a master; none of silence.
    #[must_use]
    pub fn judge(&self, lufs: f64, true_peak_dbtp: f64) -> Option<PlatformLine> {
        if !(lufs.is_finite() && true_peak_dbtp.is_finite()) {
            return None;
        }
        let gain_db = self.gain_db(lufs, true_peak_dbtp);
        let ceiling_dbtp = self.ceiling_for(lufs);
        let (verdict, says) = self.says(lufs, true_peak_dbtp, gain_db, ceiling_dbtp);
        let round = |value: f64| (value * 100.0).round() / 100.0 + 0.0;
        Some(PlatformLine {
            platform: self.id.clone(),
            name: self.name.clone(),
            target_lufs: self.target_lufs,
            playback_gain_db: round(gain_db),
            played_lufs: round(lufs + gain_db),
            headroom_db: round(-(true_peak_dbtp + gain_db)),
            ceiling_dbtp,
            verdict,
            says,
        })
    }

    fn says(
        &self,
        lufs: f64,
        true_peak_dbtp: f64,
        gain_db: f64,
        ceiling_dbtp: f64,
    ) -> (PlatformVerdict, String) {
        use PlatformVerdict::{NotReady, Note, Ready};
        let off_lu = lufs - self.target_lufs;
        let (mut verdict, mut says) = match self.tolerance_lu {
            Some(most) if off_lu.abs() > most + 1e-9 => {
                let side = if off_lu > 0.0 { "louder" } else { "quieter" };
                let target = self.target_lufs;
                (NotReady, format!("{:.1} LU {side} than {target:.0} LUFS ±{most}", off_lu.abs()))
            }
            Some(_) => (Ready, "inside the tolerance".to_owned()),
            None if gain_db < -6.0 => {
                (Note, format!("turned down by {:.1} dB: its loudness buys nothing here", -gain_db))
            }
            None if gain_db < -NO_GAIN_DB => (Ready, format!("turned down by {:.1} dB", -gain_db)),
            None if gain_db > NO_GAIN_DB && gain_db < -off_lu - NO_GAIN_DB => {
                let short = -off_lu - gain_db;
                (Ready, format!("turned up by {gain_db:.1} dB, peaks leave {short:.1} LU missing"))
            }
            None if gain_db > NO_GAIN_DB => (Ready, format!("turned up by {gain_db:.1} dB")),
            None if off_lu < -1.0 => {
                (Note, format!("played as it is, {:.1} LU under the others", -off_lu))
            }
            None => (Ready, "played as it is".to_owned()),
        };
        let over_db = true_peak_dbtp - ceiling_dbtp;
        if over_db > NO_GAIN_DB {
            // Over full scale it clips at the latest in a coder; under it, room is a matter of advice.
            let clips = true_peak_dbtp > 0.0 || self.tolerance_lu.is_some();
            verdict = verdict.max(if clips { NotReady } else { Note });
            says +=
                &format!("; {over_db:.1} dB over the true peak asked for ({ceiling_dbtp:.0} dBTP)");
        }
        (verdict, says)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(id: &str, lufs: f64, peak: f64) -> PlatformLine {
        Platform::find(id).unwrap().judge(lufs, peak).unwrap()
    }

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found} instead of {expected}");
    }

    #[test]
    fn the_table_is_read_and_every_row_names_its_source() {
        let all = Platform::all();
        assert_eq!(all.len(), 9);
        for platform in all {
            assert!(!platform.sources.is_empty(), "{}", platform.id);
            assert_eq!(Platform::find(&platform.name), Some(platform));
            assert_eq!(
                platform.turns_up == TurnsUp::ToPeak,
                platform.boost_ceiling_dbtp.is_some(),
                "{}",
                platform.id
            );
        }
        assert_eq!(Platform::find("Apple-Music").unwrap().id, "apple_music");
        assert_eq!(Platform::find("myspace"), None);
    }

    /// The example of the service's own page: −20 LUFS with peaks of −5 dBTP plays at −16 LUFS.
    #[test]
    fn spotify_lifts_as_far_as_peaks_allow() {
        let line = judged("spotify", -20.0, -5.0);
        close(line.playback_gain_db, 4.0);
        close(line.played_lufs, -16.0);
        close(line.headroom_db, 1.0);
        close(judged("spotify", -20.0, -12.0).playback_gain_db, 6.0);
        close(judged("spotify", -20.0, 0.5).playback_gain_db, 0.0);
    }

    #[test]
    fn loud_masters_are_turned_down_everywhere_and_need_more_room_on_spotify() {
        let line = judged("spotify", -8.0, -1.0);
        close(line.playback_gain_db, -6.0);
        close(line.ceiling_dbtp, -2.0);
        assert_eq!(line.verdict, PlatformVerdict::Note);
        assert!(
            line.says.contains("1.0 dB over the true peak asked for (-2 dBTP)"),
            "{}",
            line.says
        );
        assert_eq!(judged("spotify", -14.0, -1.0).verdict, PlatformVerdict::Ready);
        close(judged("youtube", -18.0, -9.0).playback_gain_db, 0.0);
        assert_eq!(judged("tidal", -8.0, 0.2).verdict, PlatformVerdict::NotReady);
    }

    #[test]
    fn programmes_are_refused_off_their_target() {
        assert_eq!(judged("broadcast_r128", -23.4, -3.0).verdict, PlatformVerdict::Ready);
        let line = judged("broadcast_r128", -14.0, -1.0);
        assert_eq!(line.verdict, PlatformVerdict::NotReady);
        assert!(line.says.contains("9.0 LU louder than -23 LUFS"), "{}", line.says);
        assert_eq!(judged("podcast_apple", -16.9, -1.0).verdict, PlatformVerdict::Ready);
        assert_eq!(Platform::all()[0].judge(f64::NEG_INFINITY, -1.0), None);
    }
}
