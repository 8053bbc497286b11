//! The HTTP edge: it parses requests, keeps orders and words answers; it computes nothing.

mod account;
mod admin;
mod albums;
mod analyses;
mod create;
mod document;
mod download;
mod drain;
mod edits;
mod events;
mod exports;
mod headers;
mod health;
mod intake;
mod jobs;
mod keys;
mod parts;
mod profiles;
mod range;
mod recipes;
mod records;
mod sessions;
mod shapes;
mod spans;
mod stems;
mod tables;
mod talk;
mod uploads;
mod usage;
mod web;
mod webhooks;
mod whoami;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::IntoResponse;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tower_http::cors::{AllowOrigin, CorsLayer};
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::trace::TraceLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use utoipa_swagger_ui::SwaggerUi;

use crate::app::App;
use crate::auth;
use crate::job::outline::Waveforms;
use crate::problem::{NOT_FOUND, Problem};
use crate::settings::Settings;

/// What the OpenAPI document says besides the operations.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "MixMaster",
        description = "Stems of a song in; a mix, a master and a report that explains every move out. \
            Errors are problem details (RFC 9457). Times are RFC 3339 in UTC.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    components(schemas(Waveforms)),
    tags(
        (name = "jobs", description = "Work to be done, and what came of it"),
        (name = "uploads", description = "Files that may arrive in pieces (tus 1.0)"),
        (name = "profiles", description = "What a song may become"),
        (name = "recipes", description = "What was decided, and what people make of it"),
        (name = "webhooks", description = "Where events are sent"),
        (name = "keys", description = "Who may do what, and what each used"),
        (name = "operations", description = "How the service is")
    )
)]
struct Document;

/// The operations with their document.
fn operations() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(create::create, jobs::list))
        .routes(routes!(jobs::get, jobs::patch, jobs::delete))
        .routes(routes!(jobs::cancel))
        .routes(routes!(jobs::retry))
        .routes(routes!(stems::attach))
        .routes(routes!(events::events))
        .routes(routes!(events::stream))
        .routes(routes!(download::download))
        .routes(routes!(uploads::create, uploads::options))
        .routes(routes!(uploads::head, uploads::patch, uploads::delete))
        .routes(routes!(keys::list, keys::create))
        .routes(routes!(keys::revoke))
        .routes(routes!(sessions::create))
        .routes(routes!(sessions::renew))
        .routes(routes!(whoami::whoami))
        .routes(routes!(tables::parameters))
        .routes(routes!(tables::roles))
        .routes(routes!(recipes::list))
        .routes(routes!(recipes::get, edits::patch))
        .routes(routes!(recipes::render))
        .routes(routes!(recipes::preview))
        .routes(routes!(exports::export))
        .routes(routes!(talk::diff))
        .routes(routes!(talk::tweak))
        .routes(routes!(albums::create))
        .routes(routes!(analyses::create))
        .routes(routes!(analyses::get))
        .routes(routes!(analyses::waveforms))
        .routes(routes!(account::export))
        .routes(routes!(account::delete))
        .routes(routes!(webhooks::list, webhooks::create))
        .routes(routes!(webhooks::delete))
        .routes(routes!(webhooks::deliveries))
        .routes(routes!(webhooks::replay))
        .routes(routes!(usage::usage))
        .routes(routes!(profiles::list, profiles::create))
        .routes(routes!(profiles::get, profiles::put, profiles::delete))
        .routes(routes!(health::health, health::health_by_post))
        .routes(routes!(health::live))
        .routes(routes!(health::metrics))
        .routes(routes!(admin::status))
}

/// The OpenAPI document, as JSON.
pub(crate) fn document() -> String {
    let (_, document) = operations().split_for_parts();
    serde_json::to_string_pretty(&document::complete(&document)).unwrap_or_default()
}

/// All routes.
pub(crate) fn router(app: App) -> Router {
    let settings = app.settings.clone();
    let (router, document) = operations().split_for_parts();
    let document = document::complete(&document);
    let trace = TraceLayer::new_for_http().make_span_with(spans::of).on_response(spans::answered);
    // Audio does not get smaller, and events must not wait for a full buffer.
    let packs = SizeAbove::new(1_024)
        .and(NotForContentType::IMAGES)
        .and(NotForContentType::const_new("audio/"))
        .and(NotForContentType::const_new("font/"))
        .and(NotForContentType::const_new("application/zip"))
        .and(NotForContentType::const_new("text/event-stream"));
    router
        .route("/v1/jobs/{id}/socket", axum::routing::get(events::socket))
        .merge(SwaggerUi::new("/docs").external_url_unchecked("/openapi.json", document))
        .fallback(web::serve)
        .method_not_allowed_fallback(not_so)
        .layer(axum::middleware::from_fn_with_state(app.clone(), auth::guard))
        .layer(axum::middleware::from_fn(drain::drain))
        .layer(axum::middleware::from_fn(health::count))
        .layer(axum::middleware::from_fn(headers::protect))
        .layer(cors(&settings))
        .layer(axum::middleware::from_fn_with_state(app.clone(), uploads::told))
        .layer(CompressionLayer::new().compress_when(packs))
        .layer(CatchPanicLayer::custom(|_| {
            Problem::internal(&"a handler panicked").into_response()
        }))
        .layer(trace)
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
        .with_state(app)
}

/// What a worker answers: how it is, to those who may know.
pub(crate) fn of_worker(app: App) -> Router {
    use axum::routing::get;
    Router::new()
        .route("/health", get(health::health).post(health::health_by_post))
        .route("/health/live", get(health::live))
        .route("/metrics", get(health::metrics))
        .fallback(async || {
            Problem::new(NOT_FOUND, "a worker answers /health, /health/live and /metrics")
        })
        .method_not_allowed_fallback(not_so)
        .layer(axum::middleware::from_fn_with_state(app.clone(), auth::guard))
        .layer(axum::middleware::from_fn(headers::protect))
        .with_state(app)
}

async fn not_so(method: Method) -> Problem {
    let situation = (
        "method-not-allowed",
        StatusCode::METHOD_NOT_ALLOWED,
        "The method is not one of this address",
    );
    Problem::new(situation, format!("found {method}")).hint("the operations are at /docs")
}

fn cors(settings: &Settings) -> CorsLayer {
    let origins: Vec<HeaderValue> =
        settings.cors.iter().filter_map(|origin| origin.parse().ok()).collect();
    let allowed = if settings.cors.iter().any(|origin| origin == "*") {
        AllowOrigin::any()
    } else {
        AllowOrigin::list(origins)
    };
    let read = [
        "location",
        "etag",
        "tus-resumable",
        "tus-version",
        "tus-extension",
        "tus-max-size",
        "upload-offset",
        "upload-length",
        "upload-expires",
        "x-request-id",
        "ratelimit",
        "ratelimit-policy",
        "retry-after",
    ];
    let sent = [
        "idempotency-key",
        "tus-resumable",
        "upload-length",
        "upload-offset",
        "upload-metadata",
        "upload-checksum",
        "last-event-id",
        "x-api-key",
        "x-http-method-override",
    ];
    CorsLayer::new()
        .allow_origin(allowed)
        .allow_methods([
            Method::GET,
            Method::HEAD,
            Method::POST,
            Method::PATCH,
            Method::PUT,
            Method::DELETE,
            Method::OPTIONS,
        ])
        .allow_headers(
            sent.map(HeaderName::from_static)
                .into_iter()
                .chain([header::CONTENT_TYPE, header::AUTHORIZATION, header::RANGE])
                .collect::<Vec<_>>(),
        )
        .expose_headers(read.map(HeaderName::from_static))
}
