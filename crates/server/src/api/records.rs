//! `options.reference_track_url`: a record that the service fetches itself.
//!
//! Off unless hosts are allowed: whoever may name any address may look into the network behind the
//! service. Allowed hosts are called at public addresses only, unless they are such addresses
//! themselves; redirects are not followed.

use std::sync::Arc;
use std::time::Duration;

use futures_util::TryStreamExt;
use reqwest::redirect;

use super::intake;
use crate::app::App;
use crate::job::StemOrder;
use crate::job::order::invalid;
use crate::problem::{FORBIDDEN, INVALID, Problem};
use crate::webhook::{Addresses, check};

/// How long all of it may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Fetches a record to `object`.
pub(super) async fn fetch(
    app: &App,
    url: &str,
    (object, used_bytes): (String, u64),
) -> Result<StemOrder, Problem> {
    let field = "options.reference_track_url";
    let hosts = &app.settings.reference_hosts;
    if hosts.is_empty() {
        return Err(Problem::new(FORBIDDEN, "this service fetches no records by their address")
            .hint("upload the record, and name it in `reference_upload_ids`"));
    }
    // Who allows an address of their own network by its number wants it; a name has to be public.
    let numbers = hosts.iter().filter(|host| host.parse::<std::net::IpAddr>().is_ok());
    let addresses = Addresses(Arc::new(numbers.cloned().collect()));
    let url = check(url, &addresses).map_err(|words| invalid_address(field, &words))?;
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
    if !hosts.iter().any(|known| known.eq_ignore_ascii_case(&host)) {
        return Err(invalid(field, &format!("is at `{host:.80}`"), "a host that is allowed here")
            .hint("upload the record, and name it in `reference_upload_ids`"));
    }
    let name = url.path_segments().and_then(|mut parts| parts.next_back()).unwrap_or_default();
    let stem = StemOrder::of_file(name).or_else(|_| StemOrder::of_file("reference.wav"))?;
    let unreached = |error: &reqwest::Error| {
        let cause = error
            .status()
            .map_or_else(|| "was not reached".to_owned(), |code| format!("answered {code}"));
        Problem::new(INVALID, format!("`{field}`: {host:.80} {cause}"))
            .hint("check the address, or upload the record")
    };
    let client = client(addresses).map_err(|error| Problem::internal(&error))?;
    let answer = client.get(url.clone()).send().await.map_err(|error| unreached(&error))?;
    if !answer.status().is_success() {
        let found = format!("`{field}`: {host:.80} answered {}", answer.status());
        return Err(
            Problem::new(INVALID, found).hint("name the file itself: redirects are not followed")
        );
    }
    let room = intake::room(app, used_bytes);
    if answer.content_length().is_some_and(|length| length > room) {
        return Err(intake::too_large(app, &stem.name));
    }
    let body = answer.bytes_stream().map_err(|error| unreached(&error));
    intake::take(app, (object, room), stem, body).await
}

fn invalid_address(field: &str, words: &str) -> Problem {
    Problem::new(INVALID, format!("`{field}` {words}"))
}

fn client(addresses: Addresses) -> Result<reqwest::Client, reqwest::Error> {
    crate::tls::install();
    reqwest::Client::builder()
        .user_agent(concat!("MixMaster/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::none())
        .timeout(PATIENCE)
        .connect_timeout(PATIENCE / 6)
        .no_proxy()
        .dns_resolver(Arc::new(addresses))
        .build()
}
