//! The mix in rounds: while one round is decoded, the one before it runs through the strips, the
//! one before that through the buses, and the oldest is summed, measured and written. Stages
//! only touch their own state and what an earlier round has left, so every crew gives the same
//! bits.

use std::mem::swap;

use audio::StreamSpec;
use measure::{Measurement, Meter, MeterOptions};
use recipe::{Bus, Console, SessionSpec};

use super::bus::{BusChain, BusOut, BusReductions, sum_into};
use super::export::{Span, StemExport};
use super::output::Output;
use super::peaks::Peaks;
use super::planar::Planar;
use super::returns::ReturnChain;
use super::rough::Rough;
use super::strip::{StripChain, StripReductions, trim_gain};
use crate::reader::StemReader;
use crate::{Crew, EngineError, IoFault, Job, Progress, Slot, Stage, Store, Task};

/// How a mix is run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MixSettings {
    /// Frames of a round. Changes the time and memory it takes, never the sound.
    pub(crate) block_frames: usize,
    /// Write every stem as it sits in the mix.
    pub(crate) export_stems: bool,
    /// Write the plain sum of the stems, for the preview.
    pub(crate) rough: bool,
    /// Stop after so many frames: they are those of the whole mix. Of a part only loudness and
    /// levels are measured.
    pub(crate) until_frames: Option<u64>,
}

impl MixSettings {
    fn measured(&self) -> MeterOptions {
        match self.until_frames {
            Some(_) => MeterOptions { true_peak: None, spectrum: false },
            None => MeterOptions::everything(),
        }
    }
}

/// What was made and measured on the way.
#[derive(Debug)]
pub(crate) struct MixOutcome {
    /// The premaster.
    pub(crate) premaster: Measurement,
    /// Per stem.
    pub(crate) strips: Vec<StripReductions>,
    /// Per bus.
    pub(crate) buses: [BusReductions; 3],
    /// Per bus: gains of compressor and ducker over time.
    pub(crate) histories: [BusHistories; 3],
    /// Peaks over time.
    pub(crate) levels: MixLevels,
}

/// Peaks over time, in dBFS.
#[derive(Clone, Debug, Default)]
pub(crate) struct MixLevels {
    /// Per stem.
    pub(crate) strips: Vec<Vec<i8>>,
    /// Of buses and returns, by their names.
    pub(crate) buses: Vec<(&'static str, Vec<i8>)>,
}

/// Lowest gains and the frames of a point, of compressor and ducker.
pub(crate) type BusHistories = [Option<(Vec<f32>, u64)>; 2];

/// Renders stems through the console into [`Slot::Premaster`].
pub(crate) fn mix(
    session: &SessionSpec,
    console: &Console,
    settings: MixSettings,
    (store, crew, job): (&dyn Store, &dyn Crew, &dyn Job),
) -> Result<MixOutcome, EngineError> {
    let mut mixer = Mixer::prepare(session, console, settings, store)?;
    while !mixer.output.span.is_done() {
        mixer.round(crew)?;
        let share = mixer.output.span.share();
        job.progress(Progress { stage: Stage::Mix, share })?;
    }
    mixer.finish(session)
}

/// The round in which the first frames reach the strips.
const IN_STRIPS: usize = 1;
/// The round in which they reach buses and returns.
const IN_BUSES: usize = 2;
/// The round in which they reach sum and files.
const IN_OUTPUT: usize = 3;

struct Mixer {
    lanes: Vec<Lane>,
    /// Stems after their trim: being read, in the strips, in the buses.
    raw: Pipeline<Planar>,
    /// Strips' outputs: being made, in the buses, in the stem files.
    out: Pipeline<Planar>,
    buses: Vec<(BusChain, Vec<usize>)>,
    bus_new: Vec<BusOut>,
    bus_now: Vec<BusOut>,
    /// Of the buses, then of the returns.
    bus_peaks: Vec<Peaks>,
    returns: Vec<ReturnChain>,
    return_new: Vec<Planar>,
    return_now: Vec<Planar>,
    output: Output,
    rough: Option<Rough>,
    /// Whether the stems are read to their ends.
    is_whole: bool,
    /// Rounds done. A stage sleeps until the first round has reached it, so that its state knows
    /// nothing of the length of a round.
    rounds: usize,
    /// Frame of the song at which the strips' next round begins.
    position: i64,
}

/// One stem: its file, its strip and, if wanted, its own output file.
struct Lane {
    reader: StemReader,
    /// Trim and polarity.
    trim: f32,
    strip: StripChain,
    bus: usize,
    export: Option<StemExport>,
    peaks: Peaks,
    fault: Option<IoFault>,
}

/// Buffers of three rounds.
struct Pipeline<T> {
    new: Vec<T>,
    now: Vec<T>,
    old: Vec<T>,
}

impl<T: Clone> Pipeline<T> {
    fn of(buffers: Vec<T>) -> Self {
        Self { new: buffers.clone(), now: buffers.clone(), old: buffers }
    }

