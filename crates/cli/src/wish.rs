//! Options to a resolved brief.

use recipe::{BitDepth, Brief, Delivery, FileFormat, FileKind, Resolved, TargetsFile, Wish};

use crate::args::{DeliveryArgs, TagWish, WishArgs};
use crate::errors::{Code, Fault, input_fault};
use crate::store::can_write;

/// Resolves the options of `mix` or `master`; `genre` is what the manifest says.
pub(crate) fn resolve(
    args: &WishArgs,
    delivery: &DeliveryArgs,
    respect_user_gains: bool,
    genre: Option<String>,
) -> Result<Resolved, Fault> {
    let wish = Wish {
        profile: args.profile.clone(),
        preset: args.preset.clone(),
        style: args.style.clone(),
        genre: args.genre.clone(),
        manifest_genre: genre,
        targets: targets(args)?,
        lufs: args.lufs,
        ceiling_dbtp: args.ceiling,
        width_pct: args.width,
        lra_max_lu: args.lra_max,
        amounts: args.amount.unwrap_or_default().over(recipe::Amounts::default()),
        respect_user_gains,
        bypass_parallel_comp: args.bypass_parallel_comp,
        bypass_repair: args.no_repair,
        loudness_priority: args.loudness_priority,
        seed: delivery.seed.unwrap_or_default(),
        delivery: delivery.over(Delivery::default())?,
    };
    Brief::resolve(&wish).map_err(|error| {
        Fault::new(Code::Usage, error.to_string(), "`mixmaster help mix` lists the profiles")
    })
}

fn targets(args: &WishArgs) -> Result<Option<TargetsFile>, Fault> {
    let Some(path) = &args.targets else { return Ok(None) };
    let name = path.to_string_lossy();
    let text = std::fs::read_to_string(path).map_err(|error| input_fault(&name, &error))?;
    let targets = TargetsFile::from_yaml(&text).map_err(|error| {
        Fault::new(Code::Input, format!("`{name}`: {error}"), "correct the targets file")
    })?;
    Ok(Some(targets))
}

impl DeliveryArgs {
    /// `delivery` with what was asked for put in.
    pub(crate) fn over(&self, delivery: Delivery) -> Result<Delivery, Fault> {
        if let Some(absent) = self.format.iter().find(|kind| !can_write(kind.format)) {
            let message = format!("this program was built without {}", absent.format.name());
            return Err(Fault::new(Code::Usage, message, "build it with its feature"));
        }
        let mut tags = delivery.tags.clone();
        for TagWish { name, text } in &self.tag {
            // The parser has held the text to its form.
            let _ = tags.set(name, text);
        }
        let (master, also) = self.files(&delivery);
        let wanted = Delivery {
            sample_rate_hz: self.sample_rate.or(delivery.sample_rate_hz),
            bit_depth: master.bit_depth.or(self.bit_depth).unwrap_or(delivery.bit_depth),
            format: master.format,
            noise_shaping: self.noise_shaping || delivery.noise_shaping,
            also,
            codec_ceiling_dbtp: self.codec_safe.or(delivery.codec_ceiling_dbtp),
            tags,
        };
        if (wanted.format, wanted.bit_depth) == (FileFormat::Flac, BitDepth::Float32) {
            let message = "FLAC holds integers, 32-bit floating point was asked for";
            let hint = "say --bit-depth 24, or --format wav";
            return Err(Fault::new(Code::Usage, message, hint));
        }
        Ok(wanted)
    }

    /// The master, the first file that loses nothing, and the others.
    fn files(&self, delivery: &Delivery) -> (FileKind, Vec<FileKind>) {
        if self.format.is_empty() {
            return (FileKind::usual(delivery.format), delivery.also.clone());
        }
        let mut kinds: Vec<FileKind> = Vec::new();
        for kind in &self.format {
            if !kinds.contains(kind) {
                kinds.push(*kind);
            }
        }
        let at = kinds.iter().position(|kind| !kind.format.is_lossy());
        let master = at.map_or(FileKind::usual(FileFormat::Wav), |at| kinds.remove(at));
        (master, kinds)
    }
}
