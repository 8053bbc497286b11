//! The page of an album.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod common;

use common::{HOSTILE, Page};
use recipe::{AlbumReport, AlbumTrack, Evidence, Programme};

fn album() -> AlbumReport {
    let pictures = common::full().pictures.unwrap();
    let track = |number: usize, title: &str| AlbumTrack {
        number,
        title: title.into(),
        file: format!("tracks/{number:02} {title}.wav"),
        start_frame: (number as u64 - 1) * 9_000_000,
        frames: 8_640_000,
        gap_frames: 360_000,
        before_lufs: Some(-18.25),
        aim_lufs: -12.5,
        after_lufs: Some(-12.47),
        range_lu: Some(5.25),
        true_peak_dbtp: Some(-1.03),
        tone: Some(Evidence {
            metric: "tone_off_db".into(),
            before: 2.31,
            without: None,
            after: 1.17,
        }),
        warnings: vec![format!("{HOSTILE} stopped early")],
        came: pictures.rough.clone().unwrap(),
        made: pictures.master.clone().unwrap(),
        ..AlbumTrack::default()
    };
    AlbumReport {
        title: Some(HOSTILE.into()),
        sample_rate_hz: 48_000,
        lufs_target: -12.0,
        lufs_level: -12.0,
        ceiling_dbtp: -1.0,
        anchor: HOSTILE.into(),
        passed: true,
        programme: Programme {
            duration_s: 562.5,
            integrated_lufs: Some(-12.61),
            range_lu: Some(6.15),
            true_peak_dbtp: Some(-1.03),
        },
        tracks: vec![track(1, HOSTILE), track(2, "two"), track(3, "three")],
        centre: pictures.master.unwrap(),
        ..AlbumReport::default()
    }
}

#[test]
fn an_album_has_a_page_that_a_browser_need_not_mend() {
    for album in [album(), AlbumReport::default()] {
        let page = Page::parse(&report::album_page(&album));
        assert_eq!(page.errors(), [""; 0]);
        assert_eq!(page.named("script").len(), 1);
        assert!(page.named("img").is_empty(), "a title came in as an element");
    }
    let page = Page::parse(&report::album_page(&album()));
    assert_eq!(page.named("svg").len(), 3);
    assert!(page.named("h1")[0].text.starts_with("Ready: 3 tracks"));
    assert!(page.named("th").iter().any(|it| it.text.contains(HOSTILE)));
}

#[test]
fn a_track_over_its_ceiling_is_what_the_page_says_first() {
    let mut over = album();
    over.programme.true_peak_dbtp = Some(-0.5);
    let page = Page::parse(&report::album_page(&over));
    assert!(page.named("h1")[0].text.contains("over its ceiling"));
}
