//! Numbers of the report as text. Each carries its exact value in a `data` element, so that what is
//! read here can be held against `report.json`.

use maud::{Markup, Render, html};

/// A number that may be missing; missing is a dash.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Number {
    value: Option<f64>,
    decimals: usize,
    unit: &'static str,
    signed: bool,
}

impl Number {
    pub(crate) fn new(value: impl Into<Option<f64>>, decimals: usize, unit: &'static str) -> Self {
        Self { value: value.into(), decimals, unit, signed: false }
    }

    /// With a sign even where it is positive.
    pub(crate) fn signed(self) -> Self {
        Self { signed: true, ..self }
    }
}

impl Render for Number {
    fn render(&self) -> Markup {
        let Some(value) = self.value.filter(|value| value.is_finite()) else {
            return html! { span.none { "–" } };
        };
        let sign = if self.signed && value > 0.0 { "+" } else { "" };
        html! {
            data value=(value) { (sign) (text(value, self.decimals)) }
            @if !self.unit.is_empty() { " " span.unit { (self.unit) } }
        }
    }
}

/// A number with so many decimals and a real minus sign; never a negative zero.
pub(crate) fn text(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let is_zero = text.bytes().all(|byte| matches!(byte, b'-' | b'0' | b'.'));
    match text.strip_prefix('-') {
        Some(size) if is_zero => size.to_owned(),
        Some(size) => format!("−{size}"),
        None => text,
    }
}

/// The number that JSON shows for `value`, not its neighbour in double precision.
pub(crate) fn exact(value: f32) -> f64 {
    value.to_string().parse().unwrap_or(f64::from(value))
}

/// As many decimals as its size deserves.
pub(crate) fn fitting(value: f64) -> Number {
    let decimals = match value.abs() {
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 0.1 => 2,
        _ => 3,
    };
    Number::new(value, decimals, "")
}

/// Seconds as `3:07` or `1:02:03`.
pub(crate) fn clock(seconds: f64) -> String {
    let whole = seconds.max(0.0).round().min(1e9) as u64;
    let (hours, minutes, seconds) = (whole / 3_600, whole / 60 % 60, whole % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_a_real_minus_and_no_negative_zero() {
        assert_eq!([text(-1.04, 1), text(-0.04, 1), text(3.0, 0)], ["−1.0", "0.0", "3"]);
    }

    #[test]
    fn a_number_keeps_its_exact_value() {
        let html = Number::new(-14.0371, 1, "LUFS").render().into_string();
        assert_eq!(html, "<data value=\"-14.0371\">−14.0</data> <span class=\"unit\">LUFS</span>");
        assert!(Number::new(None, 1, "LU").render().into_string().contains('–'));
    }

    #[test]
    fn times_are_told_as_on_a_clock() {
        assert_eq!([clock(187.4), clock(3_723.0), clock(-1.0)], ["3:07", "1:02:03", "0:00"]);
    }
}
