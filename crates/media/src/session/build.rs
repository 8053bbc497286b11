//! From the console of a recipe to the tracks of a session.

use audio::Params;
use recipe::{Action, Bus, BusStrip, Console, MasterChain, Recipe, SectionSpec, StemSpec, Strip};

use super::{Clip, Device, LanePoint, Marker, Part, Session, Track, colour};

/// What a recipe does not say about its song.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// Title of the song.
    pub title: String,
    /// Who made it.
    pub artist: Option<String>,
}

/// The desk that `console`, folded from `recipe`, is.
#[must_use]
pub fn session(recipe: &Recipe, console: &Console, labels: &Labels) -> Session {
    let spec = &recipe.session;
    let rate_hz = f64::from(spec.sample_rate_hz.max(1));
    let parts = parts(console);
    let at = |part| parts.iter().position(|one| *one == part);
    let desk = Desk { console, stems: &spec.stems, rate_hz };
    let tracks = parts.iter().map(|part| {
        let mut track = desk.track(*part);
        track.output = match *part {
            Part::Master => None,
            Part::Stem(index) => at(Part::Bus(console.strips[index].bus)),
            _ => at(Part::Master),
        };
        if let Part::Stem(index) = *part {
            let strip = &console.strips[index];
            let sends = [(Part::Reverb, strip.reverb_send_db), (Part::Delay, strip.delay_send_db)];
            track.sends = sends.iter().filter_map(|&(to, level)| Some((at(to)?, level?))).collect();
        }
        track
    });
    let seconds = |frames: u64| frames as f64 / rate_hz;
    let marker = |section: &SectionSpec| Marker {
        start_s: seconds(section.start_frame),
        end_s: seconds(section.end_frame),
        name: format!("{} ({})", section.kind, section.label),
    };
    Session {
        title: labels.title.clone(),
        artist: labels.artist.clone(),
        sample_rate_hz: spec.sample_rate_hz,
        duration_s: seconds(spec.frames.saturating_add(spec.tail_frames)),
        beats_per_bar: spec.beats_per_bar.filter(|beats| *beats > 0).unwrap_or(4),
        tempo_bpm: spec.tempo_bpm.filter(|bpm| (1.0..=1_000.0).contains(bpm)),
        markers: spec.sections.iter().map(marker).collect(),
        tracks: tracks.collect(),
    }
}

/// What has a track. A bus without stems and a return that nothing is sent to have none.
fn parts(console: &Console) -> Vec<Part> {
    let strips = &console.strips;
    let mut parts: Vec<Part> = (0..strips.len()).map(Part::Stem).collect();
    let has_any = |bus: &Bus| strips.iter().any(|strip| strip.bus == *bus);
    parts.extend(Bus::ALL.into_iter().filter(has_any).map(Part::Bus));
    let is_sent = |level: fn(&Strip) -> Option<f32>| strips.iter().any(|it| level(it).is_some());
    if console.returns.reverb.is_some() && is_sent(|strip| strip.reverb_send_db) {
        parts.push(Part::Reverb);
    }
    if console.returns.delay.is_some() && is_sent(|strip| strip.delay_send_db) {
        parts.push(Part::Delay);
    }
    parts.push(Part::Master);
    parts
}

struct Desk<'a> {
    console: &'a Console,
    stems: &'a [StemSpec],
    rate_hz: f64,
}

