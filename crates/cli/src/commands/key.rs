//! `key`: who may use a service.

use std::future::Future;

use serde_json::json;
use server::{KeyError, KeyLine, KeyWish, Options, Settings};

use crate::args::{KeyAddArgs, KeyCommand, KeyListArgs, KeyPlace, KeyRevokeArgs};
use crate::errors::{Code, Fault};
use crate::words;

pub(crate) fn key(command: &KeyCommand) -> Result<(), Fault> {
    match command {
        KeyCommand::Add(args) => add(args),
        KeyCommand::List(args) => list(args),
        KeyCommand::Revoke(args) => revoke(args),
    }
}

fn add(args: &KeyAddArgs) -> Result<(), Fault> {
    let wish = KeyWish {
        name: args.name.clone(),
        role: args.role,
        scopes: args.scopes.clone(),
        owner: args.owner.clone(),
        days: args.days,
        requests_per_minute: args.requests_per_minute,
        jobs_per_day: args.jobs_per_day,
    };
    let (line, secret) =
        within(&args.place, |settings| async move { server::add_key(&settings, &wish).await })?;
    if args.json {
        words::data(&format!("{}\n", json!({ "secret": secret, "key": line })));
    } else {
        words::say(&format!("{}\nThis is the key. It cannot be shown again:\n", told(&line)));
        words::data(&format!("{secret}\n"));
    }
    Ok(())
}

fn list(args: &KeyListArgs) -> Result<(), Fault> {
    let keys = within(&args.place, |settings| async move { server::list_keys(&settings).await })?;
    if args.json {
        words::data(&format!("{}\n", json!({ "keys": keys })));
    } else if keys.is_empty() {
        words::say("no keys; make one with `mixmaster key add NAME`\n");
    } else {
        words::data(&keys.iter().map(|key| told(key) + "\n").collect::<String>());
    }
    Ok(())
}

fn revoke(args: &KeyRevokeArgs) -> Result<(), Fault> {
    let id = args.id.clone();
    within(&args.place, |settings| async move { server::revoke_key(&settings, &id).await })?;
    words::say(&format!("`{}` opens nothing any more, nor do its sessions\n", args.id));
    Ok(())
}

fn told(key: &KeyLine) -> String {
    let scopes: Vec<&str> = key.scopes.iter().map(|scope| scope.name()).collect();
    let mut line = format!(
        "{}  {} ({}): {}; owner {}, made {}",
        key.id,
        key.name,
        key.role.name(),
        scopes.join(" "),
        key.owner,
        key.created_at
    );
    let ends =
        [("used", &key.last_used_at), ("ends", &key.expires_at), ("REVOKED", &key.revoked_at)];
    for (word, at) in ends {
        line += &at.as_ref().map_or(String::new(), |at| format!(", {word} {at}"));
    }
    line
}

/// Does something with the keys of a service.
fn within<T, F: Future<Output = Result<T, KeyError>>>(
    place: &KeyPlace,
    work: impl FnOnce(Settings) -> F,
) -> Result<T, Fault> {
    let usage = |error: &dyn std::fmt::Display| Fault::worded(Code::Usage, &error.to_string());
    let file = match &place.config {
        Some(path) => Options::from_file(path).map_err(|error| usage(&error))?,
        None => Options::default(),
    };
    let told = Options {
        data_dir: place.data_dir.clone(),
        database_url: place.database_url.clone(),
        ..Options::default()
    };
    let settings = Settings::decide(told.over(file)).map_err(|error| usage(&error))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| {
        Fault::worded(Code::Internal, &format!("the database cannot be waited for: {error}"))
    })?;
    runtime.block_on(work(settings)).map_err(|error| {
        let code = match error {
            KeyError::Wish(_) | KeyError::Unknown(_) => Code::Usage,
            KeyError::Database(_) => Code::Output,
            KeyError::Random(_) => Code::Internal,
        };
        Fault::worded(code, &error.to_string())
    })
}
