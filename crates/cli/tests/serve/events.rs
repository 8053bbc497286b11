//! The same events through all channels.

use futures_util::StreamExt;
use serde_json::Value;

use crate::client::Service;
use crate::common::Place;

/// `data` of the events of a stream, until it ends or `most` have come.
async fn listen(service: &Service, job: &str, last: Option<i64>, most: usize) -> Vec<Value> {
    let mut request = service.get(&format!("/v1/jobs/{job}/stream"));
    if let Some(last) = last {
        request = request.header("last-event-id", last);
    }
    let mut bytes = request.send().await.unwrap().bytes_stream();
    let (mut text, mut events) = (String::new(), Vec::new());
    while events.len() < most {
        let Some(chunk) = bytes.next().await else { break };
        text += std::str::from_utf8(&chunk.unwrap()).unwrap();
        while let Some(end) = text.find("\n\n") {
            let event: String = text.drain(..end + 2).collect();
            let data = event.lines().find_map(|line| line.strip_prefix("data: "));
            events.extend(data.map(|data| serde_json::from_str::<Value>(data).unwrap()));
        }
    }
    events
}

#[tokio::test]
async fn a_stream_that_was_cut_goes_on_where_it_ended() {
    let place = Place::new();
    place.song(10.0);
    let service = Service::start(&place, &[]);
    let job = service.make_job(&place).await;
    let first = listen(&service, &job, None, 2).await;
    let last = first.last().unwrap()["id"].as_i64().unwrap();
    let rest = listen(&service, &job, Some(last), usize::MAX).await;
    let streamed: Vec<Value> = first.into_iter().chain(rest).collect();
    let polled = service.json(&format!("/v1/jobs/{job}/events")).await;
    assert_eq!(&streamed, polled["events"].as_array().unwrap(), "nothing lost, nothing twice");
    let kinds: Vec<&str> = streamed.iter().map(|event| event["type"].as_str().unwrap()).collect();
    assert_eq!(
        (kinds[0], kinds[1], *kinds.last().unwrap()),
        ("job.queued", "job.started", "job.complete")
    );
    let progress: Vec<f64> = streamed
        .iter()
        .filter(|event| event["type"] == "job.progress")
        .map(|event| event["progress"].as_f64().unwrap())
        .collect();
    assert!(!progress.is_empty() && progress.is_sorted(), "{progress:?}");

    let url =
        format!("{}/v1/jobs/{job}/socket?after={last}", service.url.replace("http://", "ws://"));
    let (mut socket, _) = tokio_tungstenite::connect_async(url).await.unwrap();
    let mut heard = Vec::new();
    while let Some(Ok(message)) = socket.next().await {
        let Ok(text) = message.to_text() else { continue };
        heard.extend(serde_json::from_str::<Value>(text));
    }
    let after = usize::try_from(last).unwrap();
    assert_eq!(heard, streamed[after..], "the socket tells the same");
}
