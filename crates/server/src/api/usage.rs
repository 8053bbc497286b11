//! `/v1/usage`: what was used, by day.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::App;
use crate::auth::Principal;
use crate::clock::{day, now_ms};
use crate::database::UsageRow;
use crate::problem::Problem;

const DAY_MS: i64 = 86_400_000;

/// Which days, and whose.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct UsageQuery {
    /// Days back from today, 1 to 366; 30 unless asked.
    #[param(minimum = 1, maximum = 366)]
    days: Option<i64>,
    /// Somebody else's, for admins.
    owner: Option<String>,
}

/// What was used.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Usage {
    /// Whose.
    owner: String,
    /// Days on which something was used, the oldest first.
    days: Vec<UsageDay>,
    /// All of these days together.
    total: UsageTotal,
    /// Jobs that this key may make a day, where there is a limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    jobs_per_day: Option<i64>,
}

/// One day, in UTC.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UsageDay {
    /// `YYYY-MM-DD`.
    day: String,
    #[serde(flatten)]
    total: UsageTotal,
}

/// Sums.
#[derive(Debug, Default, Serialize, ToSchema)]
pub(crate) struct UsageTotal {
    /// Jobs that were made.
    jobs: i64,
    /// Length of the songs that were done, in seconds.
    audio_seconds: f64,
    /// Time that workers took, in seconds.
    processing_seconds: f64,
    /// Bytes of audio that came.
    uploaded_bytes: i64,
}

impl UsageTotal {
    fn of(row: &UsageRow) -> Self {
        Self {
            jobs: row.jobs,
            audio_seconds: row.audio_s,
            processing_seconds: row.work_s,
            uploaded_bytes: row.bytes_in,
        }
    }
}

/// What was used, by day
#[utoipa::path(get, path = "/v1/usage", tag = "keys", params(UsageQuery), responses((status = 200, body = Usage), (status = 400, body = Problem)))]
pub(crate) async fn usage(
    State(app): State<App>,
    who: Principal,
    query: Result<Query<UsageQuery>, QueryRejection>,
) -> Result<Json<Usage>, Problem> {
    let Query(query) = query?;
    let days = query.days.unwrap_or(30).clamp(1, 366);
    let since = day(now_ms() - (days - 1) * DAY_MS);
    let owner = query.owner.filter(|_| who.is_admin).unwrap_or(who.owner);
    let rows = app.database.usage((&owner, None), &since).await?;
    let total = rows.iter().fold(UsageTotal::default(), |sum, row| UsageTotal {
        jobs: sum.jobs + row.jobs,
        audio_seconds: sum.audio_seconds + row.audio_s,
        processing_seconds: sum.processing_seconds + row.work_s,
        uploaded_bytes: sum.uploaded_bytes + row.bytes_in,
    });
    let days = rows
        .iter()
        .map(|row| UsageDay { day: row.day.clone(), total: UsageTotal::of(row) })
        .collect();
    Ok(Json(Usage { owner, days, total, jobs_per_day: who.jobs_per_day }))
}
