//! Who may do what, on a service that needs keys.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::client::{Service, read, stems};
use crate::common::Place;

/// Makes a key by the command; the whole of it.
fn key(place: &Place, line: &str) -> (String, Value) {
    let made = place
        .command(
            &format!("key add {line} --json --data-dir data"),
            &crate::mode::environment(place),
        )
        .fine();
    let told: Value = serde_json::from_str(&made.out).unwrap();
    (told["secret"].as_str().unwrap().to_owned(), told["key"].clone())
}

fn guarded(place: &Place) -> Service {
    Service::start(place, &["--auth", "required", "--max-workers", "0"])
}

async fn status(service: &Service, method: &str, path: &str, key: &str) -> StatusCode {
    let method = method.parse().unwrap();
    let request = service.http.request(method, format!("{}{path}", service.url));
    request.bearer_auth(key).send().await.unwrap().status()
}

#[tokio::test]
async fn without_a_key_only_health_and_pages_answer() {
    let place = Place::new();
    let service = guarded(&place);
    for path in ["/health", "/health/live", "/docs/", "/openapi.json", "/", "/admin"] {
        assert!(service.get(path).send().await.unwrap().status().is_success(), "{path}");
    }
    for path in [
        "/v1/jobs",
        "/v1/profiles",
        "/metrics",
        "/v1/keys",
        "/v1/admin/status",
        "/v1/usage",
        "/v1/nowhere",
    ] {
        let (status, problem) = read(service.get(path).send().await.unwrap()).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{path}: {problem}");
        assert!(problem["hint"].as_str().unwrap().contains("mixmaster key add"), "{problem}");
    }
    for forged in ["mm_x_y", "Bearer", "mm_", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."] {
        assert_eq!(
            status(&service, "GET", "/v1/jobs", forged).await,
            StatusCode::UNAUTHORIZED,
            "{forged}"
        );
    }
}

