//! A sentence cut into tokens: words, numbers with units, points in time, signs between clauses.

use super::{LETTERS_MAX, TalkError};

/// One token and the text that it was.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) text: String,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// Lower case.
    Word,
    /// In quotation marks: the id of a stem, as it is.
    Quoted,
    /// A number.
    Number(Number),
    /// `1:05`, in seconds.
    Clock(f64),
    /// `,`: ends a clause that is whole, else goes on with a list.
    Comma,
    /// `;`, a full stop, a question or exclamation mark, a new line: ends a clause.
    End,
}

/// A number with its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    pub(super) value: f64,
    pub(super) unit: Option<Unit>,
    /// Written with a sign.
    pub(super) signed: bool,
}

/// Units that people write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Db,
    Lufs,
    Dbtp,
    Hz,
    Khz,
    Percent,
    Seconds,
}

impl Unit {
    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "db" | "dbs" | "decibel" | "decibels" | "lu" => Self::Db,
            "lufs" | "lkfs" => Self::Lufs,
            "dbtp" | "dbfs" => Self::Dbtp,
            "hz" | "hertz" => Self::Hz,
            "khz" | "k" => Self::Khz,
            "%" | "percent" | "prozent" | "pct" => Self::Percent,
            "s" | "sec" | "secs" | "second" | "seconds" | "sekunden" => Self::Seconds,
            _ => return None,
        })
    }

    /// As it is written in an answer.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Db => "dB",
            Self::Lufs => "LUFS",
            Self::Dbtp => "dBTP",
            Self::Hz => "Hz",
            Self::Khz => "kHz",
            Self::Percent => "%",
            Self::Seconds => "s",
        }
    }
}

/// Cuts `text`.
///
/// # Errors
///
/// A text that is too long, an open quotation mark, a sign or a number that means nothing.
pub(super) fn scan(text: &str) -> Result<Vec<Token>, TalkError> {
    let found = text.chars().count();
    if found > LETTERS_MAX {
        return Err(TalkError::new(
            format!("the sentence has {found} letters, expected at most {LETTERS_MAX}"),
            "say it in several sentences, one tweak each",
        ));
    }
    let letters: Vec<char> = text.chars().map(plain).collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let (token, next) = next_token(&letters, at)?;
        tokens.extend(token);
        at = next.max(at + 1);
    }
    Ok(tokens)
}

/// Typographic signs become those of a keyboard.
fn plain(sign: char) -> char {
    match sign {
        '−' | '–' | '—' | '‐' | '‑' => '-',
        '’' | '‘' => '\'',
        '“' | '”' | '„' | '«' | '»' | '`' => '"',
        other => other,
    }
}

fn next_token(letters: &[char], at: usize) -> Result<(Option<Token>, usize), TalkError> {
    let sign = letters[at];
    let one = |kind| Ok((Some(Token { kind, text: sign.to_string() }), at + 1));
    match sign {
        _ if starts_number(letters, at) => number(letters, at),
        ';' | '.' | '?' | '!' | '\n' => one(Kind::End),
        ',' => one(Kind::Comma),
        '"' => quoted(letters, at),
        _ if sign.is_alphanumeric() || sign == '_' || sign == '&' => Ok(word(letters, at)),
        // Between words these mean nothing: `high-pass`, `drums/bass`, `guitar's`.
        _ if sign.is_whitespace() || "-/'()[]:=*".contains(sign) => Ok((None, at + 1)),
        '%' => Ok((Some(Token { kind: Kind::Word, text: "%".into() }), at + 1)),
        _ => Err(TalkError::new(
            format!("the sign `{}` was not understood", sign.escape_debug()),
            "use letters, numbers and `;` between the parts of a sentence",
        )),
    }
}

fn quoted(letters: &[char], at: usize) -> Result<(Option<Token>, usize), TalkError> {
    let rest = &letters[at + 1..];
    let Some(length) = rest.iter().position(|sign| *sign == '"') else {
        return Err(TalkError::new(
            "a quotation mark is open".into(),
            "close it: quotation marks stand around the id of a stem",
        ));
    };
    let text = rest[..length].iter().collect();
    Ok((Some(Token { kind: Kind::Quoted, text }), at + length + 2))
}

fn starts_number(letters: &[char], at: usize) -> bool {
    let digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    match letters[at] {
        '+' => true,
        // A minus follows a space, else it joins two words.
        '-' => {
            let is_free = at == 0 || !letters[at - 1].is_alphanumeric();
            let next = (at + 1..letters.len()).find(|&next| !letters[next].is_whitespace());
            is_free && next.is_some_and(digit)
        }
        '.' => digit(at + 1),
        sign => sign.is_ascii_digit(),
    }
}

