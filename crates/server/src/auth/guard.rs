//! Who may come in.
//!
//! Without keys the service listens on loopback only, and then every page in the user's browser
//! could reach it: so the host must be one of this machine (a foreign name that resolves here is
//! refused), and a page of another origin may change nothing unless that origin is allowed.
//! With keys every request but those for health and pages names one.

use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, Uri, header, request::Parts};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::{Scope, key, rate::Allowance};
use crate::app::App;
use crate::clock::now_ms;
use crate::database::KeyRow;
use crate::problem::{FORBIDDEN, MALFORMED, Problem, TOO_MANY, UNAUTHORISED};
use crate::settings::Settings;
use crate::tls::Client;

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Principal {
    /// Whose jobs are theirs.
    pub(crate) owner: String,
    /// Name of the key; none on a service without keys.
    pub(crate) key: Option<String>,
    /// Sees and changes everything.
    pub(crate) is_admin: bool,
    /// What the key may do.
    scopes: Vec<Scope>,
    /// Requests a minute, where the key has a rate of its own.
    per_minute: Option<u32>,
    /// Jobs a day, where the key has a quota.
    pub(crate) jobs_per_day: Option<i64>,
}

impl Principal {
    /// The one user of a service without keys.
    pub(crate) fn local() -> Self {
        Self {
            owner: "local".into(),
            key: None,
            is_admin: true,
            scopes: Scope::ALL.to_vec(),
            per_minute: None,
            jobs_per_day: None,
        }
    }

    fn of(row: &KeyRow) -> Self {
        let scopes = row.scopes();
        Self {
            owner: row.owner.clone(),
            key: Some(row.id.clone()),
            is_admin: scopes.contains(&Scope::Admin),
            per_minute: row.requests_per_minute.and_then(|rate| u32::try_from(rate).ok()),
            jobs_per_day: row.jobs_per_day,
            scopes,
        }
    }

    /// Whether what belongs to `owner` is theirs to see.
    pub(crate) fn may_see(&self, owner: &str) -> bool {
        self.is_admin || self.owner == owner
    }
}

/// Lets in, with a principal, or refuses.
pub(crate) async fn guard(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let address = request.extensions().get::<ConnectInfo<Client>>().map(|info| info.0.0.ip());
    let admitted = admit(&app, request.method(), request.uri(), request.headers()).await;
    let (client, own_rate) = match &admitted {
        Ok(Some(Principal { key: Some(key), per_minute, .. })) => (key.clone(), *per_minute),
        _ => (address.map_or_else(|| "nobody".into(), |address| address.to_string()), None),
    };
    let allowance = app.rates.count(&client, own_rate);
    let mut response = match (admitted, allowance.wait_s) {
        (_, Some(wait_s)) => {
            let found = format!("more than {} requests a minute came", allowance.per_minute);
            Problem::new(TOO_MANY, found)
                .hint("wait, then go on")
                .retry_after(wait_s)
                .into_response()
        }
        (Ok(principal), None) => {
            if let Some(principal) = principal {
                request.extensions_mut().insert(principal);
            }
            next.run(request).await
        }
        (Err(problem), None) => problem.into_response(),
    };
    tell(&mut response, allowance);
    response
}

