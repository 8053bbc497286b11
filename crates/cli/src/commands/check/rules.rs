//! What a finished file must be, and what it should be.

use audio::math::power_to_db;
use measure::{ENVELOPE_HOP_MS, ERB_BANDS, Measurement};
use media::{Codec, Tag};
use recipe::PlatformVerdict::{NotReady, Note, Ready};
use recipe::{Platform, PlatformLine, PlatformVerdict, ReleaseCheck, ReleaseLine};

use super::heard::Heard;

/// Judges a file, for the platforms asked for or for all of them.
pub(super) fn judge(heard: &Heard, asked: &[&'static Platform]) -> ReleaseCheck {
    let m = &heard.measured;
    let (lufs, peak_dbtp) = (m.loudness.integrated_lufs, m.peaks.true_dbtp);
    let platforms: Vec<&Platform> = match asked {
        [] => Platform::all().iter().collect(),
        asked => asked.to_vec(),
    };
    let judged: Vec<PlatformLine> =
        platforms.iter().filter_map(|platform| platform.judge(lufs, peak_dbtp)).collect();
    let mut checks = vec![loudness(m), true_peak(m), mono(m), correlation(m), balance(m)];
    // Programmes that refuse what is off their target count only where they are asked for.
    if !asked.is_empty() {
        checks.extend(judged.iter().map(for_platform));
    }
    checks.extend([clipping(heard), offset(heard), head(m), tail(m), ends(m)]);
    checks.extend([rate(heard), depth(heard), coding(heard), noise(heard), metadata(heard)]);
    checks.extend(told_loudness(heard));
    checks.extend(heard.codecs.iter().map(|line| {
        let peak = line.true_peak_dbtp.unwrap_or(f64::NEG_INFINITY);
        let found = format!("true peak {peak:.2} dBTP after decoding");
        let does = "lower the ceiling, or master it with --codec-safe";
        of(&line.codec, if line.is_safe { Ready } else { NotReady }, found, "0 dBTP at most", does)
    }));
    checks.sort_by_key(|line| std::cmp::Reverse(line.verdict));
    let verdict = checks.iter().map(|line| line.verdict).max().unwrap_or(Ready);
    ReleaseCheck {
        engine: env!("CARGO_PKG_VERSION").into(),
        file: heard.file.clone(),
        verdict,
        checks,
        platforms: judged,
        codecs: heard.codecs.clone(),
        measured: engine::measured(m),
    }
}

/// A line; what is fine needs no advice.
fn of(
    check: &str,
    verdict: PlatformVerdict,
    found: impl Into<String>,
    expected: &str,
    does: &str,
) -> ReleaseLine {
    ReleaseLine {
        check: check.into(),
        verdict,
        found: found.into(),
        expected: expected.into(),
        does: if verdict == Ready { String::new() } else { does.into() },
    }
}

fn for_platform(line: &PlatformLine) -> ReleaseLine {
    let expected = format!("{:.0} LUFS, {:.0} dBTP", line.target_lufs, line.ceiling_dbtp);
    let does =
        format!("master it for {:.0} LUFS under {:.0} dBTP", line.target_lufs, line.ceiling_dbtp);
    of(&line.name, line.verdict, line.says.clone(), &expected, &does)
}

fn loudness(m: &Measurement) -> ReleaseLine {
    let lufs = m.loudness.integrated_lufs;
    let verdict = match lufs {
        lufs if !lufs.is_finite() => NotReady,
        lufs if (-24.0..=-5.0).contains(&lufs) => Ready,
        _ => Note,
    };
    let found = if lufs.is_finite() { format!("{lufs:.1} LUFS") } else { "silence".to_owned() };
    let does = "check that this is the right file; master it again if it is";
    of("loudness", verdict, found, "-24 to -5 LUFS", does)
}

fn true_peak(m: &Measurement) -> ReleaseLine {
    let peak = m.peaks.true_dbtp;
    let verdict = match peak {
        peak if peak > 0.005 => NotReady,
        // A hundredth is what meters differ by.
        peak if peak > -0.99 => Note,
        _ => Ready,
    };
    let does = "lower the ceiling of the limiter to -1 dBTP";
    of("true peak", verdict, format!("{peak:.2} dBTP"), "-1 dBTP at most", does)
}

/// The doctor's finding of this name: its words, and how sure it is.
fn finding<'a>(heard: &'a Heard, fault: &str) -> Option<(&'a str, PlatformVerdict)> {
    let line = heard.findings.iter().find(|line| line.fault == fault)?;
    let verdict = match line.verdict.as_str() {
        "sure" => NotReady,
        "likely" => Note,
        _ => return None,
    };
    Some((&line.says, verdict))
}

