//! A job that can be carried out: every value was checked. Its existence is the proof.

use recipe::{Profile, Role};
use serde::{Deserialize, Serialize};

use super::Kind;
use super::album::{SignatureOrder, TrackEnds};
use super::request::{
    AlbumWish, CodecSafe, CreateJob, JobOptions, PreviewSpan, RenderJob, StemMeta, Targets,
};
use crate::problem::{INVALID, Problem, UNKNOWN_PROFILE};
use crate::settings::Settings;

/// What is stored of a request.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Order {
    pub(crate) kind: Kind,
    pub(crate) project_id: Option<String>,
    pub(crate) preset: Option<String>,
    pub(crate) style: Option<String>,
    pub(crate) genre: Option<String>,
    pub(crate) targets: Targets,
    pub(crate) options: JobOptions,
    pub(crate) stems: Vec<StemOrder>,
    /// Records to come near.
    #[serde(default)]
    pub(crate) references: Vec<StemOrder>,
    /// Place of the recipe that is to be rendered.
    #[serde(default)]
    pub(crate) recipe: Option<String>,
    /// Its name.
    #[serde(default)]
    pub(crate) recipe_id: Option<String>,
    /// The job that first decided about this song; itself where there is none.
    #[serde(default)]
    pub(crate) song_id: Option<String>,
    /// The trace that it was asked for in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) trace: Option<String>,
    /// Its loudness is another than that of the recipe it was made from, and is to be solved.
    #[serde(default)]
    pub(crate) retarget: bool,
    /// What makes an album of the songs.
    #[serde(default)]
    pub(crate) album: AlbumWish,
    /// How its tracks begin and end, where they are not all the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) tracks: Vec<TrackEnds>,
    /// The album that the song is to fit to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) signature: Option<SignatureOrder>,
    /// Which span is to be heard.
    #[serde(default)]
    pub(crate) preview: PreviewSpan,
    pub(crate) priority: i64,
    pub(crate) retention: Retention,
}

/// One stem with where its audio lies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StemOrder {
    pub(crate) name: String,
    pub(crate) role: Option<String>,
    /// Place in the storage; none while its upload is awaited.
    pub(crate) object: Option<String>,
    pub(crate) bytes: u64,
    /// Of its bytes, by BLAKE3.
    #[serde(default)]
    pub(crate) hash: String,
    /// Ending of its file, which is for people: what it is, its content says.
    pub(crate) ending: String,
}

/// How long a finished job is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Retention {
    /// So many days after it ended.
    Days(u32),
    /// Until its master was downloaded, and no longer than a day.
    #[default]
    None,
}

/// Priority where none is asked for.
const PRIORITY: u8 = 5;
const PRIORITY_MAX: u8 = 9;
/// Letters of a project's name.
pub(super) const PROJECT_LETTERS_MAX: usize = 200;
/// Bytes of a stem's name, as for files.
const NAME_BYTES_MAX: usize = 200;

impl Order {
    /// Checks a request. Stems get their audio later.
    pub(crate) fn check(request: CreateJob, settings: &Settings) -> Result<Self, Problem> {
        for name in [&request.preset, &request.style, &request.genre].into_iter().flatten() {
            Profile::find(name)
                .map_err(|error| Problem::worded(UNKNOWN_PROFILE, &error.to_string()))?;
        }
        check_project(request.project_id.as_deref())?;
        request.targets.check()?;
        request.options.check()?;
        let stems = named(&request, settings)?;
        let sample_rate = request.options.sample_rate.or(settings.sample_rate);
        Ok(Self {
            kind: request.kind,
            project_id: request.project_id,
            preset: request.preset,
            style: request.style,
            genre: request.genre,
            targets: request.targets,
            priority: checked(request.priority)?,
            retention: Retention::asked(request.options.retention.as_deref(), settings)?,
            options: JobOptions { sample_rate, ..request.options },
            stems,
            ..Self::default()
        })
    }

    /// Checks a request for what can be made of files alone.
    pub(crate) fn of_files(request: CreateJob, settings: &Settings) -> Result<Self, Problem> {
        if matches!(request.kind, Kind::Mix | Kind::Master | Kind::Analyze) {
            return Self::check(request, settings);
        }
        let found = format!("is `{}`", request.kind.name());
        Err(invalid("kind", &found, "mix, master or analyze")
            .hint("recipes are rendered by POST /v1/recipes/{id}/render or /preview, albums made by POST /v1/albums"))
    }

