//! `/`: what is here, until the web application stands in this place.

use axum::response::Html;

/// A page of words.
pub(crate) async fn home() -> Html<&'static str> {
    Html(include_str!("home.html"))
}
