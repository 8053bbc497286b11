//! `/v1/parameters` and `/v1/roles`: what a recipe may hold, from the tables that it is checked
//! against.

use std::collections::HashMap;
use std::sync::LazyLock;

use audio::{ParamSpec, Unit};
use axum::Json;
use axum::http::header;
use axum::response::IntoResponse;
use recipe::{Action, Amounts, ExtraParam, Guardrails, Matching, Role, Scope};
use serde::Serialize;
use utoipa::ToSchema;

/// Its meanings are those of the code, which a test holds it to.
const PAGE: &str = include_str!("../../../../docs/PARAMETERS.md");

/// Every action of a recipe.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Parameters {
    /// In the order of the console.
    processors: Vec<ProcessorView>,
    /// What holds where nothing else is asked for.
    usual: Usual,
    /// Range of every amount: of a move's, and of those of a brief.
    amounts: AmountView,
}

/// What holds where nothing else is asked for.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Usual {
    /// `options.match`: how far a song goes towards its references, in percent.
    r#match: MatchView,
    /// What a reference counts beside others.
    reference_weight: f64,
}

/// How far a song goes towards its references, in percent.
#[derive(Debug, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the respects in which songs are compared")]
pub(crate) struct MatchView {
    tone: f64,
    dynamics: f64,
    width: f64,
    loudness: f64,
}

/// Range of an amount, in percent.
#[derive(Debug, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the names say it")]
pub(crate) struct AmountView {
    min_pct: f64,
    default_pct: f64,
    max_pct: f64,
}

/// One action with its parameters.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProcessorView {
    /// `action` of a move.
    kind: String,
    /// Kinds of target that it works on.
    targets: Vec<&'static str>,
    /// The amount that scales it, or `fixed`.
    family: String,
    /// Whether there may be several on one target.
    repeats: bool,
    /// Its numbers.
    parameters: Vec<ParameterView>,
    /// Its parameter that is no number: `key`, `bus` or `points`.
    #[serde(skip_serializing_if = "Option::is_none")]
    extra: Option<&'static str>,
    /// Range of the gain of a point of automation.
    #[serde(skip_serializing_if = "Option::is_none")]
    points: Option<ParameterView>,
}

/// One number.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ParameterView {
    /// Its name in `params`.
    id: &'static str,
    /// Lowest value.
    min: f64,
    /// Where it is not named; the index of a choice.
    default: f64,
    /// Highest value.
    max: f64,
    /// Lowest value that a person's move reaches, where a guardrail binds it closer than `min`.
    #[serde(skip_serializing_if = "Option::is_none")]
    user_min: Option<f64>,
    /// Highest value that a person's move reaches, where a guardrail binds it closer than `max`.
    #[serde(skip_serializing_if = "Option::is_none")]
    user_max: Option<f64>,
    /// How it is felt, and best set: `linear` or `log`.
    scale: &'static str,
    /// Unit, empty for plain numbers and choices.
    unit: String,
    /// The words of a choice: a recipe holds the word.
    #[serde(skip_serializing_if = "Option::is_none")]
    choices: Option<&'static [&'static str]>,
    /// What it does.
    text: String,
}

/// Every role.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Roles {
    roles: Vec<RoleView>,
}

/// One role.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RoleView {
    /// As in `stems_meta` and recipes.
    role: &'static str,
    /// The roles it is treated like.
    group: String,
}

/// Actions of recipes with their parameters
///
/// Ranges, defaults and units are those that a recipe is checked against.
#[utoipa::path(get, path = "/v1/parameters", tag = "recipes", responses((status = 200, body = Parameters)))]
pub(crate) async fn parameters() -> impl IntoResponse {
    static ALL: LazyLock<String> = LazyLock::new(|| {
        let meanings = meanings(PAGE);
        let processors = Action::ALL.into_iter().map(|action| processor(action, &meanings));
        let all = Parameters {
            processors: processors.collect(),
            usual: usual(),
            amounts: AmountView {
                min_pct: exact(*Amounts::RANGE_PCT.start()),
                default_pct: exact(Amounts::default().overall_pct),
                max_pct: exact(*Amounts::RANGE_PCT.end()),
            },
        };
        serde_json::to_string(&all).unwrap_or_default()
    });
    ([(header::CONTENT_TYPE, "application/json")], ALL.as_str())
}

