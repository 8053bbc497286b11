//! What happens to a job: polled, as a stream (SSE), or through a WebSocket. One JSON in all.

use std::convert::Infallible;
use std::time::Duration;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::ws::{Message, WebSocket};
use axum::extract::{Path, Query, State, WebSocketUpgrade};
use axum::http::HeaderMap;
use axum::response::sse::{Event as SseEvent, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, StreamExt};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::jobs;
use crate::app::App;
use crate::auth::Principal;
use crate::clock::now_ms;
use crate::database::{Event, JobRow, StoredEvent};
use crate::problem::Problem;

/// Events at a time.
const BATCH: i64 = 200;
/// How often the database is looked at where nobody wakes us: another process may work.
const POLL: Duration = Duration::from_millis(700);

/// From where on.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct EventQuery {
    /// Only events with a higher number.
    after: Option<i64>,
}

/// Events of a job.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EventPage {
    /// The oldest first, 200 at most.
    events: Vec<Event>,
}

/// What happened to a job so far
#[utoipa::path(get, path = "/v1/jobs/{id}/events", tag = "jobs",
    params(("id" = String, Path, description = "Name of the job"), EventQuery),
    responses((status = 200, body = EventPage), (status = 404, body = Problem)))]
pub(crate) async fn events(
    State(app): State<App>,
    who: Principal,
    Path(id): Path<String>,
    query: Result<Query<EventQuery>, QueryRejection>,
) -> Result<Json<EventPage>, Problem> {
    let Query(query) = query?;
    jobs::own(&app, &who, &id).await?;
    let stored = app.database.events_after(&id, query.after.unwrap_or(0), BATCH).await?;
    let events = stored.iter().filter_map(|event| serde_json::from_str(&event.body).ok()).collect();
    Ok(Json(EventPage { events }))
}

/// What happens to a job, as it happens
///
/// Server-sent events; `data` is the JSON of an event, `id` its number, which comes back in
/// `Last-Event-ID` when the connection is taken up again. Ends after the job's last event.
#[utoipa::path(get, path = "/v1/jobs/{id}/stream", tag = "jobs",
    params(("id" = String, Path, description = "Name of the job"), EventQuery,
        ("Last-Event-ID" = Option<i64>, Header, description = "Number of the last event that arrived")),
    responses((status = 200, body = String, content_type = "text/event-stream"), (status = 404, body = Problem)))]
pub(crate) async fn stream(
    State(app): State<App>,
    who: Principal,
    Path(id): Path<String>,
    query: Result<Query<EventQuery>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<SseEvent, Infallible>>>, Problem> {
    let Query(query) = query?;
    jobs::own(&app, &who, &id).await?;
    let last =
        headers.get("last-event-id").and_then(|value| value.to_str().ok()?.trim().parse().ok());
    let after = last.or(query.after).unwrap_or(0);
    let events = follow(app, id, after).map(|event| {
        Ok(SseEvent::default().id(event.seq.to_string()).event("job").data(event.body))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}

/// `GET /v1/jobs/{id}/socket?after=N`: the same through a WebSocket, one text message an event.
pub(crate) async fn socket(
    State(app): State<App>,
    who: Principal,
    Path(id): Path<String>,
    query: Result<Query<EventQuery>, QueryRejection>,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Problem> {
    let Query(query) = query?;
    jobs::own(&app, &who, &id).await?;
    let after = query.after.unwrap_or(0);
    let upgrade = upgrade.max_message_size(4 << 10);
    Ok(upgrade.on_upgrade(move |socket| talk(socket, app, id, after)).into_response())
}

async fn talk(socket: WebSocket, app: App, id: String, after: i64) {
    use futures_util::SinkExt;
    let (mut sink, mut source) = socket.split();
    let mut events = Box::pin(follow(app, id, after));
    loop {
        tokio::select! {
            event = events.next() => match event {
                Some(event) if sink.send(Message::Text(event.body.clone().into())).await.is_ok() => {}
                _ => break,
            },
            // Nothing is asked here; this is how an end is heard.
            heard = source.next() => match heard {
                Some(Ok(Message::Close(_)) | Err(_)) | None => break,
                Some(Ok(_)) => {}
            },
        }
    }
    let _ = sink.close().await;
}

/// Events of a job from `after` on, those to come included; ends with the job.
fn follow(app: App, id: String, after: i64) -> impl Stream<Item = StoredEvent> + Send + 'static {
    struct State {
        app: App,
        changes: tokio::sync::broadcast::Receiver<String>,
        id: String,
        after: i64,
        ready: std::vec::IntoIter<StoredEvent>,
    }
    let changes = app.bus.changes();
    let state = State { app, changes, id, after, ready: Vec::new().into_iter() };
    futures_util::stream::unfold(state, |mut state| async move {
        loop {
            if let Some(event) = state.ready.next() {
                state.after = event.seq;
                return Some((event, state));
            }
            // First where the job stands, then its events: none can come between.
            let row = state.app.database.job(&state.id).await;
            let events = state.app.database.events_after(&state.id, state.after, BATCH).await;
            match (row, events) {
                (_, Ok(events)) if !events.is_empty() => state.ready = events.into_iter(),
                (Ok(None), _) => return None,
                (Ok(Some(row)), Ok(_))
                    if row.status().is_final() && is_told(&state.app, &row, state.after).await =>
                {
                    return None;
                }
                _ => wait(&mut state.changes, &state.id).await,
            }
        }
    })
}

/// Whether the event with the number `last`, after which there is none, is the end of a job that
/// ended: it follows the row closely.
async fn is_told(app: &App, row: &JobRow, last: i64) -> bool {
    const LATE_MS: i64 = 5_000;
    let ended = format!("\"job.{}\"", row.status().name());
    let events = app.database.events_after(&row.id, last - 1, 1).await.unwrap_or_default();
    let told = events.last().is_some_and(|event| event.body.contains(&ended));
    told || now_ms() - row.updated_ms > LATE_MS
}

async fn wait(changes: &mut tokio::sync::broadcast::Receiver<String>, id: &str) {
    let heard = async {
        loop {
            match changes.recv().await {
                Ok(job) if job != id => {}
                // Having missed some is as good as having heard ours.
                _ => return,
            }
        }
    };
    let _ = tokio::time::timeout(POLL, heard).await;
}
