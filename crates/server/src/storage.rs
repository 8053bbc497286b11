//! Files of jobs and uploads: objects with names, in a folder or in an S3-compatible store.
//!
//! Names: `uploads/ID/NNNNN` (parts), `jobs/ID/stems/NN`, `jobs/ID/results/FILE`. Nothing of a name
//! comes from outside but the names of results, which are ours.

use std::ops::Range;
use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use futures_util::{Stream, StreamExt, TryStreamExt};
use object_store::aws::AmazonS3Builder;
use object_store::buffered::BufWriter;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{GetOptions, GetRange, ObjectMeta, ObjectStore, ObjectStoreExt};
use tokio::io::AsyncWriteExt;

type Error = object_store::Error;

/// Where files are kept. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Storage {
    store: Arc<dyn ObjectStore>,
    /// Where the objects are files.
    folder: Option<PathBuf>,
}

impl Storage {
    /// In a folder, which is made when missing.
    pub(crate) fn folder(dir: &FilePath) -> Result<Self, Error> {
        std::fs::create_dir_all(dir)
            .map_err(|source| Error::Generic { store: "folder", source: source.into() })?;
        let store = LocalFileSystem::new_with_prefix(dir)?.with_fsync(true);
        Ok(Self { store: Arc::new(store), folder: Some(dir.to_owned()) })
    }

    /// As `url` says: `s3://BUCKET/PREFIX`, or `file:///FOLDER`.
    ///
    /// S3 takes the usual variables: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`,
    /// `AWS_ENDPOINT_URL`, and `AWS_ALLOW_HTTP` for a server without TLS.
    pub(crate) fn named(url: &str) -> Result<Self, Error> {
        let wrong = |words: String| Error::Generic { store: "storage", source: words.into() };
        if let Some(folder) = url.strip_prefix("file://") {
            return Self::folder(FilePath::new(folder));
        }
        let Some(place) = url.strip_prefix("s3://") else {
            let kind: String = url.chars().take_while(|c| *c != ':').take(20).collect();
            return Err(wrong(format!(
                "found `{kind}:`, expected s3://BUCKET/PREFIX or file:///FOLDER"
            )));
        };
        crate::tls::install();
        let (bucket, prefix) = place.split_once('/').unwrap_or((place, ""));
        let store = AmazonS3Builder::from_env().with_bucket_name(bucket).build()?;
        let prefix = prefix.trim_matches('/');
        if prefix.is_empty() {
            return Ok(Self { store: Arc::new(store), folder: None });
        }
        Ok(Self { store: Arc::new(PrefixStore::new(store, prefix)), folder: None })
    }

    /// Writes an object from a stream; it gets its name when it is whole. Returns its size.
    pub(crate) async fn put<E>(
        &self,
        name: &str,
        mut body: impl Stream<Item = Result<Bytes, E>> + Unpin,
    ) -> Result<u64, PutError<E>> {
        let mut writer = BufWriter::new(Arc::clone(&self.store), Path::from(name));
        let mut bytes = 0;
        while let Some(chunk) = body.next().await {
            let written = match chunk {
                Ok(chunk) => {
                    bytes += chunk.len() as u64;
                    writer.put(chunk).await.map_err(PutError::Store)
                }
                Err(error) => Err(PutError::Body(error)),
            };
            if let Err(error) = written {
                let _ = writer.abort().await;
                return Err(error);
            }
        }
        writer.shutdown().await.map_err(|error| {
            PutError::Store(Error::Generic { store: "storage", source: error.into() })
        })?;
        Ok(bytes)
    }

    /// Writes a small object.
    pub(crate) async fn put_bytes(&self, name: &str, bytes: Bytes) -> Result<(), Error> {
        self.store.put(&Path::from(name), bytes.into()).await.map(|_| ())
    }

    /// Copies a file here.
    pub(crate) async fn put_file(
        &self,
        name: &str,
        file: &FilePath,
    ) -> Result<u64, PutError<std::io::Error>> {
        let file = tokio::fs::File::open(file).await.map_err(PutError::Body)?;
        self.put(name, tokio_util::io::ReaderStream::with_capacity(file, 1 << 20)).await
    }

