//! A processor on a track: what it does, and its settings by name.

use audio::{ParamSpec, Params, Unit};
use recipe::Action;

/// Steps of a dB that are shown.
const SHOWN: f32 = 1e4;

/// One setting.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting {
    /// Its row in the table of parameters.
    pub spec: ParamSpec,
    /// In the unit of the row.
    pub value: f32,
}

/// A processor and its settings.
#[derive(Clone, Debug, PartialEq)]
pub struct Device {
    /// What it does.
    pub action: Action,
    /// All of its settings, in the order of its table.
    pub settings: Vec<Setting>,
    /// Index of the stem that it listens to, if not to its own input.
    pub key: Option<usize>,
}

impl Device {
    /// A processor that does `action` with `params`.
    pub(super) fn of<P: Params>(action: Action, params: &P) -> Self {
        let values = params.values();
        let rows = P::SPECS.iter().zip(values.as_ref());
        let settings = rows.map(|(spec, value)| Setting { spec: *spec, value: *value }).collect();
        Self { action, settings, key: None }
    }

    /// A move that is a list of numbers rather than a processor with a table of its own.
    pub(super) fn plain(action: Action, values: &[f32]) -> Self {
        let rows: Vec<&ParamSpec> = action.rows().collect();
        let rows = rows.iter().cycle().zip(values);
        let settings = rows.map(|(spec, value)| Setting { spec: **spec, value: *value }).collect();
        Self { action, settings, key: None }
    }

    /// With another value for `id`.
    pub(super) fn with(mut self, id: &str, value: f32) -> Self {
        for setting in self.settings.iter_mut().filter(|setting| setting.spec.id == id) {
            setting.value = value;
        }
        self
    }

    /// A parallel compressor: its share is added to the dry signal.
    pub(super) fn added(self) -> Self {
        let share_pct = self.get("mix_pct");
        self.with("mix_pct", 0.0).with("parallel_pct", share_pct)
    }

    pub(super) fn keyed(self, key: Option<usize>) -> Self {
        Self { key, ..self }
    }

    /// Lowers what is measured on the scale of the strip by the strip's `trim_db`.
    pub(super) fn untrimmed(mut self, trim_db: f32) -> Self {
        let id = match self.action {
            Action::Saturation => "drive_db",
            Action::DeEsser => return self,
            _ => "threshold_db",
        };
        let sign = if self.action == Action::Saturation { 1.0 } else { -1.0 };
        for setting in self.settings.iter_mut().filter(|setting| setting.spec.id == id) {
            // To what a slider shows, so that −26.4 less −6 is −32.4.
            setting.value = (SHOWN * (setting.value + sign * trim_db)).round() / SHOWN;
        }
        self
    }

    /// The setting with this id; 0 where there is none.
    #[must_use]
    pub fn get(&self, id: &str) -> f32 {
        self.settings.iter().find(|one| one.spec.id == id).map_or(0.0, |one| one.value)
    }

    /// The word of a choice.
    #[must_use]
    pub fn word(&self, id: &str) -> &'static str {
        let setting = self.settings.iter().find(|one| one.spec.id == id);
        setting.map_or("", |setting| match setting.spec.unit {
            Unit::Choice(words) => words.get((setting.value + 0.5) as usize).copied().unwrap_or(""),
            _ => "",
        })
    }

    /// Whether it is a linear filter that belongs into an equaliser.
    pub(super) fn is_filter(&self) -> bool {
        matches!(self.action, Action::HighPass | Action::LowPass | Action::Eq)
    }

    /// In a few words, like `eq bell 300 Hz -2.1 dB`.
    #[must_use]
    pub fn title(&self) -> String {
        let name = self.action.name().replace('_', " ");
        let get = |id| self.get(id);
        match self.action {
            Action::HighPass | Action::LowPass => {
                format!("{name} {} Hz {} dB/oct", get("freq_hz"), get("slope_db_per_oct"))
            }
            Action::Eq => format!(
                "{name} {} {} Hz {} dB q {}",
                self.word("shape"),
                get("freq_hz"),
                get("gain_db"),
                get("q")
            ),
            Action::DynamicEq => format!(
                "{name} {} {} Hz up to {} dB",
                self.word("shape"),
                get("freq_hz"),
                get("range_db")
            ),
            Action::Gate | Action::Compressor | Action::Parallel | Action::Duck => {
                format!("{name} {}:1 at {} dB", get("ratio"), get("threshold_db"))
            }
            Action::DeEsser => {
                format!("{name} over {} Hz up to {} dB", get("freq_hz"), get("range_db"))
            }
            Action::Saturation => format!("{name} {} dB", get("drive_db")),
            Action::Width if get("mono_below_hz") > 0.0 => {
                format!("{name} {} %, mono under {} Hz", get("width_pct"), get("mono_below_hz"))
            }
            Action::Width => format!("{name} {} %", get("width_pct")),
            Action::Reverb => format!("{name} {} s", get("decay_s")),
            Action::Delay => format!("{name} {} ms", get("time_ms")),
            Action::Drive | Action::Loudness => format!("{name} {} dB", get("gain_db")),
            Action::Limiter => format!("{name} {} dBTP", get("ceiling_dbtp")),
            _ => name,
        }
    }

    /// With all settings, like `saturation: drive_db 3 dB, bias_pct 0 %`.
    #[must_use]
    pub fn in_full(&self) -> String {
        let one = |setting: &Setting| {
            let Setting { spec, value } = setting;
            match spec.unit {
                Unit::Choice(words) => {
                    let word = words.get((value + 0.5) as usize).copied().unwrap_or("");
                    format!("{} {word}", spec.id)
                }
                unit => format!("{} {value} {unit}", spec.id).trim_end().to_owned(),
            }
        };
        let settings: Vec<String> = self.settings.iter().map(one).collect();
        format!("{}: {}", self.action.name(), settings.join(", "))
    }
}
