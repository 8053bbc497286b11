//! Keys as whoever runs the service sees them: made, listed, revoked, on the database itself.

use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::{KeyRole, Scope, new_key};
use crate::clock::{now_ms, rfc3339};
use crate::database::{Database, KeyRow};
use crate::settings::Settings;

/// What a new key shall be.
#[derive(Clone, Debug)]
pub struct KeyWish {
    /// For people, as `laptop` or `mobile app`.
    pub name: String,
    /// What it is for.
    pub role: KeyRole,
    /// What it may do; all that its role may, where none is named.
    pub scopes: Vec<Scope>,
    /// Whose jobs it makes and sees; somebody new where none is named.
    pub owner: Option<String>,
    /// Days that it is good for.
    pub days: Option<u32>,
    /// Requests a minute.
    pub requests_per_minute: Option<u32>,
    /// Jobs a day.
    pub jobs_per_day: Option<u32>,
}

/// A key as it is listed; never with its secret.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Key)]
pub struct KeyLine {
    /// Its name in requests.
    pub id: String,
    /// For people.
    pub name: String,
    /// Whose jobs it makes and sees: a random name, not a person's.
    pub owner: String,
    /// What it is for.
    pub role: KeyRole,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// Requests a minute, where not those of all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requests_per_minute: Option<i64>,
    /// Jobs a day, where there is a limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jobs_per_day: Option<i64>,
    /// When it was made, RFC 3339 in UTC.
    pub created_at: String,
    /// When it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<String>,
    /// When it was revoked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<String>,
    /// When it was last used, to the minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<String>,
}

/// A key that could not be made or changed.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The wish cannot be.
    #[error("{0}")]
    Wish(String),
    /// There is none of this name.
    #[error("there is no key `{0}` that is not revoked; `mixmaster key list` shows them")]
    Unknown(String),
    /// The database does not answer.
    #[error("the database cannot be used: {0}; check --data-dir and --database-url")]
    Database(#[from] sqlx::Error),
    /// The system gives no random bytes.
    #[error("no random bytes: {0}; this is a fault of the system")]
    Random(#[from] getrandom::Error),
}

const NAME_LETTERS_MAX: usize = 100;
const DAY_MS: i64 = 86_400_000;

impl KeyLine {
    pub(crate) fn of(row: &KeyRow) -> Self {
        Self {
            id: row.id.clone(),
            name: row.name.clone(),
            owner: row.owner.clone(),
            role: row.role(),
            scopes: row.scopes(),
            requests_per_minute: row.requests_per_minute,
            jobs_per_day: row.jobs_per_day,
            created_at: rfc3339(row.created_ms),
            expires_at: row.expires_ms.map(rfc3339),
            revoked_at: row.revoked_ms.map(rfc3339),
            last_used_at: row.last_used_ms.map(rfc3339),
        }
    }
}

/// Makes a key: how it is listed, and the whole of it, which is told this once.
pub(crate) async fn make(
    database: &Database,
    wish: &KeyWish,
) -> Result<(KeyLine, String), KeyError> {
    let letters = wish.name.chars().count();
    if letters == 0 || letters > NAME_LETTERS_MAX || wish.name.chars().any(char::is_control) {
        let words = format!(
            "the name of a key has {letters} letters, expected 1 to {NAME_LETTERS_MAX} that can be printed; choose another"
        );
        return Err(KeyError::Wish(words));
    }
    if let Some(scope) = wish.scopes.iter().find(|scope| !wish.role.scopes().contains(scope)) {
        let words = format!(
            "the role `{}` has not the scope `{}`; choose another role, or leave the scope out",
            wish.role.name(),
            scope.name()
        );
        return Err(KeyError::Wish(words));
    }
    let mut scopes =
        if wish.scopes.is_empty() { wish.role.scopes().to_vec() } else { wish.scopes.clone() };
    scopes.sort_unstable();
    scopes.dedup();
    let owner = match &wish.owner {
        Some(owner) if database.keys().await?.iter().any(|key| key.owner == *owner) => {
            owner.clone()
        }
        Some(owner) => {
            return Err(KeyError::Wish(format!(
                "there is no owner `{owner:.80}`; leave it out for a new one, or take one of `mixmaster key list`"
            )));
        }
        None => format!("user-{}", uuid::Uuid::now_v7().simple()),
    };
    let (id, secret, whole) = new_key()?;
    let now = now_ms();
    let row = KeyRow {
        id,
        owner,
        name: wish.name.clone(),
        role: wish.role.name().into(),
        scopes: scopes.iter().map(|scope| scope.name()).collect::<Vec<_>>().join(" "),
        hash: secret.hash(),
        requests_per_minute: wish.requests_per_minute.map(i64::from),
        jobs_per_day: wish.jobs_per_day.map(i64::from),
        created_ms: now,
        expires_ms: wish.days.map(|days| now + i64::from(days) * DAY_MS),
        revoked_ms: None,
        last_used_ms: None,
    };
    database.insert_key(&row).await?;
    Ok((KeyLine::of(&row), whole))
}

async fn open(settings: &Settings) -> Result<Database, KeyError> {
    settings.make_data_dir().map_err(sqlx::Error::Io)?;
    Ok(Database::open(&settings.database_url).await?)
}

/// Makes a key in the database of a service, which may run meanwhile.
///
/// # Errors
///
/// Returns what of the wish cannot be, or why the database does not answer.
pub async fn add_key(settings: &Settings, wish: &KeyWish) -> Result<(KeyLine, String), KeyError> {
    make(&open(settings).await?, wish).await
}

/// All keys of a service, the oldest first.
///
/// # Errors
///
/// Returns why the database does not answer.
pub async fn list_keys(settings: &Settings) -> Result<Vec<KeyLine>, KeyError> {
    Ok(open(settings).await?.keys().await?.iter().map(KeyLine::of).collect())
}

/// Ends a key at once.
///
/// # Errors
///
/// Returns that there is none, or why the database does not answer.
pub async fn revoke_key(settings: &Settings, id: &str) -> Result<(), KeyError> {
    if open(settings).await?.revoke_key(id, now_ms()).await? {
        Ok(())
    } else {
        Err(KeyError::Unknown(id.chars().take(80).collect()))
    }
}
