//! A fleet: a database, a part of the bucket and queues of its own for each place.

use futures_util::TryStreamExt;
use object_store::ObjectStore;
use object_store::aws::AmazonS3Builder;

use crate::common::Place;
use crate::servers::{BUCKET, servers};

/// A word that is this place's alone.
pub(crate) fn name(place: &Place) -> String {
    let path = place.path("").to_string_lossy().into_owned();
    let word: String = path.chars().filter(char::is_ascii_alphanumeric).collect();
    word.to_lowercase()
}

/// What a service is started with besides its flags.
pub(crate) fn environment(place: &Place) -> Vec<(&'static str, String)> {
    let (servers, name) = (servers(), name(place));
    let mut all = vec![
        ("DATABASE_URL", servers.database(&name)),
        ("STORAGE_URL", format!("s3://{BUCKET}/{name}")),
        ("NATS_URL", format!("nats://mixmaster:p%40ss@127.0.0.1:{}/{name}", servers.nats)),
    ];
    all.extend(servers.s3_env());
    all
}

/// Names of the objects under `folder`, by an S3 client of its own.
pub(crate) async fn stored(place: &Place, folder: &str) -> Vec<String> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = AmazonS3Builder::new().with_bucket_name(BUCKET);
    for (key, value) in servers().s3_env() {
        builder = builder.with_config(key.to_lowercase().parse().unwrap(), value);
    }
    let prefix = object_store::path::Path::from(format!("{}/{folder}", name(place)));
    let store = builder.build().unwrap();
    let metas: Vec<_> = store.list(Some(&prefix)).try_collect().await.unwrap();
    let start = format!("{}/", name(place));
    let mut names: Vec<String> = metas
        .iter()
        .map(|meta| meta.location.as_ref().strip_prefix(&start).unwrap().to_owned())
        .collect();
    names.sort();
    names
}
