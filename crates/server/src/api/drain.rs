//! What a refused request still sends is read and thrown away, up to a limit.
//!
//! A server that answers and hangs up while a client still sends breaks the connection under it,
//! and the client never reads why.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use bytes::Bytes;
use futures_util::{Stream, StreamExt};

/// Bytes that are read for nothing.
const BYTES_MAX: usize = 64 << 20;
const PATIENCE: Duration = Duration::from_secs(10);

/// A body that is read to its end when nobody wants the rest.
struct Drained {
    rest: Option<BodyDataStream>,
}

impl Stream for Drained {
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(rest) = self.rest.as_mut() else { return Poll::Ready(None) };
        let polled = rest.poll_next_unpin(context);
        if matches!(polled, Poll::Ready(None | Some(Err(_)))) {
            self.rest = None;
        }
        polled
    }
}

impl Drop for Drained {
    fn drop(&mut self) {
        let Some(mut rest) = self.rest.take() else { return };
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        runtime.spawn(tokio::time::timeout(PATIENCE, async move {
            let mut bytes = 0;
            while let Some(Ok(chunk)) = rest.next().await {
                bytes += chunk.len();
                if bytes > BYTES_MAX {
                    break;
                }
            }
        }));
    }
}

/// Gives every request such a body.
pub(super) async fn drain(request: Request, next: Next) -> Response {
    let request =
        request.map(|body| Body::from_stream(Drained { rest: Some(body.into_data_stream()) }));
    next.run(request).await
}
