//! Uploads that can be taken up again: how far each has come.

use super::Database;

/// An upload as stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct UploadRow {
    pub(crate) id: String,
    pub(crate) owner: String,
    /// Name of the file, for people.
    pub(crate) name: String,
    /// As it came, for `Upload-Metadata`.
    pub(crate) metadata: String,
    pub(crate) length_bytes: i64,
    pub(crate) offset_bytes: i64,
    /// Objects that it is kept in.
    pub(crate) parts: i64,
    pub(crate) expires_ms: i64,
}

impl UploadRow {
    /// Whether all of it is here.
    pub(crate) const fn is_whole(&self) -> bool {
        self.offset_bytes == self.length_bytes
    }
}

impl Database {
    /// Keeps a new upload.
    pub(crate) async fn insert_upload(
        &self,
        upload: &UploadRow,
        now_ms: i64,
    ) -> Result<(), sqlx::Error> {
        sqlx::query(
            "INSERT INTO uploads (id, owner, name, metadata, length_bytes, offset_bytes, parts, created_ms, \
             expires_ms) VALUES ($1, $2, $3, $4, $5, 0, 0, $6, $7)",
        )
        .bind(&upload.id)
        .bind(&upload.owner)
        .bind(&upload.name)
        .bind(&upload.metadata)
        .bind(upload.length_bytes)
        .bind(now_ms)
        .bind(upload.expires_ms)
        .execute(&self.light)
        .await?;
        Ok(())
    }

    /// One upload.
    pub(crate) async fn upload(&self, id: &str) -> Result<Option<UploadRow>, sqlx::Error> {
        sqlx::query_as("SELECT * FROM uploads WHERE id = $1")
            .bind(id)
            .fetch_optional(&self.pool)
            .await
    }

    /// One more part of `bytes` is kept: moves the offset on, if it is still where the part began.
    pub(crate) async fn advance_upload(
        &self,
        upload: &UploadRow,
        bytes: i64,
        expires_ms: i64,
    ) -> Result<bool, sqlx::Error> {
        let done = sqlx::query(
            "UPDATE uploads SET offset_bytes = offset_bytes + $1, parts = parts + 1, expires_ms = $2 \
             WHERE id = $3 AND offset_bytes = $4 AND parts = $5",
        )
        .bind(bytes)
        .bind(expires_ms)
        .bind(&upload.id)
        .bind(upload.offset_bytes)
        .bind(upload.parts)
        .execute(&self.light)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Forgets an upload.
    pub(crate) async fn delete_upload(&self, id: &str) -> Result<bool, sqlx::Error> {
        let done =
            sqlx::query("DELETE FROM uploads WHERE id = $1").bind(id).execute(&self.light).await?;
        Ok(done.rows_affected() == 1)
    }

    /// Uploads of an owner.
    pub(crate) async fn uploads_of(&self, owner: &str) -> Result<Vec<UploadRow>, sqlx::Error> {
        let query = sqlx::query_as("SELECT * FROM uploads WHERE owner = $1 ORDER BY id");
        query.bind(owner).fetch_all(&self.pool).await
    }

    /// Uploads whose time is over.
    pub(crate) async fn expired_uploads(&self, now_ms: i64) -> Result<Vec<UploadRow>, sqlx::Error> {
        sqlx::query_as("SELECT * FROM uploads WHERE expires_ms < $1 LIMIT 100")
            .bind(now_ms)
            .fetch_all(&self.pool)
            .await
    }
}