    /// A job on a recipe and the stems of `before`, which are to be given to it.
    pub(crate) fn of_recipe(
        kind: Kind,
        asked: RenderJob,
        before: &Self,
        settings: &Settings,
    ) -> Result<Self, Problem> {
        asked.options.check()?;
        Ok(Self {
            kind,
            project_id: before.project_id.clone(),
            priority: checked(asked.priority)?,
            retention: Retention::asked(asked.options.retention.as_deref(), settings)?,
            options: asked.options,
            stems: before.stems.clone(),
            ..Self::default()
        })
    }

    /// The name of a session among the results, by what it is for.
    pub(crate) fn sessions(&self) -> &[String] {
        self.options.session.as_ref().map_or(&[], |words| words.all())
    }

    /// Whether all audio is there.
    pub(crate) fn is_whole(&self) -> bool {
        !self.stems.is_empty() && self.stems.iter().all(|stem| stem.object.is_some())
    }

    /// Size of all audio.
    pub(crate) fn bytes(&self) -> u64 {
        self.stems.iter().chain(&self.references).map(|stem| stem.bytes).sum()
    }
}

impl PreviewSpan {
    /// Checks both numbers.
    pub(crate) fn check(&self) -> Result<(), Problem> {
        within("start_s", self.start_s, 0.0, 86_400.0, "s")?;
        within("length_s", self.length_s, 1.0, 120.0, "s")
    }
}

/// The stems by their names, each once.
fn named(request: &CreateJob, settings: &Settings) -> Result<Vec<StemOrder>, Problem> {
    let meta = &request.stems_meta;
    let most = if request.kind == Kind::Master { 1 } else { settings.max_stems };
    if meta.len() > most {
        let found = format!("names {} files", meta.len());
        return Err(invalid("stems_meta", &found, &format!("at most {most}")));
    }
    let stems = meta.iter().map(StemOrder::named).collect::<Result<Vec<_>, _>>()?;
    let mut names: Vec<&str> = stems.iter().map(|stem| stem.name.as_str()).collect();
    names.sort_unstable();
    if let Some(twice) = names.windows(2).find(|pair| pair[0] == pair[1]) {
        let found = format!("names `{}` twice", twice[0]);
        return Err(invalid("stems_meta", &found, "every name once"));
    }
    Ok(stems)
}

/// Holds the name of a project to its limit.
pub(crate) fn check_project(name: Option<&str>) -> Result<(), Problem> {
    let letters = name.map_or(0, |name| name.chars().count());
    if letters > PROJECT_LETTERS_MAX {
        return Err(invalid("project_id", &format!("has {letters} letters"), "at most 200"));
    }
    if name.is_some_and(|name| name.contains('\0')) {
        return Err(invalid("project_id", "holds a zero byte", "none"));
    }
    Ok(())
}

fn checked(priority: Option<u8>) -> Result<i64, Problem> {
    match priority.unwrap_or(PRIORITY) {
        priority if priority <= PRIORITY_MAX => Ok(i64::from(priority)),
        priority => Err(invalid("priority", &format!("is {priority}"), "0 to 9")),
    }
}

impl StemOrder {
    fn named(meta: &StemMeta) -> Result<Self, Problem> {
        let mut stem = Self::of_file(&meta.name)?;
        if let Some(word) = &meta.role {
            let role: Role = word.parse().map_err(|error: recipe::UnknownRole| {
                Problem::worded(INVALID, &format!("`stems_meta`: stem `{}`: {error}", stem.name))
            })?;
            stem.role = Some(role.to_string());
        }
        Ok(stem)
    }

