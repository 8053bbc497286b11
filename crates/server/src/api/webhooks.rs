//! `/v1/webhooks`: where events are sent.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use base64::Engine as _;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

use crate::app::App;
use crate::auth::Principal;
use crate::clock::{now_ms, rfc3339};
use crate::database::{DeliveryRow, EVENT_KINDS, WebhookRow};
use crate::job::order::invalid;
use crate::problem::{Problem, TOO_MANY};
use crate::webhook::{Addresses, check};

const WEBHOOKS_MAX: usize = 20;
const DELIVERIES_SHOWN: i64 = 100;
const SECRET_BYTES: usize = 24;
/// Kinds that are sent where none is named: the ends of jobs.
const KINDS: [&str; 3] = ["job.complete", "job.failed", "job.cancelled"];

/// A place to send events to.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateWebhook {
    /// A public host by https.
    #[schema(example = "https://example.com/mixmaster")]
    url: String,
    /// Kinds of events; the ends of jobs unless said.
    #[serde(default)]
    events: Vec<String>,
}

/// A place that events are sent to.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Webhook {
    /// Its name.
    id: String,
    /// Where.
    url: String,
    /// Kinds of events.
    events: Vec<String>,
    /// When it was made, RFC 3339 in UTC.
    created_at: String,
    /// When it said that it is gone (410); nothing is sent there since.
    #[serde(skip_serializing_if = "Option::is_none")]
    disabled_at: Option<String>,
}

/// A place that was made.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NewWebhook {
    /// What its signatures are checked with (Standard Webhooks). It is told this once.
    secret: String,
    #[serde(flatten)]
    webhook: Webhook,
}

/// Places that events are sent to.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WebhookList {
    webhooks: Vec<Webhook>,
}

/// One event on its way.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Delivery {
    /// Its name, as in the header `webhook-id`.
    id: String,
    /// The job.
    job_id: String,
    /// Kind of the event.
    event: String,
    /// `waiting`, `delivered` or `failed`.
    status: String,
    /// Tries so far.
    attempts: i64,
    /// HTTP status of the last answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_status: Option<i64>,
    /// What went wrong last.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_error: Option<String>,
    /// When the event happened.
    created_at: String,
    /// When it arrived.
    #[serde(skip_serializing_if = "Option::is_none")]
    delivered_at: Option<String>,
    /// When it is tried again.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_at: Option<String>,
}

/// Events on their way.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DeliveryList {
    /// The newest first, 100 at most.
    deliveries: Vec<Delivery>,
}

impl Webhook {
    fn of(row: &WebhookRow) -> Self {
        Self {
            id: row.id.clone(),
            url: row.url.clone(),
            events: row.kinds.split_whitespace().map(str::to_owned).collect(),
            created_at: rfc3339(row.created_ms),
            disabled_at: row.disabled_ms.map(rfc3339),
        }
    }
}

impl Delivery {
    fn of(row: &DeliveryRow) -> Self {
        Self {
            id: row.id.clone(),
            job_id: row.job_id.clone(),
            event: row.kind.clone(),
            status: row.status.clone(),
            attempts: row.attempts,
            last_status: row.last_code,
            last_error: row.last_error.clone(),
            created_at: rfc3339(row.created_ms),
            delivered_at: row.delivered_ms.map(rfc3339),
            next_at: (row.status == "waiting").then(|| rfc3339(row.next_ms)),
        }
    }
}

/// The webhook of this name, where it is the principal's.
async fn own(app: &App, who: &Principal, id: &str) -> Result<WebhookRow, Problem> {
    let row = app.database.webhook(id).await?.filter(|row| who.may_see(&row.owner));
    row.ok_or_else(|| Problem::missing("webhook", id))
}

/// Places that events are sent to
#[utoipa::path(get, path = "/v1/webhooks", tag = "webhooks", responses((status = 200, body = WebhookList)))]
pub(crate) async fn list(
    State(app): State<App>,
    who: Principal,
) -> Result<Json<WebhookList>, Problem> {
    let webhooks = app.database.webhooks(&who.owner).await?.iter().map(Webhook::of).collect();
    Ok(Json(WebhookList { webhooks }))
}

