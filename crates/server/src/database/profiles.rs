//! Profiles that people saved.

use super::Database;

/// A profile of somebody's own.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct ProfileRow {
    pub(crate) id: String,
    pub(crate) owner: String,
    pub(crate) name: String,
    /// What it says, as JSON.
    pub(crate) body: String,
    pub(crate) created_ms: i64,
    pub(crate) updated_ms: i64,
}

impl Database {
    /// False where the owner has one of this name.
    pub(crate) async fn insert_profile(&self, profile: &ProfileRow) -> Result<bool, sqlx::Error> {
        let done = sqlx::query(
            "INSERT INTO profiles (id, owner, name, body, created_ms, updated_ms) VALUES ($1, $2, $3, $4, $5, $5) \
             ON CONFLICT (owner, name) DO NOTHING",
        )
        .bind(&profile.id)
        .bind(&profile.owner)
        .bind(&profile.name)
        .bind(&profile.body)
        .bind(profile.created_ms)
        .execute(&self.writer)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// The profile of an owner, by its id or its name.
    pub(crate) async fn profile(
        &self,
        owner: &str,
        word: &str,
    ) -> Result<Option<ProfileRow>, sqlx::Error> {
        sqlx::query_as("SELECT * FROM profiles WHERE owner = $1 AND (id = $2 OR name = $2)")
            .bind(owner)
            .bind(word)
            .fetch_optional(&self.pool)
            .await
    }

    pub(crate) async fn profiles(&self, owner: &str) -> Result<Vec<ProfileRow>, sqlx::Error> {
        let query = sqlx::query_as("SELECT * FROM profiles WHERE owner = $1 ORDER BY name");
        query.bind(owner).fetch_all(&self.pool).await
    }

    pub(crate) async fn update_profile(&self, profile: &ProfileRow) -> Result<(), sqlx::Error> {
        sqlx::query("UPDATE profiles SET name = $1, body = $2, updated_ms = $3 WHERE id = $4")
            .bind(&profile.name)
            .bind(&profile.body)
            .bind(profile.updated_ms)
            .bind(&profile.id)
            .execute(&self.writer)
            .await
            .map(|_| ())
    }

    pub(crate) async fn delete_profile(&self, id: &str) -> Result<(), sqlx::Error> {
        sqlx::query("DELETE FROM profiles WHERE id = $1")
            .bind(id)
            .execute(&self.writer)
            .await
            .map(|_| ())
    }
}