    /// A stem called like its file, less the ending.
    pub(crate) fn of_file(file: &str) -> Result<Self, Problem> {
        let file = file.trim();
        let odd = |c: char| c.is_control() || matches!(c, '/' | '\\');
        if file.is_empty()
            || file.len() > NAME_BYTES_MAX
            || file.chars().any(odd)
            || file.starts_with('.')
        {
            let shown: String = file.chars().take(60).collect();
            return Err(invalid(
                "name",
                &format!("of a stem is `{}`", shown.escape_debug()),
                "1 to 200 bytes without slashes and control characters, not starting with a dot",
            ));
        }
        let (name, ending) = match file.rsplit_once('.') {
            Some((name, ending)) if is_ending(ending) => (name, ending.to_ascii_lowercase()),
            _ => (file, "wav".to_owned()),
        };
        Ok(Self {
            name: name.into(),
            role: None,
            object: None,
            bytes: 0,
            hash: String::new(),
            ending,
        })
    }
}

/// Endings of files that are audio; other dots are part of the name.
fn is_ending(word: &str) -> bool {
    const ENDINGS: [&str; 10] =
        ["wav", "wave", "aif", "aiff", "aifc", "flac", "mp3", "ogg", "oga", "rf64"];
    ENDINGS.contains(&word.to_ascii_lowercase().as_str())
}

impl Retention {
    fn asked(word: Option<&str>, settings: &Settings) -> Result<Self, Problem> {
        match word {
            None => Ok(Self::Days(settings.retention_days)),
            Some("none") => Ok(Self::None),
            Some(days) => match days.parse() {
                Ok(days) if (1..=settings.retention_days).contains(&days) => Ok(Self::Days(days)),
                _ => Err(invalid(
                    "options.retention",
                    &format!("is `{days:.20}`"),
                    &format!("`none`, or 1 to {} days", settings.retention_days),
                )),
            },
        }
    }

    /// When a job that ended at `ended_ms` goes.
    pub(crate) fn until_ms(self, ended_ms: i64) -> i64 {
        const DAY_MS: i64 = 86_400_000;
        match self {
            Self::Days(days) => ended_ms + i64::from(days) * DAY_MS,
            Self::None => ended_ms + DAY_MS,
        }
    }
}

impl Targets {
    /// Takes from `under` what is not set here.
    pub(crate) fn over(self, under: Self) -> Self {
        Self {
            lufs: self.lufs.or(under.lufs),
            ceiling_dbtp: self.ceiling_dbtp.or(under.ceiling_dbtp),
            width_pct: self.width_pct.or(under.width_pct),
            lra_max: self.lra_max.or(under.lra_max),
        }
    }

    pub(crate) fn check(&self) -> Result<(), Problem> {
        within("targets.lufs", self.lufs, -40.0, -5.0, "LUFS")?;
        within("targets.ceiling_dbTP", self.ceiling_dbtp, -24.0, 0.0, "dBTP")?;
        within("targets.width_pct", self.width_pct, 0.0, 140.0, "%")?;
        within("targets.lra_max", self.lra_max, 1.0, 40.0, "LU")
    }
}

impl JobOptions {
    fn check(&self) -> Result<(), Problem> {
        within("options.bpm", self.bpm, 20.0, 400.0, "beats per minute")?;
        within("options.sample_rate", self.sample_rate.map(f64::from), 8_000.0, 192_000.0, "Hz")?;
        one_of("options.bit_depth", self.bit_depth.as_deref(), &["16", "24", "32f"])?;
        for word in self.session.as_ref().map_or(&[][..], |words| words.all()) {
            one_of("options.session", Some(word), &["dawproject", "reaper"])?;
        }
        one_of("options.format", self.format.as_deref(), &["wav", "flac", "aiff"])?;
        if self.format.is_some() && !self.formats.is_empty() {
            return Err(invalid("options.formats", "is there beside `format`", "one of the two"));
        }
        super::delivery::formats(&self.formats)?;
        if let Some(CodecSafe::Ceiling(peak)) = self.codec_safe {
            within("options.codec_safe", Some(peak), -24.0, 0.0, "dBTP")?;
        }
        super::delivery::tags(&self.tags)?;
        self.r#match.as_deref().map_or(Ok(()), super::delivery::matching)?;
        self.amount.as_deref().map_or(Ok(()), amount)
    }
}

