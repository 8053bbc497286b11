//! One event after the other, on its way.

use std::sync::Arc;
use std::time::Duration;

use reqwest::{Client, StatusCode, redirect};
use tokio_util::sync::CancellationToken;

use super::address::{Addresses, check};
use crate::app::App;
use crate::clock::now_ms;
use crate::database::{Answer, DeliveryRow};

/// How often the table is looked at where nobody wakes us.
const POLL: Duration = Duration::from_millis(1_000);
/// How long one place may take.
const PATIENCE: Duration = Duration::from_secs(15);
/// Rests between tries, in seconds; after the last the delivery has failed.
const RESTS_S: [i64; 7] = [5, 30, 120, 600, 3_600, 14_400, 43_200];
/// Deliveries at a time.
const AT_A_TIME: usize = 8;

/// Until `stop`.
pub(crate) async fn deliver(app: App, stop: CancellationToken) {
    let addresses = Addresses(Arc::new(app.settings.webhook_hosts.clone()));
    let client = match client(&addresses) {
        Ok(client) => client,
        Err(error) => {
            tracing::error!(%error, "events cannot be sent to webhooks");
            return;
        }
    };
    let mut changes = app.bus.changes();
    let room = Arc::new(tokio::sync::Semaphore::new(AT_A_TIME));
    loop {
        let Ok(place) = Arc::clone(&room).acquire_owned().await else { return };
        let again = now_ms() + 2 * i64::try_from(PATIENCE.as_millis()).unwrap_or_default();
        match app.database.claim_delivery(now_ms(), again).await {
            Ok(Some(delivery)) => {
                let (app, client, addresses) = (app.clone(), client.clone(), addresses.clone());
                tokio::spawn(async move {
                    if let Err(error) = carry(&app, &client, &addresses, delivery).await {
                        tracing::warn!(%error, "a delivery is tried again");
                    }
                    drop(place);
                });
                continue;
            }
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "deliveries could not be read; trying again"),
        }
        drop(place);
        tokio::select! {
            _ = changes.recv() => {}
            () = tokio::time::sleep(POLL) => {}
            () = stop.cancelled() => return,
        }
    }
}

fn client(addresses: &Addresses) -> Result<Client, reqwest::Error> {
    crate::tls::install();
    Client::builder()
        .user_agent(concat!("MixMaster/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::none())
        .timeout(PATIENCE)
        .connect_timeout(PATIENCE / 3)
        .no_proxy()
        .dns_resolver(Arc::new(addresses.clone()))
        .build()
}

async fn carry(
    app: &App,
    client: &Client,
    addresses: &Addresses,
    delivery: DeliveryRow,
) -> Result<(), sqlx::Error> {
    let Some(hook) = app.database.webhook(&delivery.webhook_id).await? else { return Ok(()) };
    let answer = match check(&hook.url, addresses) {
        Ok(url) => send(client, (url, &hook.secret), &delivery).await,
        Err(words) => Answer { error: Some(words), ..Answer::default() },
    };
    let now = now_ms();
    if answer.code == Some(i64::from(StatusCode::GONE.as_u16())) {
        app.database.disable_webhook(&hook.id, now).await?;
    }
    let is_fine = answer.code.is_some_and(|code| (200..300).contains(&code));
    let rest_s = usize::try_from(delivery.attempts - 1).ok().and_then(|index| RESTS_S.get(index));
    let (status, next) = match (is_fine, rest_s) {
        (true, _) => ("delivered", now),
        (false, Some(rest_s)) if hook.disabled_ms.is_none() => ("waiting", now + rest_s * 1_000),
        (false, _) => ("failed", now),
    };
    metrics::counter!("mixmaster_webhook_deliveries_total", "status" => status).increment(1);
    app.database.conclude_delivery((&delivery.id, status), &answer, (now, next)).await
}

/// Sends one event, signed; the answer's body is of no interest.
async fn send(
    client: &Client,
    (url, secret): (reqwest::Url, &str),
    delivery: &DeliveryRow,
) -> Answer {
    let seconds = now_ms() / 1_000;
    let signed = standardwebhooks::Webhook::new(secret)
        .and_then(|hook| hook.sign(&delivery.id, seconds, delivery.body.as_bytes()));
    let signature = match signed {
        Ok(signature) => signature,
        Err(error) => return Answer { error: Some(error.to_string()), ..Answer::default() },
    };
    let sent = client
        .post(url)
        .header("content-type", "application/json")
        .header("webhook-id", &delivery.id)
        .header("webhook-timestamp", seconds)
        .header("webhook-signature", signature)
        .body(delivery.body.clone())
        .send()
        .await;
    match sent {
        Ok(response) => {
            let code = response.status();
            let error = (!code.is_success()).then(|| format!("it answered {code}"));
            Answer { code: Some(i64::from(code.as_u16())), error }
        }
        Err(error) => {
            // The outer words name the address, the inner one the cause.
            let cause = std::error::Error::source(&error)
                .map_or(String::new(), |cause| format!(": {cause}"));
            let words = if error.is_timeout() {
                "it did not answer in time".into()
            } else {
                format!("it was not reached{cause}")
            };
            Answer { error: Some(words.chars().take(300).collect()), ..Answer::default() }
        }
    }
}
