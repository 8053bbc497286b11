//! What every answer tells a browser, whatever it holds.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Response;

const ALWAYS: [(HeaderName, &str); 3] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
];

/// Kinds are as told, addresses are told to nobody, and nothing is shown inside of other pages.
pub(super) async fn protect(mut response: Response) -> Response {
    for (name, value) in ALWAYS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}
