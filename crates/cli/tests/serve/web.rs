//! The web application as a browser gets it, and what it asks for first.

use reqwest::StatusCode;
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, ETAG, IF_NONE_MATCH,
};

use crate::client::{Service, read};
use crate::common::Place;

const PAGE: &str = "<!doctype html><title>app</title><script src=/assets/app-1f.js></script>";

fn built(place: &Place) -> String {
    place.write("dist/index.html", PAGE);
    place.write("dist/assets/app-1f.js", "console.log('a');\n".repeat(500));
    place.path("dist").display().to_string()
}

#[tokio::test]
async fn the_application_has_its_files_and_one_page_for_all_its_addresses() {
    let place = Place::new();
    let service = Service::start(&place, &["--max-workers", "0", "--web-dir", &built(&place)]);
    let script = service.get("/assets/app-1f.js").header(ACCEPT_ENCODING, "br, gzip");
    let script = script.send().await.unwrap();
    let told = script.headers().clone();
    assert_eq!(told[CONTENT_TYPE], "text/javascript; charset=utf-8");
    assert_eq!(told[CONTENT_ENCODING], "br");
    assert!(told[CACHE_CONTROL].to_str().unwrap().contains("immutable"), "{told:?}");
    assert_eq!(told["x-content-type-options"], "nosniff");
    assert_eq!(told["referrer-policy"], "no-referrer");
    assert!(script.bytes().await.unwrap().len() < 500, "it is packed");
    let again = service.get("/assets/app-1f.js").header(IF_NONE_MATCH, &told[ETAG]);
    assert_eq!(again.send().await.unwrap().status(), StatusCode::NOT_MODIFIED);

    for path in ["/", "/jobs/01a2", "/songs", "/sign-in"] {
        let page = service.get(path).header(ACCEPT, "text/html,*/*;q=0.8").send().await.unwrap();
        let policy = page.headers()[CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
        assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval'; "), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        assert_eq!(page.headers()[CACHE_CONTROL], "no-cache");
        assert_eq!(page.text().await.unwrap(), PAGE, "{path}");
    }
    for path in ["/v1/nothing", "/assets/old-2a.js", "/songs.json"] {
        let accept = if path == "/songs.json" { "*/*" } else { "text/html" };
        let (status, problem) =
            read(service.get(path).header(ACCEPT, accept).send().await.unwrap()).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(problem["type"], "urn:mixmaster:problem:not-found", "{path}");
    }
}

#[tokio::test]
async fn a_client_learns_who_it_is_before_it_asks_for_anything() {
    let place = Place::new();
    let web = built(&place);
    let open = Service::start(&place, &["--max-workers", "0"]);
    let me = open.json("/v1/whoami").await;
    assert_eq!((me["authentication"].as_str(), me["role"].as_str()), (Some("off"), Some("admin")));
    drop(open);
    let flags = ["--max-workers", "0", "--auth", "required", "--web-dir", &web];
    let service = Service::start(&place, &flags);
    assert_eq!(service.get("/").send().await.unwrap().status(), StatusCode::OK);
    let page = service.get("/jobs/1").header(ACCEPT, "text/html").send().await.unwrap();
    assert_eq!(page.status(), StatusCode::OK, "a page holds nothing");
    assert_eq!(service.json("/v1/whoami").await.to_string(), r#"{"authentication":"required"}"#);
    let made = place.command(
        "key add laptop --role producer --json",
        &[("MIXMASTER_DATA_DIR", place.path("data").display().to_string())],
    );
    let made: serde_json::Value = serde_json::from_str(&made.fine().out).unwrap();
    let key = made["secret"].as_str().unwrap();
    let asked = service.get("/v1/whoami").bearer_auth(key).send().await.unwrap();
    let (_, me) = read(asked).await;
    assert_eq!((me["role"].as_str(), me["owner"].is_string()), (Some("producer"), true), "{me}");
    assert!(me["scopes"].as_array().unwrap().contains(&"jobs:write".into()), "{me}");
    let (status, _) =
        read(service.get("/v1/whoami").bearer_auth("mm_x_y").send().await.unwrap()).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let (status, _) = read(service.get("/v1/roles").send().await.unwrap()).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn what_a_recipe_may_hold_is_told() {
    let place = Place::new();
    let service = Service::start(&place, &["--max-workers", "0"]);
    let told = service.json("/v1/parameters").await;
    let of = |kind: &str, id: &str| {
        let all = told["processors"].as_array().unwrap();
        let found = all.iter().find(|it| it["kind"] == kind).unwrap();
        found["parameters"].as_array().unwrap().iter().find(|it| it["id"] == id).unwrap().clone()
    };
    let gain = of("trim", "gain_db");
    assert_eq!((gain["min"].as_f64(), gain["max"].as_f64()), (Some(-60.0), Some(60.0)), "{gain}");
    assert_eq!(of("gate", "attack_ms")["min"], 0.05, "as written, and not as stored");
    assert!(of("eq", "shape")["choices"].as_array().is_some_and(|words| words.len() > 2));
    let roles = service.json("/v1/roles").await;
    let kick = &roles["roles"][0];
    assert_eq!((kick["role"].as_str(), kick["group"].as_str()), (Some("kick"), Some("drums")));
}

#[tokio::test]
async fn the_page_of_operations_loads_nothing_from_elsewhere() {
    let place = Place::new();
    let service = Service::start(&place, &["--max-workers", "0"]);
    for path in ["/docs/", "/docs/index.html", "/docs/swagger-ui-bundle.js"] {
        let answer = service.get(path).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        let policy = answer.headers()["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{policy}");
    }
    let other = service.get("/v1/roles").send().await.unwrap();
    assert!(!other.headers().contains_key("content-security-policy"));
}
