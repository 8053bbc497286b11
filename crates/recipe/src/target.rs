//! What a move works on.

use crate::action::TargetKind;
use crate::{Bus, Move, MoveProblem, SessionSpec};

/// A resolved target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// Index of a stem.
    Stem(usize),
    /// A bus.
    Bus(Bus),
    /// The reverb return.
    Reverb,
    /// The delay return.
    Delay,
    /// The master.
    Master,
}

impl Target {
    /// Finds what `name` means in `session`.
    ///
    /// # Errors
    ///
    /// Returns [`MoveProblem::UnknownTarget`], which lists what there is.
    pub fn resolve(name: &str, session: &SessionSpec) -> Result<Self, MoveProblem> {
        match name {
            "reverb" => Ok(Self::Reverb),
            "delay" => Ok(Self::Delay),
            "master" => Ok(Self::Master),
            _ => Bus::from_target(name)
                .map(Self::Bus)
                .or_else(|| session.stem_index(name).map(Self::Stem))
                .ok_or_else(|| MoveProblem::UnknownTarget {
                    found: name.into(),
                    stems: session.stem_names(),
                    reserved: Move::RESERVED_TARGETS.join(", "),
                }),
        }
    }

    /// Its kind.
    #[must_use]
    pub const fn kind(self) -> TargetKind {
        match self {
            Self::Stem(_) => TargetKind::Stem,
            Self::Bus(_) => TargetKind::Bus,
            Self::Reverb => TargetKind::Reverb,
            Self::Delay => TargetKind::Delay,
            Self::Master => TargetKind::Master,
        }
    }
}

impl Bus {
    /// Its name as a target.
    #[must_use]
    pub const fn target(self) -> &'static str {
        match self {
            Self::Drums => "drum_bus",
            Self::Music => "music_bus",
            Self::Vocals => "vocal_bus",
        }
    }

    /// The bus with this name as a target.
    #[must_use]
    pub fn from_target(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|bus| bus.target() == name)
    }

    /// Its place in [`crate::Console::buses`].
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }
}

impl SessionSpec {
    /// Place of the stem with this id.
    #[must_use]
    pub fn stem_index(&self, id: &str) -> Option<usize> {
        self.stems.iter().position(|stem| stem.id == id)
    }

    /// Ids of the stems, joined for a sentence; long lists are cut.
    pub(crate) fn stem_names(&self) -> String {
        const SHOWN: usize = 12;
        let mut names: Vec<&str> =
            self.stems.iter().take(SHOWN).map(|stem| stem.id.as_str()).collect();
        if self.stems.len() > SHOWN {
            names.push("…");
        }
        names.join(", ")
    }
}