/// The headers of draft-ietf-httpapi-ratelimit-headers.
fn tell(response: &mut Response, allowance: Allowance) {
    let Allowance { per_minute, remaining, wait_s } = allowance;
    let rows = [
        ("ratelimit-policy", format!("\"minute\";q={per_minute};w=60")),
        ("ratelimit", format!("\"minute\";r={remaining};t={}", wait_s.unwrap_or(60))),
    ];
    for (name, value) in rows {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
}

/// What a request needs: nothing, or a scope.
fn needed(method: &Method, path: &str) -> Option<Scope> {
    let reads = matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
    let under = |root: &str| {
        path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    if *method == Method::OPTIONS || under("/v1/sessions") || path == "/v1/whoami" {
        return None;
    }
    // Pages hold nothing; what they show they ask for with a key.
    let is_page = reads && !under("/v1") && !under("/metrics");
    if is_page || under("/health") {
        return None;
    }
    Some(match () {
        () if under("/metrics") => Scope::MetricsRead,
        () if under("/v1/admin") || under("/v1/keys") => Scope::Admin,
        () if under("/v1/webhooks") => Scope::WebhooksWrite,
        () if reads => Scope::JobsRead,
        () if under("/v1/profiles") => Scope::ProfilesWrite,
        () => Scope::JobsWrite,
    })
}

async fn admit(
    app: &App,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
) -> Result<Option<Principal>, Problem> {
    // No name of ours has one, and PostgreSQL takes no text with one.
    if uri.path_and_query().is_some_and(|text| text.as_str().contains("%00")) {
        return Err(Problem::new(MALFORMED, "the address holds a zero byte, expected none"));
    }
    if !app.settings.needs_keys() {
        return from_this_machine(&app.settings, method, headers).map(Some);
    }
    let Some(scope) = needed(method, uri.path()) else { return Ok(None) };
    let Some(row) = known_key(app, method, uri, headers).await? else {
        return Err(Problem::new(UNAUTHORISED, "the request has no key, or one that is not known, revoked or expired")
            .hint("send `Authorization: Bearer KEY`, or `X-API-Key: KEY`; keys are made by `mixmaster key add`"));
    };
    let principal = Principal::of(&row);
    if !principal.scopes.contains(&scope) {
        let found = format!("the key `{}` has not the scope `{}`", row.id, scope.name());
        return Err(
            Problem::new(FORBIDDEN, found).hint("use another key, or make one with this scope")
        );
    }
    Ok(Some(principal))
}

/// The key of a request: sent as such, or by a session that was made from it.
pub(crate) async fn known_key(
    app: &App,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
) -> Result<Option<KeyRow>, Problem> {
    let own = headers.get("x-api-key").and_then(|value| value.to_str().ok());
    // Players and sockets of browsers send no headers: a session, which is short, may be in the
    // address; a key may not, since addresses are kept in logs and histories.
    let in_address = uri
        .query()
        .filter(|_| *method == Method::GET)
        .and_then(|query| query.split('&').find_map(|pair| pair.strip_prefix("access_token=")));
    let now = now_ms();
    let found = match (bearer(headers).or(own), in_address) {
        (Some(word), _) => match key::parse(word) {
            Some((id, secret)) => app.database.key(id).await?.filter(|row| secret.is_of(&row.hash)),
            None => of_session(app, word, now).await?,
        },
        (None, Some(token)) => of_session(app, token, now).await?,
        (None, None) => None,
    };
    let Some(row) = found.filter(|row| row.is_valid(now)) else { return Ok(None) };
    app.database.touch_key(&row, now).await?;
    Ok(Some(row))
}

/// The key of a session that still runs, sent as `Authorization: Bearer`.
pub(crate) async fn known_session(
    app: &App,
    headers: &HeaderMap,
) -> Result<Option<KeyRow>, Problem> {
    let Some(token) = bearer(headers) else { return Ok(None) };
    let now = now_ms();
    let found = of_session(app, token, now).await?;
    Ok(found.filter(|row| row.is_valid(now)))
}

/// What stands behind `Authorization: Bearer`.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = text(headers, header::AUTHORIZATION)?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

async fn of_session(app: &App, token: &str, now: i64) -> Result<Option<KeyRow>, Problem> {
    match app.sessions.key_of(token, now / 1_000) {
        Some(id) => Ok(app.database.key(&id).await?),
        None => Ok(None),
    }
}

fn from_this_machine(
    settings: &Settings,
    method: &Method,
    headers: &HeaderMap,
) -> Result<Principal, Problem> {
    let host = text(headers, header::HOST);
    if !host.is_some_and(is_this_machine) {
        let found: String = host.unwrap_or("none").chars().take(80).collect();
        return Err(Problem::new(
            FORBIDDEN,
            format!("the host is `{found}`, expected localhost or a loopback address"),
        )
        .hint("call the service by http://127.0.0.1"));
    }
    let changes = !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
    if let Some(origin) = text(headers, header::ORIGIN).filter(|_| changes) {
        let own =
            host.is_some_and(|host| origin.split_once("://").is_some_and(|(_, rest)| rest == host));
        let allowed = settings.cors.iter().any(|known| known == origin || known == "*");
        if !own && !allowed {
            let found: String = origin.chars().take(80).collect();
            return Err(Problem::new(
                FORBIDDEN,
                format!("the page comes from `{found}`, which may not change anything here"),
            )
            .hint("allow it with --cors"));
        }
    }
    Ok(Principal::local())
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Whether a `Host` header means this machine.
fn is_this_machine(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']').map_or("", |(name, _)| name),
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

impl<S: Send + Sync> FromRequestParts<S> for Principal {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        let known = parts.extensions.get::<Self>().cloned();
        known.ok_or_else(|| Problem::new(UNAUTHORISED, "the request names nobody"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Options;

    fn asked(method: Method, host: &str, origin: Option<&str>) -> bool {
        let settings = Settings::decide(Options::default()).unwrap();
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, origin.parse().unwrap());
        }
        from_this_machine(&settings, &method, &headers).is_ok()
    }

    #[test]
    fn only_names_of_this_machine_are_hosts() {
        for host in ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST:1"] {
            assert!(asked(Method::GET, host, None), "{host}");
        }
        for host in ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "10.0.0.1", ""]
        {
            assert!(!asked(Method::GET, host, None), "{host}");
        }
    }

    #[test]
    fn a_foreign_page_may_look_but_not_change() {
        assert!(asked(Method::POST, "localhost:8000", Some("http://localhost:8000")));
        assert!(!asked(Method::POST, "localhost:8000", Some("http://evil.example")));
        assert!(!asked(Method::DELETE, "localhost:8000", Some("null")));
        assert!(asked(Method::GET, "localhost:8000", Some("http://evil.example")));
    }

    #[test]
    fn what_is_not_named_needs_a_scope() {
        let rows = [
            ("GET /health/live", None),
            ("GET /docs/index.html", None),
            ("GET /metrics", Some(Scope::MetricsRead)),
            ("GET /v1/admin/queue", Some(Scope::Admin)),
            ("GET /v1/keys", Some(Scope::Admin)),
            ("GET /v1/jobs", Some(Scope::JobsRead)),
            ("POST /v1/jobs", Some(Scope::JobsWrite)),
            ("PATCH /v1/uploads/x", Some(Scope::JobsWrite)),
            ("DELETE /v1/profiles/x", Some(Scope::ProfilesWrite)),
            ("GET /v1/webhooks", Some(Scope::WebhooksWrite)),
            // An address of the web application, which holds nothing by itself.
            ("GET /healthy", None),
            ("GET /v1/anything/new", Some(Scope::JobsRead)),
            ("POST /anything/new", Some(Scope::JobsWrite)),
        ];
        for (line, scope) in rows {
            let (method, path) = line.split_once(' ').unwrap();
            assert_eq!(needed(&method.parse().unwrap(), path), scope, "{line}");
        }
    }
}
