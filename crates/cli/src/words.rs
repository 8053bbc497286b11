//! Words to standard error, data to standard output. A reader that hangs up is no fault of ours.

use std::io::Write;

/// Writes `text` to standard output.
pub(crate) fn data(text: &str) {
    let mut out = std::io::stdout().lock();
    // Nobody is left to be told when this fails: `mixmaster … | head` closes the pipe.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Writes `text` to standard error.
pub(crate) fn say(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Writes JSON documents to standard output as one list.
pub(crate) fn list(documents: impl Iterator<Item = String>) {
    let documents: Vec<String> = documents.map(|text| text.trim_end().to_owned()).collect();
    data(&format!("[\n{}\n]\n", documents.join(",\n")));
}

/// Says each warning on a line of its own.
pub(crate) fn warn(warnings: &[String]) {
    for warning in warnings {
        say(&format!("warning: {warning}\n"));
    }
}

/// A level with one decimal and a true minus sign; silence and what was not measured are dashes.
pub(crate) fn level(value: f64) -> String {
    if value.is_finite() { format!("{value:.1}") } else { "–".into() }
}

/// `1 move`, `2 moves`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// Seconds as `3:07` or `1:02:03`.
pub(crate) fn clock(seconds: f64) -> String {
    let whole = seconds.max(0.0).round() as u64;
    let (hours, minutes, seconds) = (whole / 3_600, whole / 60 % 60, whole % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

/// `text` in lines of at most `width` characters, each after `indent` spaces.
pub(crate) fn wrapped(text: &str, indent: usize, width: usize) -> String {
    let margin = " ".repeat(indent);
    let mut lines = String::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = line.chars().count() + 1 + word.chars().count();
        if !line.is_empty() && indent + longer > width {
            lines += &format!("{margin}{line}\n");
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line += word;
    }
    if !line.is_empty() {
        lines += &format!("{margin}{line}\n");
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_wrapped_at_words() {
        assert_eq!(wrapped("one two three", 2, 9), "  one two\n  three\n");
        assert_eq!(wrapped("", 2, 9), "");
    }

    #[test]
    fn time_is_read_as_on_a_clock() {
        assert_eq!([clock(187.4), clock(3_723.0)], ["3:07", "1:02:03"]);
    }
}
