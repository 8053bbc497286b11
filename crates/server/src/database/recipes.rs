//! Recipes that jobs made, and those that people made of them.

use super::Database;

/// A recipe as stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct RecipeRow {
    pub(crate) id: String,
    pub(crate) owner: String,
    /// The job whose stems it is for.
    pub(crate) job_id: String,
    /// What it was made from; none where a job made it.
    pub(crate) parent_id: Option<String>,
    /// The recipe, as JSON.
    pub(crate) body: String,
    pub(crate) created_ms: i64,
}

impl Database {
    /// Keeps a recipe; one of this name is replaced, as when a job is done again.
    pub(crate) async fn keep_recipe(&self, recipe: &RecipeRow) -> Result<(), sqlx::Error> {
        sqlx::query(
            "INSERT INTO recipes (id, owner, job_id, parent_id, body, created_ms) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (id) DO UPDATE SET body = excluded.body",
        )
        .bind(&recipe.id)
        .bind(&recipe.owner)
        .bind(&recipe.job_id)
        .bind(recipe.parent_id.as_deref())
        .bind(&recipe.body)
        .bind(recipe.created_ms)
        .execute(&self.writer)
        .await
        .map(|_| ())
    }

    pub(crate) async fn recipe(&self, id: &str) -> Result<Option<RecipeRow>, sqlx::Error> {
        sqlx::query_as("SELECT * FROM recipes WHERE id = $1")
            .bind(id)
            .fetch_optional(&self.pool)
            .await
    }

    /// Recipes for the stems of a job, the oldest first.
    pub(crate) async fn recipes(
        &self,
        job: &str,
        limit: i64,
    ) -> Result<Vec<RecipeRow>, sqlx::Error> {
        sqlx::query_as("SELECT * FROM recipes WHERE job_id = $1 ORDER BY created_ms, id LIMIT $2")
            .bind(job)
            .bind(limit)
            .fetch_all(&self.pool)
            .await
    }
}