impl Desk<'_> {
    fn track(&self, part: Part) -> Track {
        let Console { strips, buses, returns, master } = self.console;
        let plain = |name: &str, colour| Track {
            part,
            name: name.into(),
            colour,
            clip: None,
            polarity_inverted: false,
            devices: Vec::new(),
            volume_db: 0.0,
            lane: Vec::new(),
            pan_pct: 0.0,
            sends: Vec::new(),
            output: None,
        };
        match part {
            Part::Stem(index) => {
                let colour = colour::of_group(self.stems[index].role.is.group());
                self.stem(index, &strips[index], plain(&self.stems[index].id, colour))
            }
            Part::Bus(bus) => {
                let strip = &buses[bus.index()];
                let devices = self.bus_devices(strip);
                let volume_db = strip.fader_db;
                Track { devices, volume_db, ..plain(bus.target(), colour::of_bus(bus)) }
            }
            Part::Reverb => {
                let devices = returns.reverb.iter().map(|(it, _)| Device::of(Action::Reverb, it));
                let volume_db = returns.reverb.map_or(0.0, |(_, level_db)| level_db);
                let plain = plain("reverb", colour::RETURN);
                Track { devices: devices.collect(), volume_db, ..plain }
            }
            Part::Delay => {
                let devices = returns.delay.iter().map(|(it, _)| Device::of(Action::Delay, it));
                let volume_db = returns.delay.map_or(0.0, |(_, level_db)| level_db);
                let plain = plain("delay", colour::RETURN);
                Track { devices: devices.collect(), volume_db, ..plain }
            }
            Part::Master => {
                Track { devices: master_devices(master), ..plain("master", colour::MASTER) }
            }
        }
    }

    fn stem(&self, index: usize, strip: &Strip, plain: Track) -> Track {
        let stem = &self.stems[index];
        let point = |point: &recipe::AutomationPoint| LanePoint {
            at_s: point.frame as f64 / self.rate_hz,
            gain_db: point.gain_db,
        };
        Track {
            clip: Some(Clip {
                stem: index,
                start_s: f64::from(strip.align_ms) / 1e3,
                duration_s: stem.frames as f64 / f64::from(stem.sample_rate_hz.max(1)),
                channels: stem.channels,
                sample_rate_hz: stem.sample_rate_hz,
            }),
            polarity_inverted: strip.polarity_inverted,
            devices: self.strip_devices(strip, stem.channels),
            volume_db: strip.fader_db,
            lane: strip.automation.iter().map(point).collect(),
            pan_pct: strip.pan.position_pct,
            ..plain
        }
    }

    fn strip_devices(&self, strip: &Strip, channels: u16) -> Vec<Device> {
        let trim_db = strip.trim_db;
        let mut devices = Vec::new();
        push(&mut devices, Action::HighPass, strip.high_pass.as_ref());
        push(&mut devices, Action::LowPass, strip.low_pass.as_ref());
        let gate = strip.gate.as_ref().map(|gate| Device::of(Action::Gate, gate));
        devices.extend(gate.map(|gate| gate.untrimmed(trim_db)));
        devices.extend(strip.eq.iter().map(|band| Device::of(Action::Eq, band)));
        devices.extend(strip.dynamic_eq.iter().map(|slot| {
            let heard_db = slot.key.map_or(trim_db, |key| self.trim_db(key));
            Device::of(Action::DynamicEq, &slot.params).keyed(slot.key).untrimmed(heard_db)
        }));
        push(&mut devices, Action::DeEsser, strip.de_esser.as_ref());
        let compressor = strip.compressor.as_ref().map(|it| Device::of(Action::Compressor, it));
        devices.extend(compressor.map(|it| it.untrimmed(trim_db)));
        let saturation = strip.saturation.as_ref().map(|it| Device::of(Action::Saturation, it));
        devices.extend(saturation.map(|it| it.untrimmed(trim_db)));
        devices.extend(strip.duck.as_ref().map(|duck| self.duck(duck)));
        if channels == 2 && strip.width != Default::default() {
            devices.push(Device::of(Action::Width, &strip.width));
        }
        devices
    }

    fn bus_devices(&self, bus: &BusStrip) -> Vec<Device> {
        let mut devices: Vec<Device> =
            bus.eq.iter().map(|band| Device::of(Action::Eq, band)).collect();
        push(&mut devices, Action::Compressor, bus.compressor.as_ref());
        push(&mut devices, Action::Transient, bus.transient.as_ref());
        let parallel = bus.parallel.as_ref().map(|it| Device::of(Action::Parallel, it));
        devices.extend(parallel.map(Device::added));
        devices.extend(bus.duck.as_ref().map(|duck| self.duck(duck)));
        // Buses do not look ahead.
        devices.into_iter().map(|device| device.with("lookahead_ms", 0.0)).collect()
    }

    fn duck<P: Params>(&self, (params, key): &(P, usize)) -> Device {
        Device::of(Action::Duck, params).keyed(Some(*key)).untrimmed(self.trim_db(*key))
    }

    fn trim_db(&self, stem: usize) -> f32 {
        self.console.strips.get(stem).map_or(0.0, |strip| strip.trim_db)
    }
}

fn master_devices(master: &MasterChain) -> Vec<Device> {
    let mut devices = vec![Device::plain(Action::Drive, &[master.drive_db])];
    if !master.tone.is_empty() {
        let values: Vec<f32> = master.tone.iter().flat_map(|&(hz, db)| [hz, db]).collect();
        devices.push(Device::plain(Action::Tone, &values));
    }
    push(&mut devices, Action::Multiband, master.multiband.as_ref());
    let parallel = master.parallel.as_ref().map(|it| Device::of(Action::Parallel, it));
    devices.extend(parallel.map(Device::added));
    push(&mut devices, Action::Saturation, master.saturation.as_ref());
    if master.width != Default::default() {
        devices.push(Device::of(Action::Width, &master.width));
    }
    devices.push(Device::plain(Action::Loudness, &[master.loudness_db]));
    push(&mut devices, Action::SoftClip, master.soft_clip.as_ref());
    devices.push(Device::of(Action::Limiter, &master.limiter));
    devices
}

fn push<P: Params>(devices: &mut Vec<Device>, action: Action, params: Option<&P>) {
    devices.extend(params.map(|params| Device::of(action, params)));
}