fn clipping(heard: &Heard) -> ReleaseLine {
    let samples = heard.measured.peaks.clipped_samples;
    let (found, verdict) = match (finding(heard, "clipping"), samples) {
        (Some((says, verdict)), _) => (says.to_owned(), verdict),
        (None, 0) => ("no runs at full scale".to_owned(), Ready),
        (None, _) => (format!("{samples} samples in runs at full scale"), Note),
    };
    of("clipping", verdict, found, "none", "render it again with more headroom")
}

fn offset(heard: &Heard) -> ReleaseLine {
    let (found, verdict) = match finding(heard, "offset") {
        // It costs headroom and clicks where it starts; it is heard nowhere else.
        Some((says, _)) => (says.to_owned(), Note),
        None => (format!("{:.5}", heard.measured.dynamics.dc.abs()), Ready),
    };
    of("offset", verdict, found, "none over -60 dBFS", "filter it out under 10 Hz")
}

/// What is not heard any more, as a magnitude: −60 dBFS.
const AUDIBLE: f32 = 0.001;

/// Silence at the start, in s.
fn head(m: &Measurement) -> ReleaseLine {
    let hops = m.envelope.peak.iter().position(|peak| *peak >= AUDIBLE);
    let seconds = hops.unwrap_or(m.envelope.peak.len()) as f64 * ENVELOPE_HOP_MS / 1e3;
    let verdict = if seconds > 2.0 { Note } else { Ready };
    of("start", verdict, format!("{seconds:.2} s of silence"), "2 s at most", "cut it")
}

fn tail(m: &Measurement) -> ReleaseLine {
    let hops = m.envelope.peak.iter().rev().position(|peak| *peak >= AUDIBLE);
    let seconds = hops.unwrap_or(m.envelope.peak.len()) as f64 * ENVELOPE_HOP_MS / 1e3;
    let verdict = if seconds > 5.0 { Note } else { Ready };
    of("end", verdict, format!("{seconds:.2} s of silence"), "5 s at most", "cut it")
}

/// Level of the first and the last 10 ms under the loudness at which a start or an end is a cut,
/// in dB.
const ABRUPT_DB: f64 = 20.0;

/// Whether it starts or ends in full sound.
fn ends(m: &Measurement) -> ReleaseLine {
    let level =
        |power: Option<&f32>| power.map_or(f64::NEG_INFINITY, |it| power_to_db(f64::from(*it)));
    let rms = m.dynamics.rms_dbfs;
    let under = |dbfs: f64| rms - dbfs;
    let first = under(level(m.envelope.power.first()));
    // The last hop may be a part of one.
    let last = m.envelope.power.len().checked_sub(2).and_then(|at| m.envelope.power.get(at));
    let last = under(level(last));
    let (found, verdict) = match (first < ABRUPT_DB, last < ABRUPT_DB) {
        _ if !rms.is_finite() => ("silence".to_owned(), Ready),
        (_, true) => (format!("ends in sound, {last:.0} dB under its level"), Note),
        // Music may begin with a beat.
        (true, false) if first < 3.0 => ("starts in full sound".to_owned(), Note),
        _ => ("starts and ends in silence".to_owned(), Ready),
    };
    of("cuts", verdict, found, "sound that fades or rings out", "look for what is missing, or fade")
}

/// Loss in mono of the band that loses most, in dB, and its frequency in Hz. Bands 40 dB under the
/// loudest are not heard.
fn worst_band(m: &Measurement) -> Option<(f64, f64)> {
    let power = |db: f32| audio::db_to_gain_f64(2.0 * f64::from(db));
    let bands: Vec<(f64, f64)> = (0..ERB_BANDS)
        .map(|band| (power(m.spectrum.mid_erb_db[band]), power(m.spectrum.side_erb_db[band])))
        .collect();
    let loudest = bands.iter().map(|(mid, side)| mid + side).fold(0.0, f64::max);
    let heard = bands.iter().enumerate().filter(|(_, (mid, side))| mid + side > loudest * 1e-4);
    let losses = heard.map(|(band, (mid, side))| {
        let loss_db = power_to_db((mid + side) / mid.max(1e-3 * side).max(1e-30));
        // Glasberg and Moore (1990): the frequency of an ERB number.
        let erb = band as f64 + 1.0;
        let hz = (audio::db_to_gain_f64(20.0 * erb / 21.4) - 1.0) / 0.004_37;
        (loss_db, hz)
    });
    losses.max_by(|a, b| a.0.total_cmp(&b.0))
}

