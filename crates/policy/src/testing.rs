//! Measurements made up for tests: a sketch of a stem becomes all the numbers a meter would give.

use measure::{
    Activity, Diagnosis, Dynamics, ERB_BANDS, Envelope, Excitation, Loudness, Measurement, Peaks,
    SessionMeasurement, Spectrum, Stereo, Tempo,
};
use recipe::{Amounts, Brief, Delivery, Profile, Role, RoleGuess, RoleSource, StemSpec};

use crate::{Heard, erb};

/// A stem in a few numbers: noise between two frequencies that sounds in regular bursts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sketch {
    pub(crate) low_hz: f64,
    pub(crate) high_hz: f64,
    /// Loudness while it sounds.
    pub(crate) lufs: f64,
    pub(crate) crest: f64,
    /// Share of time that sounds.
    pub(crate) active: f64,
    pub(crate) seconds: f64,
    /// Length of one burst and its rest, in hops.
    pub(crate) period: usize,
    pub(crate) channels: usize,
    pub(crate) side_over_mid: f64,
    pub(crate) floor_dbfs: f64,
}

impl Default for Sketch {
    fn default() -> Self {
        Self {
            low_hz: 100.0,
            high_hz: 4_000.0,
            lufs: -20.0,
            crest: 16.0,
            active: 0.8,
            seconds: 20.0,
            period: 200,
            channels: 1,
            side_over_mid: 0.0,
            floor_dbfs: f64::NEG_INFINITY,
        }
    }
}

impl Sketch {
    pub(crate) fn measurement(&self) -> Measurement {
        let hops = (self.seconds * 100.0) as usize;
        let loud_hops = (self.active * self.period as f64) as usize;
        // A rise and fall of 12 dB within each burst: something to compress.
        let level_db = |hop: usize| {
            let place = hop % self.period;
            (place < loud_hops.max(1)).then(|| {
                let part = place as f64 / loud_hops.max(1) as f64;
                self.lufs + 4.0 - 12.0 * part
            })
        };
        let floor = erb::db_to_power(self.floor_dbfs) as f32;
        let power: Vec<f32> = (0..hops)
            .map(|hop| level_db(hop).map_or(floor, |db| erb::db_to_power(db) as f32))
            .collect();
        let peak_power = erb::db_to_power(self.crest - 6.0) as f32;
        let peak = power.iter().map(|power| (power * peak_power).sqrt()).collect();
        let mean = crate::levels::mean(power.iter().map(|power| f64::from(*power)));
        let rms_dbfs = audio::math::power_to_db(mean);
        let peak_dbfs = self.lufs + 4.0 + self.crest - 6.0;
        Measurement {
            sample_rate_hz: 48_000.0,
            frames: (self.seconds * 48_000.0) as u64,
            channels: self.channels,
            loudness: Loudness {
                integrated_lufs: self.lufs,
                range_lu: 6.0,
                range_with_tail_lu: 6.0,
                momentary_max_lufs: self.lufs + 3.0,
                short_term_max_lufs: self.lufs + 1.0,
            },
            peaks: Peaks { sample_dbfs: peak_dbfs, true_dbtp: peak_dbfs + 0.2, clipped_samples: 0 },
            dynamics: Dynamics {
                rms_dbfs,
                crest_db: self.crest,
                plr_db: peak_dbfs - self.lufs,
                psr_median_db: 12.0,
                psr_p5_db: 10.0,
                dc: 0.0,
            },
            stereo: self.stereo(),
            spectrum: self.spectrum(),
            activity: Activity {
                active_share: self.active,
                threshold_dbfs: self.lufs - 25.0,
                span: Some((0, (self.seconds * 48_000.0) as u64)),
                onsets_per_s: 2.0,
                floor_dbfs: self.floor_dbfs,
            },
            excitation: self.excitation(&power),
            pitch: None,
            timbre: measure::Timbre::default(),
            envelope: Envelope { peak, k_power: power.clone(), power },
        }
    }