fn number(letters: &[char], at: usize) -> Result<(Option<Token>, usize), TalkError> {
    let digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let mut end = at;
    let signed = matches!(letters[at], '+' | '-');
    if signed {
        end += 1;
        while letters.get(end).is_some_and(|sign| sign.is_whitespace()) {
            end += 1;
        }
    }
    let from = end;
    while digit(end) || (matches!(letters.get(end), Some('.' | ',' | ':')) && digit(end + 1)) {
        end += 1;
    }
    let digits: String = letters[from..end].iter().collect();
    let text: String = letters[at..end].iter().collect();
    if let Some(seconds) = clock(&digits).filter(|_| !signed) {
        return Ok((Some(Token { kind: Kind::Clock(seconds), text }), end));
    }
    let value = digits.replace(',', ".").parse::<f64>().ok().filter(|value| value.is_finite());
    let Some(value) = value else {
        let text: String = text.chars().take(32).collect();
        return Err(TalkError::new(
            format!("`{text}` is no number"),
            "write numbers like 1.5, -3 or 120, and points in time like 1:05",
        ));
    };
    let value = if letters[at] == '-' { -value } else { value };
    let (unit, end) = unit(letters, end);
    let text: String = letters[at..end].iter().collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok((Some(Token { kind: Kind::Number(Number { value, unit, signed }), text }), end))
}

/// The unit behind a number, with or without a space between.
fn unit(letters: &[char], end: usize) -> (Option<Unit>, usize) {
    let mut from = end;
    while letters.get(from) == Some(&' ') {
        from += 1;
    }
    let mut to = from;
    if letters.get(to) == Some(&'%') {
        return (Some(Unit::Percent), to + 1);
    }
    while letters.get(to).is_some_and(|sign| sign.is_alphanumeric()) {
        to += 1;
    }
    let word: String = letters[from..to].iter().flat_map(|sign| sign.to_lowercase()).collect();
    Unit::of(&word).map_or((None, end), |unit| (Some(unit), to))
}

/// `1:05`, `1:02:03.5`.
fn clock(digits: &str) -> Option<f64> {
    if !digits.contains(':') {
        return None;
    }
    let parts: Vec<f64> = digits.split(':').map(str::parse).collect::<Result<_, _>>().ok()?;
    let is_sound = parts.len() <= 3 && parts.iter().skip(1).all(|part| *part < 60.0);
    is_sound.then(|| parts.iter().fold(0.0, |sum, part| 60.0 * sum + part))
}

fn word(letters: &[char], at: usize) -> (Option<Token>, usize) {
    let is_part = |sign: char| sign.is_alphanumeric() || sign == '_' || sign == '&';
    let mut end = at;
    while letters.get(end).copied().is_some_and(is_part) {
        end += 1;
        // `t003.2`, the id of a move.
        let follows = letters.get(end) == Some(&'.')
            && letters.get(end + 1).is_some_and(char::is_ascii_digit)
            && letters[at] == 't'
            && letters[at + 1..end].iter().all(char::is_ascii_digit);
        if follows {
            end += 1;
        }
    }
    let text: String = letters[at..end].iter().flat_map(|sign| sign.to_lowercase()).collect();
    (Some(Token { kind: Kind::Word, text }), end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Kind> {
        scan(text).unwrap().into_iter().map(|token| token.kind).collect()
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let db = |value, signed| vec![Kind::Number(Number { value, unit: Some(Unit::Db), signed })];
        for (text, value, signed) in [
            ("+1.5 dB", 1.5, true),
            ("−3dB", -3.0, true),
            ("- 2,5 db", -2.5, true),
            (".5 decibels", 0.5, false),
        ] {
            assert_eq!(kinds(text), db(value, signed), "{text}");
        }
        let khz = Number { value: 2.0, unit: Some(Unit::Khz), signed: false };
        assert_eq!(kinds("2k"), [Kind::Number(khz)]);
    }

    #[test]
    fn points_in_time_are_seconds() {
        assert_eq!(kinds("1:05"), [Kind::Clock(65.0)]);
        assert_eq!(kinds("1:02:03.5"), [Kind::Clock(3_723.5)]);
        assert!(scan("1:75").is_err());
    }

    #[test]
    fn a_hyphen_joins_and_a_quotation_mark_must_close() {
        assert_eq!(kinds("high-pass"), [Kind::Word, Kind::Word]);
        assert_eq!(scan("“Gtr L”").unwrap()[0].text, "Gtr L");
        assert!(scan("\"Gtr L").unwrap_err().message.contains("open"));
        assert_eq!(scan("undo t003.2").unwrap()[1].text, "t003.2");
    }

    #[test]
    fn what_is_too_long_or_strange_is_refused() {
        assert!(scan(&"a".repeat(LETTERS_MAX + 1)).unwrap_err().message.contains("letters"));
        assert!(scan("vocal ♥").is_err());
        assert!(scan("1.2.3").is_err());
    }
}