/// `80`, or families with their shares: what the command line takes for `--amount`.
pub(crate) fn amount(words: &str) -> Result<(), Problem> {
    const FAMILIES: [&str; 6] = ["overall", "tone", "dynamics", "width", "space", "loudness"];
    let is_share =
        |word: &str| word.trim().parse::<f32>().is_ok_and(|pct| (0.0..=150.0).contains(&pct));
    let fine = words.len() <= 200
        && words.split(',').all(|part| match part.split_once('=') {
            Some((family, share)) => FAMILIES.contains(&family.trim()) && is_share(share),
            None => is_share(part),
        });
    if fine {
        Ok(())
    } else {
        Err(invalid(
            "options.amount",
            &format!("is `{words:.60}`"),
            "0 to 150, as `80` or `tone=50,space=120`; families are overall, tone, dynamics, width, space, loudness",
        ))
    }
}

pub(super) fn within(
    field: &str,
    value: Option<f64>,
    low: f64,
    high: f64,
    unit: &str,
) -> Result<(), Problem> {
    match value {
        Some(value) if !(low..=high).contains(&value) => {
            Err(invalid(field, &format!("is {value}"), &format!("{low} to {high} {unit}")))
        }
        _ => Ok(()),
    }
}

fn one_of(field: &str, value: Option<&str>, known: &[&str]) -> Result<(), Problem> {
    match value {
        Some(value) if !known.contains(&value) => Err(invalid(
            field,
            &format!("is `{value:.20}`"),
            &format!("one of {}", known.join(", ")),
        )),
        _ => Ok(()),
    }
}

/// A field that does not hold what it should.
pub(crate) fn invalid(field: &str, found: &str, expected: &str) -> Problem {
    Problem::new(INVALID, format!("`{field}` {found}, expected {expected}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Options;

    fn check(json: &str) -> Result<Order, String> {
        let settings = Settings::decide(Options::default()).unwrap();
        let request = serde_json::from_str(json).map_err(|error| error.to_string())?;
        Order::check(request, &settings).map_err(|problem| serde_json::to_string(&problem).unwrap())
    }

    #[test]
    fn the_example_of_the_contract_is_an_order() {
        let order = check(
            r#"{"project_id":"p","preset":"Electro House",
            "targets":{"lufs":-10,"ceiling_dbTP":-1.0,"width_pct":120},
            "options":{"respect_user_gains":false,"bypass_parallel_comp":false},
            "stems_meta":[{"name":"kick.wav","role":"kick"},{"name":"bass"}]}"#,
        )
        .unwrap();
        assert_eq!(order.stems[0].name, "kick");
        assert_eq!(order.stems[0].role.as_deref(), Some("kick"));
        assert_eq!(order.targets.ceiling_dbtp, Some(-1.0));
        assert!(!order.is_whole(), "no audio yet");
    }

    #[test]
    fn the_rate_of_the_service_holds_where_a_job_names_none() {
        let options = Options { sample_rate: Some(44_100), ..Options::default() };
        let settings = Settings::decide(options).unwrap();
        let rate = |json: &str| {
            let request = serde_json::from_str(json).unwrap();
            Order::check(request, &settings).unwrap().options.sample_rate
        };
        assert_eq!(rate("{}"), Some(44_100));
        assert_eq!(rate(r#"{"options":{"sample_rate":96000}}"#), Some(96_000));
    }

    #[test]
    fn what_cannot_be_is_told_by_its_field() {
        let wrong = [
            (r#"{"targets":{"lufs":3}}"#, "`targets.lufs` is 3, expected -40 to -5 LUFS"),
            (r#"{"preset":"polka"}"#, "unknown-profile"),
            (r#"{"stems_meta":[{"name":"../x"}]}"#, "without slashes"),
            (r#"{"stems_meta":[{"name":"a.wav"},{"name":"a.flac"}]}"#, "names `a` twice"),
            (r#"{"stems_meta":[{"name":"a","role":"kazoo"}]}"#, "kazoo"),
            (r#"{"options":{"retention":"90"}}"#, "`none`, or 1 to 7 days"),
            (r#"{"options":{"amount":"lots"}}"#, "`options.amount` is `lots`"),
            (r#"{"kind":"master","stems_meta":[{"name":"a"},{"name":"b"}]}"#, "at most 1"),
            (r#"{"lufs":-9}"#, "unknown field"),
            (r#"{"priority":11}"#, "0 to 9"),
        ];
        for (json, words) in wrong {
            let told = check(json).unwrap_err();
            assert!(told.contains(words), "{json}: {told}");
        }
    }
}