    /// The long-term spectrum, moving with the level.
    fn excitation(&self, power: &[f32]) -> Excitation {
        let shape = erb::power(&self.spectrum());
        let usual = erb::db_to_power(self.lufs);
        let columns: Vec<[f64; ERB_BANDS]> = power
            .chunks(10)
            .map(|hops| {
                let mean = crate::levels::mean(hops.iter().map(|power| f64::from(*power)));
                shape.map(|band| band * mean / usual)
            })
            .collect();
        Excitation::from_powers(&columns)
    }

    fn stereo(&self) -> Stereo {
        let square = self.side_over_mid * self.side_over_mid;
        let correlation = (1.0 - square) / (1.0 + square);
        Stereo {
            correlation,
            correlation_p1: correlation - 0.1,
            side_over_mid: self.side_over_mid,
            low_side_over_mid: 0.3 * self.side_over_mid,
            balance_db: 0.0,
        }
    }

    fn spectrum(&self) -> Spectrum {
        let inside = |band: &usize| (self.low_hz..self.high_hz).contains(&erb::centre_hz(*band));
        let count = (0..ERB_BANDS).filter(inside).count().max(1);
        let own_db = (self.lufs - audio::math::power_to_db(count as f64)) as f32;
        let mut mid_erb_db = [f32::NEG_INFINITY; ERB_BANDS];
        for (band, level) in mid_erb_db.iter_mut().enumerate() {
            // Skirts of 18 dB per band: no instrument is a brick wall.
            let off = (0..ERB_BANDS).filter(inside).map(|own| own.abs_diff(band)).min();
            *level = own_db - 18.0 * off.unwrap_or(20).min(5) as f32;
        }
        let side_db = (2.0 * audio::math::power_to_db(self.side_over_mid)) as f32;
        Spectrum {
            mid_erb_db,
            side_erb_db: mid_erb_db.map(|level| level + side_db),
            centroid_hz: (self.low_hz * self.high_hz).sqrt(),
            bandwidth_hz: 0.5 * (self.high_hz - self.low_hz),
            rolloff_hz: self.high_hz,
            flatness: 0.1,
            balance: [0.3, 0.5, 0.2],
        }
    }
}

/// What a meter says of digital silence.
pub(crate) fn silence() -> Measurement {
    let none = f64::NEG_INFINITY;
    let mut m = Sketch { lufs: -200.0, ..Sketch::default() }.measurement();
    m.loudness = Loudness {
        integrated_lufs: none,
        range_lu: 0.0,
        range_with_tail_lu: 0.0,
        momentary_max_lufs: none,
        short_term_max_lufs: none,
    };
    m.peaks = Peaks { sample_dbfs: none, true_dbtp: none, clipped_samples: 0 };
    m.dynamics.rms_dbfs = none;
    m.spectrum.mid_erb_db = [f32::NEG_INFINITY; ERB_BANDS];
    m.spectrum.side_erb_db = [f32::NEG_INFINITY; ERB_BANDS];
    m.activity = Activity {
        active_share: 0.0,
        threshold_dbfs: none,
        span: None,
        onsets_per_s: 0.0,
        floor_dbfs: none,
    };
    for values in [&mut m.envelope.peak, &mut m.envelope.power, &mut m.envelope.k_power] {
        values.fill(0.0);
    }
    m
}

/// Stems and their measurements.
#[derive(Clone, Debug)]
pub(crate) struct Song {
    pub(crate) stems: Vec<StemSpec>,
    pub(crate) session: SessionMeasurement,
}

impl Song {
    pub(crate) fn new(sketches: &[(&str, Role, Sketch)]) -> Self {
        let measured = sketches.iter().map(|(id, role, sketch)| (*id, *role, sketch.measurement()));
        Self::measured(measured.collect())
    }

    pub(crate) fn measured(parts: Vec<(&str, Role, Measurement)>) -> Self {
        let spec = |(id, is, m): &(&str, Role, Measurement)| StemSpec {
            id: (*id).into(),
            file: format!("{id}.wav"),
            hash: format!("b3:{}", "0".repeat(64)),
            sample_rate_hz: 48_000,
            channels: m.channels as u16,
            frames: m.frames,
            role: RoleGuess { is: *is, confidence: 0.95, from: RoleSource::Name },
        };
        let stems = parts.iter().map(spec).collect();
        let stems_heard: Vec<Measurement> = parts.into_iter().map(|(.., m)| m).collect();
        let sum = sum(&stems_heard);
        let tempo = Some(Tempo { bpm: 120.0, confidence: 0.9 });
        let diagnosis = Diagnosis::default();
        let stems_and_sum = SessionMeasurement {
            stems: stems_heard,
            sum,
            tempo,
            key: None,
            grid: None,
            sections: Vec::new(),
            diagnosis,
        };
        Self { stems, session: stems_and_sum }
    }

