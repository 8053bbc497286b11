//! Reverb and delay on their returns, fed by the strips' sends.

use audio::{Params, Processor, RangeError, StreamSpec, db_to_gain};
use dsp::space::{Echo, Reverb};
use recipe::{Console, Strip};

use super::bus::sum_into;
use super::planar::Planar;

/// One return: the effect, its level and the send gain of each strip.
#[derive(Debug)]
pub(crate) struct ReturnChain {
    effect: Effect,
    level: f32,
    sends: Vec<(usize, f32)>,
}

#[derive(Debug)]
enum Effect {
    Reverb(Box<Reverb>),
    Echo(Box<Echo>),
}

impl ReturnChain {
    /// The reverb, where one is set and something is sent to it.
    pub(crate) fn reverb(
        console: &Console,
        stream: StreamSpec,
    ) -> Result<Option<Self>, RangeError> {
        let sends = sends(console, |strip| strip.reverb_send_db);
        let Some((params, level_db)) = console.returns.reverb.filter(|_| !sends.is_empty()) else {
            return Ok(None);
        };
        let effect = Effect::Reverb(Box::new(params.prepare(stream)?));
        Ok(Some(Self { effect, level: db_to_gain(level_db), sends }))
    }

    /// The delay, where one is set and something is sent to it.
    pub(crate) fn delay(console: &Console, stream: StreamSpec) -> Result<Option<Self>, RangeError> {
        let sends = sends(console, |strip| strip.delay_send_db);
        let Some((params, level_db)) = console.returns.delay.filter(|_| !sends.is_empty()) else {
            return Ok(None);
        };
        let effect = Effect::Echo(Box::new(params.prepare(stream)?));
        Ok(Some(Self { effect, level: db_to_gain(level_db), sends }))
    }

    /// Its name as a target.
    pub(crate) fn name(&self) -> &'static str {
        match self.effect {
            Effect::Reverb(_) => "reverb",
            Effect::Echo(_) => "delay",
        }
    }

    /// One round: the strips' outputs in, the return in `out`.
    pub(crate) fn process(&mut self, strips: &[Planar], out: &mut Planar) {
        sum_into(out, self.sends.iter().map(|&(index, gain)| (&strips[index], gain)));
        match &mut self.effect {
            Effect::Reverb(reverb) => reverb.process(&mut out.block()),
            Effect::Echo(echo) => echo.process(&mut out.block()),
        }
        let level = self.level;
        out.block().each(|samples| samples.iter_mut().for_each(|sample| *sample *= level));
    }
}

fn sends(console: &Console, level_db: impl Fn(&Strip) -> Option<f32>) -> Vec<(usize, f32)> {
    let strips = console.strips.iter().enumerate();
    strips.filter_map(|(index, strip)| Some((index, db_to_gain(level_db(strip)?)))).collect()
}
