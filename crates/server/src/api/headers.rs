//! What every answer tells a browser, whatever it holds.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

const ALWAYS: [(HeaderName, &str); 3] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
];

/// What the page of operations may load: its own scripts and styles, those within its elements and
/// pictures within them too, and what it tries out here.
const DOCS: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

/// Kinds are as told, addresses are told to nobody, and nothing is shown inside of other pages.
pub(super) async fn protect(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_docs = path == "/docs" || path.starts_with("/docs/");
    let mut response = next.run(request).await;
    if is_docs {
        let set = response.headers_mut();
        set.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(DOCS));
    }
    for (name, value) in ALWAYS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}
