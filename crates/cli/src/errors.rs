//! What can go wrong, in words, with the exit code that scripts read.

use engine::EngineError;
use media::{DecodeError, EncodeError};
use serde_json::json;

/// Exit codes. They are documented in `--help` and never change their meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    /// The command line is wrong.
    Usage = 2,
    /// An input cannot be used.
    Input = 3,
    /// An output cannot be written.
    Output = 4,
    /// A promise was not kept.
    Promise = 5,
    /// A fault of the program.
    Internal = 70,
    /// Called off.
    Cancelled = 130,
}

/// An end without a result: what was found and expected, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) code: Code,
    message: String,
    hint: String,
}

impl Fault {
    pub(crate) fn new(code: Code, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: hint.into() }
    }

    /// From a sentence whose last part, after a semicolon, says what to do, as errors of all
    /// crates here are worded. A sentence without one gets the advice that its code allows.
    pub(crate) fn worded(code: Code, words: &str) -> Self {
        match words.rsplit_once("; ") {
            Some((message, hint)) => Self::new(code, message, hint),
            None => Self::new(code, words, code.advice()),
        }
    }

    /// As one sentence, which [`Self::worded`] takes apart again.
    pub(crate) fn sentence(&self) -> String {
        format!("{}; {}", self.message, self.hint)
    }

    /// As lines for a person.
    pub(crate) fn lines(&self) -> String {
        let mut lines = format!("error: {}\n", self.message);
        if !self.hint.is_empty() {
            lines += &format!("hint: {}\n", self.hint);
        }
        lines
    }

    /// As data.
    pub(crate) fn json(&self) -> String {
        let Self { code, message, hint } = self;
        let error = json!({ "code": *code as u8, "message": message, "hint": hint });
        format!("{:#}\n", json!({ "error": error }))
    }
}

impl Code {
    fn advice(self) -> &'static str {
        match self {
            Self::Usage => "`mixmaster --help` shows the commands and their options",
            Self::Input => "export the file again as WAV, AIFF or FLAC, or leave it out",
            Self::Output => "choose another folder with -o, or make room on the disk",
            Self::Promise => "the files are written; read report.json before you use them",
            Self::Internal => {
                "this is a fault of MixMaster: please report it with the command line"
            }
            Self::Cancelled => "",
        }
    }
}

impl From<EngineError> for Fault {
    fn from(error: EngineError) -> Self {
        let code = match &error {
            EngineError::Io(fault) if fault.is_input => Code::Input,
            EngineError::Io(_) => Code::Output,
            EngineError::Cancelled => Code::Cancelled,
            EngineError::Range(_) => Code::Internal,
            _ => Code::Input,
        };
        Self::worded(code, &error.to_string())
    }
}

/// An input named `name` that could not be decoded.
pub(crate) fn unreadable(name: &str, error: &DecodeError) -> Fault {
    Fault::worded(Code::Input, &format!("`{name}`: {error}"))
}

/// The words for an output named `name` that could not be written.
pub(crate) fn unwritable(name: &str, error: &EncodeError) -> String {
    match error {
        EncodeError::Io(error) => output_words(name, error),
        other => format!("`{name}`: {other}"),
    }
}

/// The words for a file that the system did not let us write.
pub(crate) fn output_words(name: &str, error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    let hint = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            "make room on the disk, or choose a folder on another one with -o"
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "choose a folder that you may write to with -o"
        }
        _ => Code::Output.advice(),
    };
    format!("`{name}` could not be written: {error}; {hint}")
}

/// An input that the system did not let us read.
pub(crate) fn input_fault(name: &str, error: &std::io::Error) -> Fault {
    let hint = match error.kind() {
        std::io::ErrorKind::NotFound => "check the path",
        std::io::ErrorKind::PermissionDenied => "allow reading it, or copy it",
        _ => "check the file and the disk that it is on",
    };
    Fault::new(Code::Input, format!("`{name}` could not be read: {error}"), hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_part_after_the_last_semicolon_is_the_hint() {
        let fault = Fault::worded(Code::Input, "`a.wav`: found 7 channels; two; export as stereo");
        assert_eq!(
            fault.lines(),
            "error: `a.wav`: found 7 channels; two\nhint: export as stereo\n"
        );
        assert!(Fault::worded(Code::Input, "found text").lines().contains("hint: export"));
    }

    #[test]
    fn an_error_is_also_data() {
        let data: serde_json::Value =
            serde_json::from_str(&Fault::new(Code::Output, "full", "room").json()).unwrap();
        assert_eq!(data["error"]["code"], 4);
        assert_eq!(data["error"]["hint"], "room");
    }
}
