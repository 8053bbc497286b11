//! Jobs carried by NATS JetStream: a work queue with one subject for each priority.

use std::time::Duration;

use async_nats::HeaderMap;
use async_nats::header::NATS_MESSAGE_ID;
use async_nats::jetstream::consumer::{PullConsumer, pull};
use async_nats::jetstream::stream::{self, RetentionPolicy};
use async_nats::jetstream::{self, AckKind, Context};
use futures_util::StreamExt;
use percent_encoding::percent_decode_str;

use super::{Outcome, QueueError};

pub(crate) use async_nats::jetstream::Message;

/// Name of the deployment where the URL has none.
const DEPLOYMENT: &str = "mixmaster";
/// The same turn of a job within this time is one message.
const DUPLICATES: Duration = Duration::from_secs(120);
const DEAD_KEPT: Duration = Duration::from_secs(30 * 86_400);
const PRIORITIES: i64 = 10;

/// Connections to JetStream. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Nats {
    context: Context,
    /// Several deployments may share a server.
    deployment: String,
    /// The most urgent first.
    consumers: Vec<PullConsumer>,
}

fn subject(deployment: &str, priority: i64) -> String {
    format!("{deployment}.jobs.{}", priority.clamp(0, PRIORITIES - 1))
}

/// Server and deployment of `nats://HOST:PORT/DEPLOYMENT`.
fn parts(url: &str) -> Result<(&str, String), QueueError> {
    let start = url.find("://").map_or(0, |at| at + 3);
    let rest = url.get(start..).unwrap_or_default();
    let (server, deployment) = match rest.split_once('/') {
        Some((server, deployment)) if !deployment.is_empty() => (server, deployment),
        Some((server, _)) => (server, DEPLOYMENT),
        None => (rest, DEPLOYMENT),
    };
    let fits = deployment.len() <= 100
        && deployment
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if !fits {
        return Err(format!(
            "found the deployment `{deployment:.40}`, expected letters, digits, - and _"
        )
        .into());
    }
    Ok((url.get(..start + server.len()).unwrap_or(url), deployment.to_owned()))
}

/// Options with the user and password, or the token, of `nats://USER:PASSWORD@…` or
/// `nats://TOKEN@…`: the client itself leaves them out.
fn signed(url: &str) -> Result<async_nats::ConnectOptions, QueueError> {
    let address: async_nats::ServerAddr = url.parse()?;
    let plain = |word: &str| percent_decode_str(word).decode_utf8_lossy().into_owned();
    let options = async_nats::ConnectOptions::new();
    Ok(match (address.username(), address.password()) {
        (Some(user), Some(password)) => options.user_and_password(plain(user), plain(password)),
        (Some(token), None) => options.token(plain(token)),
        (None, _) => options,
    })
}

impl Nats {
    /// Connects, and makes streams and consumers where they are missing. A message whose worker is
    /// silent for `ack_wait` comes to another.
    pub(crate) async fn connect(url: &str, ack_wait: Duration) -> Result<Self, QueueError> {
        crate::tls::install();
        let (url, deployment) = parts(url)?;
        let client = signed(url)?.name("mixmaster").connect(url).await?;
        let context = jetstream::new(client);
        let jobs = stream::Config {
            name: format!("{deployment}-jobs"),
            subjects: vec![format!("{deployment}.jobs.*")],
            retention: RetentionPolicy::WorkQueue,
            duplicate_window: DUPLICATES,
            ..stream::Config::default()
        };
        let stream = context.get_or_create_stream(jobs).await?;
        let dead = stream::Config {
            name: format!("{deployment}-dead"),
            subjects: vec![format!("{deployment}.dead")],
            max_age: DEAD_KEPT,
            ..stream::Config::default()
        };
        context.get_or_create_stream(dead).await?;
        let mut consumers = Vec::new();
        for priority in (0..PRIORITIES).rev() {
            let name = format!("workers-{priority}");
            let config = pull::Config {
                durable_name: Some(name.clone()),
                filter_subject: subject(&deployment, priority),
                ack_wait,
                ..pull::Config::default()
            };
            consumers.push(stream.get_or_create_consumer(&name, config).await?);
        }
        Ok(Self { context, deployment, consumers })
    }

    pub(super) async fn announce(
        &self,
        (job, priority): (&str, i64),
        turn: &str,
    ) -> Result<(), QueueError> {
        let mut headers = HeaderMap::new();
        headers.insert(NATS_MESSAGE_ID, format!("{job}.{turn}"));
        let sent = self
            .context
            .publish_with_headers(
                subject(&self.deployment, priority),
                headers,
                job.to_owned().into(),
            )
            .await?;
        sent.await?;
        Ok(())
    }

    /// The next message and the job that it names.
    pub(super) async fn next(&self) -> Result<Option<(String, Message)>, QueueError> {
        for consumer in &self.consumers {
            let mut batch = consumer.fetch().max_messages(1).messages().await?;
            let Some(message) = batch.next().await else { continue };
            let message = message?;
            match std::str::from_utf8(&message.payload) {
                Ok(job) => return Ok(Some((job.to_owned(), message))),
                Err(_) => answer(&message, Outcome::Over).await?,
            }
        }
        Ok(None)
    }

    /// Keeps the name of a job that failed for good where operators look.
    pub(super) async fn bury(&self, job: &str) -> Result<(), QueueError> {
        self.context
            .publish(format!("{}.dead", self.deployment), job.to_owned().into())
            .await?
            .await?;
        Ok(())
    }

    pub(super) async fn ping(&self) -> Result<(), QueueError> {
        self.context.get_stream(format!("{}-jobs", self.deployment)).await?;
        Ok(())
    }
}

/// Says that the worker is still at it.
pub(super) async fn beat(message: &Message) -> Result<(), QueueError> {
    message.ack_with(AckKind::Progress).await
}

/// Says what becomes of a message.
pub(super) async fn answer(message: &Message, outcome: Outcome) -> Result<(), QueueError> {
    let kind = match outcome {
        Outcome::Over => AckKind::Ack,
        Outcome::Dead => AckKind::Term,
        Outcome::Again { rest_ms } => AckKind::Nak(Some(Duration::from_millis(rest_ms))),
    };
    message.ack_with(kind).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_names_server_and_deployment() {
        let told =
            |url| parts(url).map(|(server, deployment)| format!("{server} {deployment}")).unwrap();
        assert_eq!(told("nats://a:4222"), "nats://a:4222 mixmaster");
        assert_eq!(told("nats://u:w@a:4222/"), "nats://u:w@a:4222 mixmaster");
        assert_eq!(told("tls://a:4222/band-2"), "tls://a:4222 band-2");
        assert_eq!(told("a"), "a mixmaster");
        assert!(parts("nats://a/b.c").is_err() && parts("nats://a/b/c").is_err());
    }
}