    fn advance(&mut self) {
        swap(&mut self.old, &mut self.now);
        swap(&mut self.now, &mut self.new);
    }
}

impl Mixer {
    fn prepare(
        session: &SessionSpec,
        console: &Console,
        settings: MixSettings,
        store: &dyn Store,
    ) -> Result<Self, EngineError> {
        let frames = settings.block_frames;
        let stream = StreamSpec {
            sample_rate_hz: f64::from(session.sample_rate_hz),
            block_frames_max: frames,
            channels: 2,
        };
        let mut lanes = open_lanes(session, console, stream, store)?;
        let latency = lanes.iter().map(|lane| lane.strip.own_latency()).max().unwrap_or(0);
        for lane in &mut lanes {
            let own = StreamSpec { channels: lane.reader.channels(), ..stream };
            lane.strip.pad_to(latency, own);
        }
        let whole = session.frames + session.tail_frames;
        let total = settings.until_frames.map_or(whole, |until| until.min(whole));
        let span = Span::new(latency as u64, total);
        if settings.export_stems {
            for (index, lane) in lanes.iter_mut().enumerate() {
                let sink = store.create(Slot::Processed(index), session.sample_rate_hz)?;
                lane.export = Some(StemExport::new(&console.buses[lane.bus], sink, span, stream)?);
            }
        }
        let peaks = Peaks::new(span, session.sample_rate_hz);
        lanes.iter_mut().for_each(|lane| lane.peaks = peaks.clone());
        let raw = lanes.iter().map(|lane| Planar::new(lane.reader.channels(), frames)).collect();
        let returns: Vec<ReturnChain> =
            [ReturnChain::reverb(console, stream)?, ReturnChain::delay(console, stream)?]
                .into_iter()
                .flatten()
                .collect();
        let export_returns = settings.export_stems && !returns.is_empty();
        let rough_sink = settings.rough.then(|| store.create(Slot::Rough, session.sample_rate_hz));
        let returns_sink =
            export_returns.then(|| store.create(Slot::Returns, session.sample_rate_hz));
        Ok(Self {
            raw: Pipeline::of(raw),
            out: Pipeline::of(vec![Planar::new(2, frames); lanes.len()]),
            buses: prepare_buses(console, stream)?,
            bus_new: vec![BusOut::new(frames); console.buses.len()],
            bus_now: vec![BusOut::new(frames); console.buses.len()],
            bus_peaks: vec![peaks; console.buses.len() + returns.len()],
            return_new: vec![Planar::new(2, frames); returns.len()],
            return_now: vec![Planar::new(2, frames); returns.len()],
            returns,
            output: Output {
                sum: Planar::new(2, frames),
                meter: Meter::new(stream, settings.measured())?,
                sink: store.create(Slot::Premaster, session.sample_rate_hz)?,
                returns_sink: returns_sink.transpose()?,
                span,
                fault: None,
            },
            rough: rough_sink.transpose()?.map(|sink| {
                let gains = lanes.iter().map(|lane| 1.0 / lane.trim).collect();
                Rough::new(gains, frames, Span::new(0, session.frames.min(total)), sink)
            }),
            lanes,
            is_whole: total == whole,
            rounds: 0,
            position: 0,
        })
    }

    /// One round of all stages at once.
    fn round(&mut self, crew: &dyn Crew) -> Result<(), EngineError> {
        let mut tasks: Vec<Task<'_>> = Vec::new();
        let (raw, out, position) = (&mut self.raw, &mut self.out, self.position);
        let (raw_now, raw_old, out_now, out_old) = (&raw.now, &raw.old, &out.now, &out.old);
        let (bus_now, return_now) = (&self.bus_now, &self.return_now);
        let rounds = self.rounds;
        if rounds >= IN_BUSES {
            let (of_buses, of_returns) = self.bus_peaks.split_at_mut(self.buses.len());
            let returns = self.returns.iter_mut().zip(&mut self.return_new);
            for ((chain, new), peaks) in returns.zip(of_returns) {
                tasks.push(Box::new(move || {
                    chain.process(out_now, new);
                    peaks.round(new);
                }));
            }
            let buses = self.buses.iter_mut().zip(&mut self.bus_new);
            for (((chain, members), new), peaks) in buses.zip(of_buses) {
                tasks.push(Box::new(move || {
                    let members = members.iter().map(|&member| (&out_now[member], 1.0));
                    sum_into(&mut new.audio, members);
                    chain.process(new, raw_old);
                    peaks.round(&new.audio);
                }));
            }
        }
        let output = &mut self.output;
        if rounds >= IN_OUTPUT {
            tasks.push(Box::new(move || output.round(bus_now, return_now)));
        }
        if let Some(rough) = self.rough.as_mut().filter(|_| rounds >= IN_STRIPS) {
            tasks.push(Box::new(move || rough.round(raw_now)));
        }
        let buffers = raw.new.iter_mut().zip(&mut out.new);
        for (index, (lane, (raw_new, out_new))) in self.lanes.iter_mut().zip(buffers).enumerate() {
            tasks.push(Box::new(move || {
                lane.read(raw_new);
                if rounds >= IN_STRIPS {
                    lane.strip.process(raw_now, index, out_new, position);
                    lane.peaks.round(out_new);
                }
                if rounds >= IN_OUTPUT {
                    lane.export(&out_old[index], bus_now);
                }
            }));
        }
        crew.run(tasks);
        if rounds >= IN_STRIPS {
            self.position += self.raw.new.first().map_or(0, |raw| raw.0[0].len() as i64);
        }
        self.rounds += 1;
        self.raw.advance();
        self.out.advance();
        swap(&mut self.bus_new, &mut self.bus_now);
        swap(&mut self.return_new, &mut self.return_now);
        let faults = self.lanes.iter_mut().filter_map(|lane| lane.fault.take());
        let rough_fault = self.rough.as_mut().and_then(|rough| rough.fault.take());
        match faults.chain(self.output.fault.take()).chain(rough_fault).next() {
            Some(fault) => Err(fault.into()),
            None => Ok(()),
        }
    }

