//! How often each client may ask: a bucket of tokens for every key, or address without one.

use std::num::NonZeroU32;
use std::sync::Arc;

use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};

type Buckets =
    RateLimiter<String, DefaultKeyedStateStore<String>, DefaultClock, StateInformationMiddleware>;

/// Buckets of all clients, by their rate.
#[derive(Clone)]
pub(crate) struct Rates {
    per_minute: NonZeroU32,
    buckets: Arc<dashmap::DashMap<NonZeroU32, Arc<Buckets>>>,
}

/// What a client may still do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Allowance {
    pub(crate) per_minute: u32,
    pub(crate) remaining: u32,
    /// Seconds to wait; none where the request is let in.
    pub(crate) wait_s: Option<u64>,
}

impl Rates {
    /// With the rate of those who have none of their own.
    pub(crate) fn new(per_minute: u32) -> Self {
        let per_minute = NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN);
        Self { per_minute, buckets: Arc::default() }
    }

    /// Counts a request of `client`.
    pub(crate) fn count(&self, client: &str, own_per_minute: Option<u32>) -> Allowance {
        let rate = own_per_minute.and_then(NonZeroU32::new).unwrap_or(self.per_minute);
        let buckets = self.buckets.entry(rate).or_insert_with(|| Arc::new(bucket(rate))).clone();
        match buckets.check_key(&client.to_owned()) {
            Ok(state) => Allowance {
                per_minute: rate.get(),
                remaining: state.remaining_burst_capacity(),
                wait_s: None,
            },
            Err(denied) => {
                let wait = denied.wait_time_from(DefaultClock::default().now());
                Allowance { per_minute: rate.get(), remaining: 0, wait_s: Some(wait.as_secs() + 1) }
            }
        }
    }

    /// Forgets clients whose buckets are full again.
    pub(crate) fn tidy(&self) {
        for buckets in self.buckets.iter() {
            buckets.retain_recent();
            buckets.shrink_to_fit();
        }
    }
}

fn bucket(rate: NonZeroU32) -> Buckets {
    RateLimiter::keyed(Quota::per_minute(rate)).with_middleware()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_client_has_its_own_bucket_and_a_key_its_own_rate() {
        let rates = Rates::new(2);
        let told = |client, own| {
            let allowance = rates.count(client, own);
            (allowance.remaining, allowance.wait_s.is_some())
        };
        assert_eq!([told("a", None), told("a", None)], [(1, false), (0, false)]);
        assert_eq!(told("a", None), (0, true), "the third within a minute");
        assert_eq!(told("b", None), (1, false), "another client");
        assert_eq!(told("a", Some(100)), (99, false), "a rate of its own");
        let wait = rates.count("a", None).wait_s.unwrap();
        assert!((1..=31).contains(&wait), "two a minute are one each 30 s: {wait}");
    }
}
