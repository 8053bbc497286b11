//! The web application: files that are embedded, or lie in a folder while it is being worked on.

use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use super::admin;
use crate::app::App;
use crate::problem::{NOT_FOUND, Problem};

/// `web/dist` as it was when this was built; empty where it was not there.
#[derive(rust_embed::Embed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Embedded;

/// The page that all addresses of the application have.
const INDEX: &str = "index.html";
/// In the place of the application where none is built.
const ABSENT: &str = include_str!("home.html");
/// Scripts, styles and connections of its own alone; audio and workers may come from memory.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; media-src 'self' blob:; \
    worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'self'; \
    frame-ancestors 'none'";
/// The page of words has its style inside.
const ABSENT_POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";
/// Roots under which an address that is not known is a mistake, and no page.
const NO_PAGES: [&str; 6] = ["/v1", "/health", "/metrics", "/docs", "/openapi.json", "/assets"];

/// A file with the hash of its content.
struct Found {
    bytes: Cow<'static, [u8]>,
    hash: String,
}

/// What has no other route: a file of the application, or its page, or nothing.
pub(super) async fn serve(
    State(app): State<App>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let path = uri.path();
    if !matches!(method, Method::GET | Method::HEAD) {
        return nowhere(path);
    }
    let name = path.trim_start_matches('/').to_owned();
    let name = if name.is_empty() { INDEX.to_owned() } else { name };
    let folder = app.settings.web_dir.clone();
    if let Some(found) = find(folder.clone(), name.clone()).await {
        return answer(&name, found, &headers);
    }
    let wants_page = headers
        .get(header::ACCEPT)
        .and_then(|kinds| kinds.to_str().ok())
        .is_some_and(|kinds| kinds.contains("text/html"));
    let is_page = wants_page || ["/", "/admin"].contains(&path);
    if !is_page || NO_PAGES.into_iter().any(|root| is_under(path, root)) {
        return nowhere(path);
    }
    match find(folder, INDEX.to_owned()).await {
        Some(found) => answer(INDEX, found, &headers),
        None if path == "/admin" => admin::page().into_response(),
        None => {
            let set = [
                (header::CONTENT_TYPE, "text/html; charset=utf-8"),
                (header::CONTENT_SECURITY_POLICY, ABSENT_POLICY),
                (header::CACHE_CONTROL, "no-cache"),
            ];
            (set, ABSENT).into_response()
        }
    }
}

fn is_under(path: &str, root: &str) -> bool {
    path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn nowhere(path: &str) -> Response {
    let path: String = path.chars().take(80).collect();
    Problem::new(NOT_FOUND, format!("there is nothing at `{path}`"))
        .hint("the operations are at /docs")
        .into_response()
}

async fn find(folder: Option<PathBuf>, name: String) -> Option<Found> {
    // Nothing but names of files goes down from the root.
    let is_plain = Path::new(&name).components().all(|part| matches!(part, Component::Normal(_)));
    if !is_plain || name.contains(['\\', '\0']) {
        return None;
    }
    let Some(folder) = folder else {
        let file = Embedded::get(&name)?;
        let hash = blake3::Hash::from_bytes(file.metadata.sha256_hash()).to_hex();
        return Some(Found { bytes: file.data, hash: hash[..32].to_owned() });
    };
    let read = tokio::task::spawn_blocking(move || {
        let root = folder.canonicalize().ok()?;
        let file = root.join(name).canonicalize().ok()?;
        // A link may lead out of the folder.
        if !file.starts_with(&root) || !file.is_file() {
            return None;
        }
        std::fs::read(file).ok()
    });
    let bytes = read.await.ok().flatten()?;
    let hash = blake3::hash(&bytes).to_hex()[..32].to_owned();
    Some(Found { bytes: bytes.into(), hash })
}

fn answer(name: &str, found: Found, headers: &HeaderMap) -> Response {
    // The same file may travel packed: a weak tag is that of all its forms.
    let tag = format!("W/\"{}\"", found.hash);
    let caching = if name.starts_with("assets/") {
        // Names under it hold a hash: another content has another name.
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let known = headers.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    let mut response = match known {
        Some(known) if known.contains(&tag) => StatusCode::NOT_MODIFIED.into_response(),
        _ => ([(header::CONTENT_TYPE, kind(name))], found.bytes).into_response(),
    };
    let set = response.headers_mut();
    set.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    if let Ok(tag) = tag.parse() {
        set.insert(header::ETAG, tag);
    }
    if name.ends_with(".html") {
        set.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    }
    response
}

fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "txt" => "text/plain; charset=utf-8",
        "mp3" => "audio/mpeg",
        "wav" => "audio/wav",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_files_of_the_folder_are_found() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("dist");
        std::fs::create_dir_all(root.join("assets")).unwrap();
        std::fs::write(dir.path().join("secret"), "s").unwrap();
        std::fs::write(root.join("assets/a-1f.js"), "1").unwrap();
        std::os::unix::fs::symlink(dir.path().join("secret"), root.join("link")).unwrap();
        for (name, there) in [
            ("assets/a-1f.js", true),
            ("assets", false),
            ("../secret", false),
            ("assets/../../secret", false),
            ("/etc/hostname", false),
            ("link", false),
            ("assets\\a-1f.js", false),
            ("", false),
        ] {
            let found = find(Some(root.clone()), name.to_owned()).await;
            assert_eq!(found.is_some(), there, "{name}");
        }
    }
}
