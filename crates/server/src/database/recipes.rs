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
    /// The job that first decided about this song.
    pub(crate) song_id: String,
    /// The recipe, as JSON.
    pub(crate) body: String,
    pub(crate) created_ms: i64,
}

/// A job that renders a recipe, or a span of it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct RenderRow {
    pub(crate) id: String,
    pub(crate) recipe_id: String,
    pub(crate) kind: String,
    pub(crate) status: String,
    pub(crate) created_ms: i64,
}

impl Database {
    /// Keeps a recipe; one of this name is replaced, as when a job is done again.
    pub(crate) async fn keep_recipe(&self, recipe: &RecipeRow) -> Result<(), sqlx::Error> {
        sqlx::query(
            "INSERT INTO recipes (id, owner, job_id, parent_id, body, created_ms, song_id) VALUES ($1, $2, $3, $4, $5, $6, $7) \
             ON CONFLICT (id) DO UPDATE SET body = excluded.body",
        )
        .bind(&recipe.id)
        .bind(&recipe.owner)
        .bind(&recipe.job_id)
        .bind(recipe.parent_id.as_deref())
        .bind(&recipe.body)
        .bind(recipe.created_ms)
        .bind(&recipe.song_id)
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

    /// All recipes of a song of `owner` (of anybody, where that is empty), the oldest first.
    pub(crate) async fn recipes_of_song(
        &self,
        (song, owner): (&str, &str),
        limit: i64,
    ) -> Result<Vec<RecipeRow>, sqlx::Error> {
        sqlx::query_as(
            "SELECT * FROM recipes WHERE song_id = $1 AND ($2 = '' OR owner = $2) ORDER BY created_ms, id LIMIT $3",
        )
        .bind(song)
        .bind(owner)
        .bind(limit)
        .fetch_all(&self.pool)
        .await
    }

    /// Jobs that render recipes of a song, the oldest first.
    pub(crate) async fn renders(
        &self,
        song: &str,
        limit: i64,
    ) -> Result<Vec<RenderRow>, sqlx::Error> {
        sqlx::query_as(
            "SELECT id, recipe_id, kind, status, created_ms FROM jobs \
             WHERE song_id = $1 AND recipe_id IS NOT NULL ORDER BY id LIMIT $2",
        )
        .bind(song)
        .bind(limit)
        .fetch_all(&self.pool)
        .await
    }
}