/// Sends events of all your jobs to a place
///
/// The body is the JSON of an event, signed after Standard Webhooks. An answer other than 2xx is
/// tried again after 5 s, 30 s, 2 min, 10 min, 1 h, 4 h and 12 h; 410 ends it.
#[utoipa::path(post, path = "/v1/webhooks", tag = "webhooks", request_body = CreateWebhook,
    responses((status = 201, body = NewWebhook), (status = 422, body = Problem), (status = 429, body = Problem)))]
pub(crate) async fn create(
    State(app): State<App>,
    who: Principal,
    body: Result<Json<CreateWebhook>, JsonRejection>,
) -> Result<(StatusCode, Json<NewWebhook>), Problem> {
    let Json(CreateWebhook { url, events }) = body?;
    let addresses = Addresses(Arc::new(app.settings.webhook_hosts.clone()));
    let url = check(&url, &addresses)
        .map_err(|words| Problem::new(crate::problem::INVALID, format!("`url` {words}")))?;
    if let Some(kind) = events.iter().find(|kind| !EVENT_KINDS.contains(&kind.as_str())) {
        return Err(invalid(
            "events",
            &format!("names `{kind:.40}`"),
            &format!("some of {}", EVENT_KINDS.join(", ")),
        ));
    }
    if app.database.webhooks(&who.owner).await?.len() >= WEBHOOKS_MAX {
        return Err(Problem::new(
            TOO_MANY,
            format!("there are {WEBHOOKS_MAX} webhooks, which is the most"),
        )
        .hint("delete one"));
    }
    let mut bytes = [0; SECRET_BYTES];
    getrandom::fill(&mut bytes).map_err(|error| Problem::internal(&error))?;
    let secret = format!("whsec_{}", base64::engine::general_purpose::STANDARD.encode(bytes));
    let kinds = if events.is_empty() { KINDS.join(" ") } else { events.join(" ") };
    let row = WebhookRow {
        id: uuid::Uuid::now_v7().to_string(),
        owner: who.owner,
        url: url.into(),
        secret: secret.clone(),
        kinds: format!(" {kinds} "),
        created_ms: now_ms(),
        disabled_ms: None,
    };
    app.database.insert_webhook(&row).await?;
    Ok((StatusCode::CREATED, Json(NewWebhook { secret, webhook: Webhook::of(&row) })))
}

/// Sends nothing more to a place
#[utoipa::path(delete, path = "/v1/webhooks/{id}", tag = "webhooks", params(("id" = String, Path, description = "Name of the webhook")),
    responses((status = 204), (status = 404, body = Problem)))]
pub(crate) async fn delete(
    State(app): State<App>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let row = own(&app, &who, &id).await?;
    app.database.delete_webhook(&row.id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What was sent to a place
#[utoipa::path(get, path = "/v1/webhooks/{id}/deliveries", tag = "webhooks", params(("id" = String, Path, description = "Name of the webhook")),
    responses((status = 200, body = DeliveryList), (status = 404, body = Problem)))]
pub(crate) async fn deliveries(
    State(app): State<App>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<Json<DeliveryList>, Problem> {
    let row = own(&app, &who, &id).await?;
    let rows = app.database.deliveries(&row.id, DELIVERIES_SHOWN).await?;
    Ok(Json(DeliveryList { deliveries: rows.iter().map(Delivery::of).collect() }))
}

/// Sends an event once more
#[utoipa::path(post, path = "/v1/webhooks/{id}/deliveries/{delivery}/replay", tag = "webhooks",
    params(("id" = String, Path, description = "Name of the webhook"), ("delivery" = String, Path, description = "Name of the delivery")),
    responses((status = 202), (status = 404, body = Problem)))]
pub(crate) async fn replay(
    State(app): State<App>,
    who: Principal,
    Path((id, delivery)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let row = own(&app, &who, &id).await?;
    if !app.database.replay_delivery(&row.id, &delivery, now_ms()).await? {
        return Err(Problem::missing("delivery", &delivery));
    }
    Ok(StatusCode::ACCEPTED)
}