    /// Copies an object within the storage.
    pub(crate) async fn copy(&self, from: &str, to: &str) -> Result<(), Error> {
        self.store.copy(&Path::from(from), &Path::from(to)).await
    }

    /// What is known of an object.
    pub(crate) async fn head(&self, name: &str) -> Result<ObjectMeta, Error> {
        self.store.head(&Path::from(name)).await
    }

    /// An object, or a range of it, as a stream.
    pub(crate) async fn get(
        &self,
        name: &str,
        range: Option<Range<u64>>,
    ) -> Result<impl Stream<Item = Result<Bytes, Error>> + Send + 'static + use<>, Error> {
        let options = GetOptions { range: range.map(GetRange::Bounded), ..GetOptions::default() };
        Ok(self.store.get_opts(&Path::from(name), options).await?.into_stream())
    }

    /// All of a small object.
    pub(crate) async fn read(&self, name: &str) -> Result<Vec<u8>, Error> {
        let parts: Vec<Bytes> = self.get(name, None).await?.try_collect().await?;
        Ok(parts.concat())
    }

    /// Brings an object into a file that is not there yet; its size. Where both lie on one disk
    /// they are one file: nothing here changes an object.
    pub(crate) async fn bring(
        &self,
        name: &str,
        file: &FilePath,
    ) -> Result<u64, PutError<std::io::Error>> {
        if let Some(folder) = &self.folder
            && tokio::fs::hard_link(folder.join(name), file).await.is_ok()
        {
            return Ok(tokio::fs::metadata(file).await.map_err(PutError::Body)?.len());
        }
        let mut file = tokio::fs::File::create(file).await.map_err(PutError::Body)?;
        let mut stream = Box::pin(self.get(name, None).await.map_err(PutError::Store)?);
        let mut bytes = 0;
        while let Some(chunk) = stream.next().await {
            let chunk = chunk.map_err(PutError::Store)?;
            bytes += chunk.len() as u64;
            file.write_all(&chunk).await.map_err(PutError::Body)?;
        }
        file.flush().await.map_err(PutError::Body)?;
        Ok(bytes)
    }

    /// Removes all objects whose names start with the folder `prefix`.
    pub(crate) async fn delete_all(&self, prefix: &str) -> Result<(), Error> {
        let prefix = Path::from(prefix);
        let names: Vec<Path> =
            self.store.list(Some(&prefix)).map_ok(|meta| meta.location).try_collect().await?;
        for name in names {
            match self.store.delete(&name).await {
                Ok(()) | Err(Error::NotFound { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Whether it answers.
    pub(crate) async fn ping(&self) -> Result<(), Error> {
        match self.store.list(Some(&Path::from("ping"))).next().await {
            Some(Err(error)) => Err(error),
            _ => Ok(()),
        }
    }
}

/// A copy that did not come through: the side that failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PutError<E> {
    /// What was to be stored could not be read.
    #[error("{0}")]
    Body(E),
    /// The storage refused.
    #[error("{0}")]
    Store(Error),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_put_is_got_whole_and_in_ranges_and_an_aborted_object_is_not_there() {
        let dir = tempfile::tempdir().unwrap();
        let storage = Storage::folder(dir.path()).unwrap();
        let chunks = [
            Ok::<_, std::io::Error>(Bytes::from_static(b"hello ")),
            Ok(Bytes::from_static(b"world")),
        ];
        let bytes =
            storage.put("jobs/a/stems/00", futures_util::stream::iter(chunks)).await.unwrap();
        assert_eq!(bytes, 11);
        let part = storage.get("jobs/a/stems/00", Some(6..11)).await.unwrap();
        let part: Vec<Bytes> = part.try_collect().await.unwrap();
        assert_eq!(part.concat(), b"world");
        let torn = [Ok(Bytes::from_static(b"half")), Err(std::io::Error::other("gone"))];
        assert!(storage.put("jobs/a/stems/01", futures_util::stream::iter(torn)).await.is_err());
        assert!(storage.head("jobs/a/stems/01").await.is_err());
        storage.delete_all("jobs/a").await.unwrap();
        assert!(storage.head("jobs/a/stems/00").await.is_err());
    }
}