fn mono(m: &Measurement) -> ReleaseLine {
    let Some((loss_db, hz)) = worst_band(m).filter(|_| m.loudness.integrated_lufs.is_finite())
    else {
        return of("mono", Ready, "silence", "at most 6 dB lost in any band", "");
    };
    let verdict = match loss_db {
        loss if loss > 15.0 => NotReady,
        loss if loss > 6.0 => Note,
        _ => Ready,
    };
    let found = format!("{loss_db:.1} dB lost at {hz:.0} Hz");
    let does = "narrow the stereo image there, or turn one channel over";
    of("mono", verdict, found, "at most 6 dB lost in any band", does)
}

fn correlation(m: &Measurement) -> ReleaseLine {
    let found = m.stereo.correlation;
    let verdict = match found {
        found if found < -0.3 => NotReady,
        found if found < 0.1 => Note,
        _ => Ready,
    };
    let does = "left and right cancel each other in mono: turn one over, or narrow the image";
    of("correlation", verdict, format!("{found:.2}"), "0.1 or more", does)
}

fn balance(m: &Measurement) -> ReleaseLine {
    let found = m.stereo.balance_db;
    let verdict = match found.abs() {
        db if db > 40.0 => NotReady,
        db if db > 1.5 => Note,
        _ => Ready,
    };
    let side = if found > 0.0 { "right" } else { "left" };
    let does = "check the balance, or export again if a channel is missing";
    of(
        "balance",
        verdict,
        format!("{side} louder by {:.1} dB", found.abs()),
        "1.5 dB at most",
        does,
    )
}

fn rate(heard: &Heard) -> ReleaseLine {
    let hz = heard.info.sample_rate_hz;
    let verdict = if hz < 44_100 { NotReady } else { Ready };
    let does = "deliver at the rate of the session; raising the rate afterwards adds nothing";
    of("sample rate", verdict, format!("{hz} Hz"), "44100 Hz or more", does)
}

fn depth(heard: &Heard) -> ReleaseLine {
    let (expected, does) = ("16 or 24 bits, all of them used", "export it again at its true depth");
    let (found, verdict) = match (heard.info.bits, heard.used_bits) {
        _ if heard.info.float => ("floating point".to_owned(), Ready),
        (Some(bits), _) if bits < 16 => (format!("{bits} bits"), NotReady),
        (Some(bits), Some(used)) if bits > 16 && used <= 16 => {
            (format!("{used} bits in a file of {bits}"), Note)
        }
        (Some(bits), _) => (format!("{bits} bits"), Ready),
        (None, _) => ("lossy coding".to_owned(), Ready),
    };
    of("bit depth", verdict, found, expected, does)
}

/// Lossy now, or once.
fn coding(heard: &Heard) -> ReleaseLine {
    let codec = heard.info.codec;
    let (found, verdict) = match finding(heard, "lossy_cutoff") {
        _ if codec.is_lossy() => (codec.name().to_owned(), Note),
        // An old recording ends there, too: it is never a reason alone.
        Some((says, _)) => (says.to_owned(), Note),
        None => ("no sign of lossy coding".to_owned(), Ready),
    };
    let does = "deliver the file that it was made from: services code it again";
    of("coding", verdict, found, "a file without loss", does)
}

fn noise(heard: &Heard) -> ReleaseLine {
    let floor = heard.measured.activity.floor_dbfs;
    let (found, verdict) = match finding(heard, "noise_floor") {
        Some((says, _)) => (says.to_owned(), Note),
        None if floor.is_finite() => (format!("{floor:.0} dBFS in pauses"), Ready),
        None => ("none".to_owned(), Ready),
    };
    of("noise", verdict, found, "no steady noise", "look for it in the stems, and gate or mute it")
}

fn metadata(heard: &Heard) -> ReleaseLine {
    let wanted = [(Tag::Title, "title"), (Tag::Artist, "artist"), (Tag::Isrc, "ISRC")];
    let missing: Vec<&str> = wanted
        .into_iter()
        .filter(|(tag, _)| heard.info.tags.get(*tag).is_none())
        .map(|(_, name)| name)
        .collect();
    let (found, verdict) = match missing.as_slice() {
        [] => ("title, artist and ISRC".to_owned(), Ready),
        missing => (format!("no {}", missing.join(", no ")), Note),
    };
    let does = "add it with --tag, or hand it to the distributor with the file";
    of("metadata", verdict, found, "title, artist and ISRC", does)
}

/// A broadcast wave that says another loudness than it has.
fn told_loudness(heard: &Heard) -> Option<ReleaseLine> {
    let told = heard.info.bext.as_ref().filter(|_| heard.info.codec == Codec::Wav)?;
    let told = told.loudness.integrated_lufs?;
    let off = (told - heard.measured.loudness.integrated_lufs).abs();
    let verdict = if off > 0.1 { Note } else { Ready };
    let does = "the file was changed after it was measured: write it again";
    Some(of("told loudness", verdict, format!("{told:.1} LUFS"), "what is measured", does))
}
