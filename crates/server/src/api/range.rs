//! One byte range of a file: `Range`, after RFC 9110.

use std::ops::Range;

use crate::problem::Problem;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// All of it.
    Whole,
    /// These bytes.
    Part(Range<u64>),
}

/// Reads a `Range` header against a file of `length` bytes. What is not understood, and several
/// ranges at a time, are answered with the whole, as the standard allows.
pub(super) fn wanted(header: Option<&str>, length: u64) -> Result<Wanted, Problem> {
    let Some(spec) = header.and_then(|text| text.trim().strip_prefix("bytes=")) else {
        return Ok(Wanted::Whole);
    };
    let Some((first, last)) = spec.split_once('-') else { return Ok(Wanted::Whole) };
    let range = match (first.trim().parse::<u64>(), last.trim().parse::<u64>()) {
        (Ok(first), Ok(last)) if first <= last => first..last.saturating_add(1).min(length),
        (Ok(first), Err(_)) if last.trim().is_empty() => first..length,
        (Err(_), Ok(count)) if first.trim().is_empty() => length.saturating_sub(count)..length,
        _ => return Ok(Wanted::Whole),
    };
    if range.start >= length || range.is_empty() {
        let situation = (
            "range",
            axum::http::StatusCode::RANGE_NOT_SATISFIABLE,
            "The range lies outside the file",
        );
        return Err(Problem::new(
            situation,
            format!("found bytes {spec:.40}, expected 0 to {}", length.saturating_sub(1)),
        ));
    }
    Ok(Wanted::Part(range))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_the_standard_says() {
        let part = |header: &str| wanted(Some(header), 100).unwrap();
        assert_eq!(part("bytes=0-9"), Wanted::Part(0..10));
        assert_eq!(part("bytes=90-"), Wanted::Part(90..100));
        assert_eq!(part("bytes=-10"), Wanted::Part(90..100));
        assert_eq!(part("bytes=-1000"), Wanted::Part(0..100));
        assert_eq!(part("bytes=50-1000"), Wanted::Part(50..100));
        for whole in ["bytes=5-2", "bytes=a-b", "lines=1-2", "bytes=0-1,4-5", "bytes="] {
            assert_eq!(part(whole), Wanted::Whole, "{whole}");
        }
        for outside in ["bytes=100-", "bytes=-0", "bytes=200-300"] {
            assert!(wanted(Some(outside), 100).is_err(), "{outside}");
        }
        assert_eq!(wanted(None, 100).unwrap(), Wanted::Whole);
    }
}