#[tokio::test]
async fn each_role_may_do_its_part_and_owners_do_not_meet() {
    let place = Place::new();
    place.song(1.0);
    let (producer, about) = key(&place, "laptop --role producer");
    let owner = about["owner"].as_str().unwrap();
    let (listener, _) = key(&place, &format!("friend --role listener --owner {owner}"));
    let (other, _) = key(&place, "stranger --role producer");
    let (admin, _) = key(&place, "me --role admin");
    let (scraper, _) = key(&place, "prometheus --role service --scope metrics:read");
    let service = guarded(&place);

    let asked = service.post("/v1/jobs").bearer_auth(&producer).multipart(stems(&place));
    let (made, job) = read(asked.send().await.unwrap()).await;
    assert_eq!(made, StatusCode::CREATED, "{job}");
    let path = format!("/v1/jobs/{}", job["job_id"].as_str().unwrap());
    let (ok, no, hidden) = (StatusCode::OK, StatusCode::FORBIDDEN, StatusCode::NOT_FOUND);
    for (key, method, path, expected) in [
        (&producer, "GET", path.as_str(), ok),
        (&listener, "GET", path.as_str(), ok),
        (&listener, "DELETE", path.as_str(), no),
        (&listener, "POST", "/v1/jobs", no),
        (&other, "GET", path.as_str(), hidden),
        (&other, "DELETE", path.as_str(), hidden),
        (&admin, "GET", path.as_str(), ok),
        (&producer, "GET", "/v1/keys", no),
        (&producer, "GET", "/v1/admin/status", no),
        (&producer, "GET", "/metrics", no),
        (&scraper, "GET", "/metrics", ok),
        (&scraper, "GET", path.as_str(), no),
        (&admin, "GET", "/v1/admin/status", ok),
    ] {
        assert_eq!(status(&service, method, path, key).await, expected, "{method} {path}");
    }
    let all = service.get("/v1/jobs").bearer_auth(&other).send().await.unwrap();
    assert_eq!(read(all).await.1["jobs"].as_array().unwrap().len(), 0);
    let by_header = service.get(&path).header("x-api-key", &producer).send().await.unwrap();
    assert_eq!(by_header.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_session_is_as_good_as_its_key_and_ends_with_it() {
    let place = Place::new();
    let (producer, about) = key(&place, "laptop");
    let (admin, _) = key(&place, "me --role admin");
    let service = guarded(&place);
    let begun = service.post("/v1/sessions").bearer_auth(&producer).send().await.unwrap();
    let (made, session) = read(begun).await;
    assert_eq!(made, StatusCode::CREATED, "{session}");
    let token = session["token"].as_str().unwrap();
    assert_eq!(status(&service, "GET", "/v1/jobs", token).await, StatusCode::OK);
    assert_eq!(status(&service, "GET", "/v1/keys", token).await, StatusCode::FORBIDDEN);
    let in_address = service.get(&format!("/v1/jobs?access_token={token}")).send().await.unwrap();
    assert_ne!(in_address.status(), StatusCode::UNAUTHORIZED);
    let key_in_address =
        service.get(&format!("/v1/jobs?access_token={producer}")).send().await.unwrap();
    assert_eq!(key_in_address.status(), StatusCode::UNAUTHORIZED, "addresses are kept in logs");

    let renew = async |word: &str| {
        read(service.post("/v1/sessions/renew").bearer_auth(word).send().await.unwrap()).await
    };
    // A session says the second that it began in.
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
    let (made, renewed) = renew(token).await;
    assert_eq!(made, StatusCode::CREATED, "{renewed}");
    assert!(renewed["expires_at"].as_str() > session["expires_at"].as_str(), "{renewed}");
    assert_eq!(renewed["scopes"], session["scopes"]);
    let renewed = renewed["token"].as_str().unwrap();
    assert_eq!(status(&service, "GET", "/v1/jobs", renewed).await, StatusCode::OK);
    assert_eq!(renew(renewed).await.0, StatusCode::CREATED, "again and again");
    for wrong in [producer.as_str(), "a.b.c"] {
        let (refused, problem) = renew(wrong).await;
        assert_eq!(refused, StatusCode::UNAUTHORIZED, "a key begins a session: {problem}");
    }

    let path = format!("/v1/keys/{}", about["id"].as_str().unwrap());
    assert_eq!(status(&service, "DELETE", &path, &admin).await, StatusCode::NO_CONTENT);
    assert_eq!(renew(renewed).await.0, StatusCode::UNAUTHORIZED, "it is over with its key");
    for gone in [token, renewed, producer.as_str()] {
        assert_eq!(status(&service, "GET", "/v1/jobs", gone).await, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn rates_and_quotas_are_told_and_held() {
    let place = Place::new();
    place.song(0.5);
    let (hasty, _) = key(&place, "hasty --requests-per-minute 3");
    let (once, _) = key(&place, "once --jobs-per-day 1");
    let service = guarded(&place);
    let mut left = Vec::new();
    for _ in 0..3 {
        let answer = service.get("/v1/jobs").bearer_auth(&hasty).send().await.unwrap();
        assert_eq!(answer.headers()["ratelimit-policy"], "\"minute\";q=3;w=60");
        left.push(answer.headers()["ratelimit"].to_str().unwrap().to_owned());
    }
    assert_eq!(left, ["\"minute\";r=2;t=60", "\"minute\";r=1;t=60", "\"minute\";r=0;t=60"]);
    let denied = service.get("/v1/jobs").bearer_auth(&hasty).send().await.unwrap();
    let wait: u64 = denied.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert_eq!(denied.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!((1..=21).contains(&wait), "three a minute are one each 20 s: {wait}");
    assert_eq!(
        status(&service, "GET", "/v1/jobs", &once).await,
        StatusCode::OK,
        "another key has its own"
    );

    let ask = || service.post("/v1/jobs").bearer_auth(&once).multipart(stems(&place)).send();
    assert_eq!(ask().await.unwrap().status(), StatusCode::CREATED);
    let (status, problem) = read(ask().await.unwrap()).await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS, "{problem}");
    assert!(problem["detail"].as_str().unwrap().contains("quota"), "{problem}");
    let usage = service.get("/v1/usage").bearer_auth(&once).send().await.unwrap();
    let (_, usage) = read(usage).await;
    assert_eq!(
        (usage["total"]["jobs"].as_i64(), usage["jobs_per_day"].as_i64()),
        (Some(1), Some(1))
    );
    let sent: usize =
        place.names("stems").iter().map(|name| place.read(&format!("stems/{name}")).len()).sum();
    assert_eq!(usage["total"]["uploaded_bytes"].as_u64(), Some(sent as u64));
}

#[tokio::test]
async fn the_command_makes_lists_and_revokes() {
    let place = Place::new();
    let environment = crate::mode::environment(&place);
    let run = |line: &str| place.command(&format!("{line} --data-dir data"), &environment);
    let made = run("key add laptop --role admin --days 30").fine();
    assert!(
        made.out.ends_with('\n') && made.out.lines().count() == 1,
        "the key alone: {}",
        made.out
    );
    let secret = made.out.trim().to_owned();
    assert!(secret.starts_with("mm_"), "{}", made.out);
    let listed = run("key list").fine();
    assert!(listed.out.ends_with('\n'), "{}", listed.out);
    assert!(
        listed.out.contains("laptop (admin)") && !listed.out.contains(&secret),
        "{}",
        listed.out
    );
    let id = secret.split('_').nth(1).unwrap().to_owned();
    let revoked = run(&format!("key revoke {id}")).fine();
    assert!(revoked.err.contains("opens nothing any more"), "{}", revoked.err);
    let listed = run("key list").fine();
    assert!(listed.out.contains("REVOKED"), "{}", listed.out);
    run(&format!("key revoke {id}")).failed(2, &["no key", "key list"]);
    run("key add x --role listener --scope jobs:write").failed(2, &["has not the scope"]);
    run("key add x --owner nobody").failed(2, &["no owner `nobody`"]);
    let database: Vec<u8> = ["data/mixmaster.sqlite", "data/mixmaster.sqlite-wal"]
        .iter()
        .flat_map(|name| std::fs::read(place.path(name)).unwrap_or_default())
        .collect();
    let secret = secret.rsplit('_').next().unwrap().as_bytes();
    assert!(!database.windows(secret.len()).any(|part| part == secret), "the secret is not stored");
}

#[tokio::test]
async fn admins_make_keys_over_http() {
    let place = Place::new();
    let (admin, _) = key(&place, "me --role admin");
    let service = guarded(&place);
    let ask = |body: Value| service.post("/v1/keys").bearer_auth(&admin).json(&body).send();
    let (made, told) = read(ask(json!({"name": "app", "role": "service"})).await.unwrap()).await;
    assert_eq!(made, StatusCode::CREATED, "{told}");
    assert_eq!(
        status(&service, "GET", "/v1/jobs", told["secret"].as_str().unwrap()).await,
        StatusCode::OK
    );
    let (refused, problem) = read(ask(json!({"name": "", "role": "service"})).await.unwrap()).await;
    assert_eq!(refused, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
    let (refused, problem) = read(ask(json!({"name": "a", "role": "king"})).await.unwrap()).await;
    assert_eq!(refused, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
}
