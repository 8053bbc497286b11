//! The page of a run, taken apart as a browser does.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod common;

use common::{HOSTILE, Page, clips, full};
use recipe::Report;
use serde_json::Value;

#[test]
fn every_part_is_there_under_its_heading() {
    let page = Page::parse(&report::page(&full(), &clips(100)));
    let headings: Vec<String> = page.named("h2").into_iter().map(|it| it.text).collect();
    assert_eq!(
        headings,
        [
            "The master in numbers",
            "Worth knowing",
            "Listen",
            "Over time",
            "Tone and space",
            "Who covers whom",
            "What was done, and why",
            "What came in",
            "Checks on the finished file",
            "Files and fingerprints",
        ]
    );
    let pictures: Vec<String> = page
        .named("svg")
        .iter()
        .filter_map(|svg| svg.attribute("aria-labelledby").map(str::to_owned))
        .collect();
    let ids = ["wave-rough", "wave-master", "loudness", "reduction", "spectrum", "width"];
    assert_eq!(pictures, ids.map(|id| format!("{id}-t {id}-d")));
    assert_eq!(page.named("audio").len(), 3);
    assert_eq!(page.named("h1").len(), 1);
}

#[test]
fn a_browser_finds_nothing_to_mend() {
    for report in [full(), Report::default()] {
        let page = Page::parse(&report::page(&report, &clips(10)));
        assert_eq!(page.errors(), [""; 0]);
    }
}

#[test]
fn what_files_are_called_stays_text() {
    let html = report::page(&full(), &clips(10));
    let page = Page::parse(&html);
    assert_eq!(page.named("script").len(), 1, "only our own");
    assert!(page.named("img").is_empty());
    assert!(page.elements().iter().any(|it| it.name == "th" && it.text.contains(HOSTILE)));
    let handlers = page.elements();
    let mut handlers = handlers.iter().flat_map(|it| &it.attributes);
    assert!(!handlers.any(|(name, _)| name.starts_with("on")), "a handler came in");
}

#[test]
fn nothing_is_asked_of_anybody() {
    let page = Page::parse(&report::page(&full(), &clips(10)));
    for element in page.elements() {
        for (name, value) in &element.attributes {
            if matches!(name.as_str(), "src" | "href" | "action" | "data" | "poster" | "srcset") {
                assert!(value.starts_with("data:"), "{} asks for {value}", element.name);
            }
        }
        assert!(!["iframe", "object", "embed", "form"].contains(&element.name.as_str()));
        if element.name == "style" {
            assert!(!element.text.contains("url(") && !element.text.contains("@import"));
        }
    }
    let policy = page.named("meta").into_iter().find_map(|meta| {
        let is_it = meta.attribute("http-equiv") == Some("Content-Security-Policy");
        is_it.then(|| meta.attribute("content").unwrap_or_default().to_owned())
    });
    assert!(policy.unwrap().starts_with("default-src 'none';"));
}

#[test]
fn every_number_is_one_of_the_report() {
    let report = full();
    let mut known = Vec::new();
    numbers(&serde_json::from_str(&report.to_json()).unwrap(), &mut known);
    let shown = Page::parse(&report::page(&report, &clips(10))).named("data");
    assert!(shown.len() > 50, "only {} numbers are shown", shown.len());
    for data in shown {
        let value: f64 = data.attribute("value").unwrap().parse().unwrap();
        assert!(known.contains(&value.to_bits()), "{value} is not in report.json");
        // What is read is that number, rounded.
        let text = data.text.replace('−', "-").replace('+', "");
        let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let read: f64 = text.parse().unwrap();
        let half = 0.5 * 10_f64.powi(-(decimals as i32));
        assert!((read - value).abs() <= half * 1.000_001, "{text} is shown for {value}");
    }
}

fn numbers(value: &Value, known: &mut Vec<u64>) {
    match value {
        Value::Number(number) => known.extend(number.as_f64().map(f64::to_bits)),
        Value::Array(list) => list.iter().for_each(|one| numbers(one, known)),
        Value::Object(map) => map.values().for_each(|one| numbers(one, known)),
        _ => {}
    }
}

#[test]
fn it_can_be_used_without_eyes_and_without_a_mouse() {
    let page = Page::parse(&report::page(&full(), &clips(10)));
    let ids = page.ids();
    for element in page.elements() {
        let labels = element.attribute("aria-labelledby").unwrap_or_default();
        for id in labels.split(' ').filter(|id| !id.is_empty()) {
            assert!(ids.contains(id), "{} is labelled by {id}, which is missing", element.name);
        }
        match element.name.as_str() {
            "svg" => assert!(element.attribute("role") == Some("img") && !labels.is_empty()),
            "audio" => assert!(element.attribute("controls").is_some() && !labels.is_empty()),
            "th" => assert!(element.attribute("scope").is_some(), "{element:?}"),
            _ => {}
        }
    }
    let given = page.elements().iter().filter(|it| it.attribute("id").is_some()).count();
    assert_eq!(given, ids.len(), "an id is there twice");
    assert_eq!(page.named("html")[0].attribute("lang"), Some("en-GB"));
}

/// Three players of 20 s at 128 kbit/s are 960 kB, in base64 1.28 MB; the pictures of a song have
/// 600 points a line, which is some 10 kB each.
#[test]
fn a_page_stays_small() {
    let silent = report::page(&full(), &[]).len();
    assert!(silent < 300_000, "{silent} bytes without audio");
    let whole = report::page(&full(), &clips(320_000)).len();
    assert!(whole < 3_000_000, "{whole} bytes");
}

#[test]
fn a_report_that_was_edited_or_is_old_gives_a_page_too() {
    let mut odd = full();
    let pictures = odd.pictures.as_mut().unwrap();
    pictures.masking.as_mut().unwrap().after_pct.pop();
    pictures.master.as_mut().unwrap().side_db.clear();
    pictures.duration_s = f64::NAN;
    pictures.reductions[0].reduction_db[3] = f32::INFINITY;
    pictures.sections[0].end_s = -5.0;
    let html = report::page(&odd, &[]);
    assert!(!html.contains("NaN") && !html.contains("Infinity"), "{html}");
    let old = Report { pictures: None, ..full() };
    assert!(Page::parse(&report::page(&old, &[])).named("svg").is_empty());
}