/// Roles of stems
#[utoipa::path(get, path = "/v1/roles", tag = "recipes", responses((status = 200, body = Roles)))]
pub(crate) async fn roles() -> Json<Roles> {
    let roles = Role::ALL.into_iter().map(|role| RoleView {
        role: role.name(),
        group: format!("{:?}", role.group()).to_lowercase(),
    });
    Json(Roles { roles: roles.collect() })
}

fn usual() -> Usual {
    let Matching { tone_pct, dynamics_pct, width_pct, loudness_pct } = Matching::default();
    let (tone, dynamics, width, loudness) = (tone_pct, dynamics_pct, width_pct, loudness_pct);
    Usual { r#match: MatchView { tone, dynamics, width, loudness }, reference_weight: 1.0 }
}

fn processor(action: Action, meanings: &HashMap<(&str, &str), &str>) -> ProcessorView {
    let rails = Guardrails::default();
    let view = |spec: &ParamSpec| {
        let (low, high) = rails.range(action, spec, Scope::User);
        ParameterView {
            id: spec.id,
            min: exact(spec.min),
            default: exact(spec.default),
            max: exact(spec.max),
            user_min: (low > spec.min).then(|| exact(low)),
            user_max: (high < spec.max).then(|| exact(high)),
            scale: spec.scale().name(),
            unit: if matches!(spec.unit, Unit::Choice(_)) {
                String::new()
            } else {
                spec.unit.to_string()
            },
            choices: if let Unit::Choice(words) = spec.unit { Some(words) } else { None },
            text: meanings.get(&(action.name(), spec.id)).copied().unwrap_or_default().into(),
        }
    };
    ProcessorView {
        kind: action.name().into(),
        targets: action.targets().iter().map(|kind| kind.name()).collect(),
        family: format!("{:?}", action.family()).to_lowercase(),
        repeats: action.repeats(),
        parameters: action.rows().map(view).collect(),
        points: action.points().map(view),
        extra: action.extra().map(ExtraParam::id),
    }
}

/// 0.1 and not 0.10000000149.
fn exact(value: f32) -> f64 {
    value.to_string().parse().unwrap_or_else(|_| f64::from(value))
}

/// Meanings of the page by action and parameter.
fn meanings(page: &'static str) -> HashMap<(&'static str, &'static str), &'static str> {
    let mut found = HashMap::new();
    let mut action = "";
    for line in page.lines() {
        if let Some(name) = line.strip_prefix("## `") {
            action = name.trim_end_matches('`');
        } else if let Some(row) = line.strip_prefix("| `")
            && let Some((id, rest)) = row.split_once('`')
            && let Some((_, text)) = rest.trim_end_matches(" |").rsplit_once(" | ")
        {
            found.insert((action, id), text);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn what_is_usual_is_what_the_engine_takes() {
        let told = serde_json::to_value(usual()).unwrap();
        let shares: BTreeMap<String, f64> = serde_json::from_value(told["match"].clone()).unwrap();
        let words: Vec<String> =
            shares.iter().map(|(name, share)| format!("{name}={share}")).collect();
        // In the words that `options.match` takes.
        assert_eq!(words.join(","), "dynamics=50,loudness=0,tone=80,width=100");
    }

    #[test]
    fn every_parameter_has_its_meaning_and_a_range_that_holds_its_default() {
        let meanings = meanings(PAGE);
        let mut rows = 0;
        for action in Action::ALL {
            for row in processor(action, &meanings).parameters {
                rows += 1;
                assert!(!row.text.is_empty(), "{} {}", action.name(), row.id);
                assert!((row.min..=row.max).contains(&row.default), "{}", row.id);
            }
        }
        assert!(rows > 80, "{rows}");
        let row = |action: Action, id: &str| {
            let rows = processor(action, &meanings).parameters.into_iter();
            rows.into_iter().find(|row| row.id == id).unwrap()
        };
        let (gain, freq) = (row(Action::Eq, "gain_db"), row(Action::Eq, "freq_hz"));
        assert_eq!((gain.max, gain.user_max, gain.scale), (24.0, Some(12.0), "linear"));
        assert_eq!((freq.scale, row(Action::Eq, "q").scale), ("log", "log"));
        assert_eq!((freq.user_max, row(Action::Fader, "gain_db").user_max), (None, None));
        let points = processor(Action::Automation, &meanings).points.unwrap();
        assert_eq!((points.min, points.max), (-96.0, 24.0));
        assert_eq!(meanings[&("fader", "gain_db")], "Level, against the stem or bus as it came.");
    }
}