    pub(crate) fn heard(&self) -> Heard<'_> {
        Heard { session: &self.session, stems: &self.stems }
    }
}

/// A sum in which powers add.
fn sum(stems: &[Measurement]) -> Measurement {
    let mut total = Sketch { channels: 2, side_over_mid: 0.3, ..Sketch::default() }.measurement();
    let hops = stems.iter().map(|m| m.envelope.k_power.len()).max().unwrap_or(0);
    let mut k_power = vec![0.0_f64; hops];
    for m in stems {
        for (sum, power) in k_power.iter_mut().zip(&m.envelope.k_power) {
            *sum += if m.channels == 1 { 2.0 } else { 1.0 } * f64::from(*power);
        }
    }
    total.loudness.integrated_lufs = crate::levels::gated_lufs(&k_power);
    total.envelope.power = k_power.iter().map(|power| *power as f32).collect();
    total.envelope.k_power = total.envelope.power.clone();
    total.envelope.peak = total.envelope.power.iter().map(|power| 3.0 * power.sqrt()).collect();
    total
}

/// A profile by its id.
pub(crate) fn profile(id: &str) -> Profile {
    Profile::find(id).expect("a shipped profile").clone()
}

/// A brief that asks for what the profile has.
pub(crate) fn brief(profile: &Profile) -> Brief {
    Brief {
        profile: profile.id.clone(),
        profile_from: "default".into(),
        lufs: profile.lufs,
        ceiling_dbtp: profile.ceiling_dbtp,
        width_pct: profile.width_pct,
        lra_max_lu: profile.lra_max_lu,
        centroid_hz: profile.centroid_hz,
        stereo_ms_ratio: profile.stereo_ms_ratio,
        frequency_balance: None,
        reference: None,
        amounts: Amounts::default(),
        respect_user_gains: false,
        bypass_parallel_comp: false,
        bypass_repair: false,
        loudness_priority: false,
        seed: 0,
        delivery: Delivery::default(),
    }
}

/// A small band: voice, kick, snare, bass, two guitars, pad.
pub(crate) fn band() -> Song {
    let base = Sketch::default();
    Song::new(&[
        (
            "bass",
            Role::Bass,
            Sketch { low_hz: 50.0, high_hz: 400.0, lufs: -18.0, active: 0.9, ..base },
        ),
        (
            "gtr_l",
            Role::ElectricGuitar,
            Sketch { low_hz: 150.0, high_hz: 4_000.0, lufs: -17.0, ..base },
        ),
        (
            "gtr_r",
            Role::ElectricGuitar,
            Sketch { low_hz: 150.0, high_hz: 4_200.0, lufs: -17.5, ..base },
        ),
        (
            "kick",
            Role::Kick,
            Sketch {
                low_hz: 45.0,
                high_hz: 120.0,
                lufs: -24.0,
                crest: 20.0,
                active: 0.3,
                period: 50,
                ..base
            },
        ),
        (
            "pad",
            Role::SynthPad,
            Sketch {
                low_hz: 200.0,
                high_hz: 2_000.0,
                lufs: -22.0,
                channels: 2,
                side_over_mid: 0.3,
                active: 1.0,
                ..base
            },
        ),
        (
            "snare",
            Role::Snare,
            Sketch {
                low_hz: 180.0,
                high_hz: 6_000.0,
                lufs: -30.0,
                crest: 24.0,
                active: 0.2,
                period: 100,
                ..base
            },
        ),
        (
            "vox",
            Role::LeadVocal,
            Sketch {
                low_hz: 180.0,
                high_hz: 5_000.0,
                lufs: -27.0,
                active: 0.6,
                period: 400,
                ..base
            },
        ),
    ])
}