    fn finish(self, session: &SessionSpec) -> Result<MixOutcome, EngineError> {
        let (mut strips, mut levels) = (Vec::new(), MixLevels::default());
        for (lane, stem) in self.lanes.into_iter().zip(&session.stems) {
            if self.is_whole {
                check_length(&lane.reader, stem)?;
            }
            strips.push(lane.strip.reductions());
            levels.strips.push(lane.peaks.finish());
            if let Some(export) = lane.export {
                export.sink.finish()?;
            }
        }
        if let Some(sink) = self.output.returns_sink {
            sink.finish()?;
        }
        self.output.sink.finish()?;
        if let Some(rough) = self.rough {
            rough.finish()?;
        }
        let names = Bus::ALL.map(Bus::target).into_iter();
        let names = names.chain(self.returns.iter().map(ReturnChain::name));
        levels.buses = names.zip(self.bus_peaks.into_iter().map(Peaks::finish)).collect();
        let mut buses = [BusReductions::default(); 3];
        let frames = session.frames + session.tail_frames;
        let mut histories = <[BusHistories; 3]>::default();
        for ((reductions, history), (chain, _)) in
            buses.iter_mut().zip(&mut histories).zip(&self.buses)
        {
            (*reductions, *history) = (chain.reductions(), chain.histories(frames));
        }
        Ok(MixOutcome { premaster: self.output.meter.finish(), strips, buses, histories, levels })
    }
}

impl Lane {
    fn read(&mut self, raw: &mut Planar) {
        let frames = raw.0[0].len();
        if let Err(fault) = self.reader.read(&mut raw.0, frames) {
            self.fault = Some(fault);
        }
        let trim = self.trim;
        if (trim - 1.0).abs() > 0.0 {
            raw.block().each(|samples| samples.iter_mut().for_each(|sample| *sample *= trim));
        }
    }

    fn export(&mut self, strip: &Planar, buses: &[BusOut]) {
        if let Some(export) = &mut self.export
            && let Err(fault) = export.round(strip, &buses[self.bus])
        {
            self.fault = Some(fault);
        }
    }
}

fn open_lanes(
    session: &SessionSpec,
    console: &Console,
    stream: StreamSpec,
    store: &dyn Store,
) -> Result<Vec<Lane>, EngineError> {
    let mut lanes = Vec::new();
    for (index, strip) in console.strips.iter().enumerate() {
        let reader = StemReader::open(store, Slot::Stem(index), session.sample_rate_hz)?;
        let own = StreamSpec { channels: reader.channels(), ..stream };
        lanes.push(Lane {
            reader,
            trim: trim_gain(strip),
            strip: StripChain::prepare(strip, own)?,
            bus: strip.bus as usize,
            export: None,
            peaks: Peaks::new(Span::new(0, 0), session.sample_rate_hz),
            fault: None,
        });
    }
    Ok(lanes)
}

fn prepare_buses(
    console: &Console,
    stream: StreamSpec,
) -> Result<Vec<(BusChain, Vec<usize>)>, EngineError> {
    let mut buses = Vec::new();
    for (bus, settings) in Bus::ALL.into_iter().zip(&console.buses) {
        let strips = console.strips.iter().enumerate();
        let members = strips.filter(|(_, strip)| strip.bus == bus).map(|(index, _)| index);
        buses.push((BusChain::prepare(settings, stream)?, members.collect()));
    }
    Ok(buses)
}

/// A stem that is shorter or longer than its recipe says is another stem.
fn check_length(reader: &StemReader, stem: &recipe::StemSpec) -> Result<(), EngineError> {
    if reader.own_frames() == stem.frames {
        return Ok(());
    }
    let (id, expected) = (stem.id.clone(), stem.frames);
    Err(EngineError::StemChanged { id, found: reader.own_frames(), expected })
}
