//! A running service and a client of it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use reqwest::multipart::{Form, Part};
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde_json::Value;

use crate::common::{Place, mixmaster};

/// The binary, serving. It is killed when this is dropped.
pub(crate) struct Service {
    child: Child,
    pub(crate) url: String,
    pub(crate) http: Client,
}

impl Service {
    /// Starts it on the data folder `data` of `place`.
    pub(crate) fn start(place: &Place, flags: &[&str]) -> Self {
        Self::start_by(mixmaster(), place, flags)
    }

    /// The same by a command that starts it with the arguments that follow.
    pub(crate) fn start_by(mut command: Command, place: &Place, flags: &[&str]) -> Self {
        let workers =
            if flags.contains(&"--max-workers") { &[][..] } else { &["--max-workers", "1"] };
        let mut child = command
            .args(["serve", "--listen", "127.0.0.1:0", "--log-level", "warn", "--data-dir"])
            .arg(place.path("data"))
            .args(workers)
            .args(["--requests-per-minute", "100000"])
            .args(flags)
            .envs(crate::mode::environment(place))
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut words = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        while !line.contains("://") {
            line.clear();
            assert_ne!(words.read_line(&mut line).unwrap(), 0, "it ended before it listened");
        }
        // What it says later must not fill the pipe.
        std::thread::spawn(move || std::io::copy(&mut words, &mut std::io::stderr()));
        let _ = rustls::crypto::ring::default_provider().install_default();
        let url = line.split_whitespace().find(|word| word.starts_with("http")).unwrap().to_owned();
        Self { child, url, http: Client::builder().no_proxy().build().unwrap() }
    }

    /// As loss of power does: without a word.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(crate) fn get(&self, path: &str) -> RequestBuilder {
        self.http.get(format!("{}{path}", self.url))
    }

    pub(crate) fn post(&self, path: &str) -> RequestBuilder {
        self.http.post(format!("{}{path}", self.url))
    }

    /// The JSON at `path`.
    pub(crate) async fn json(&self, path: &str) -> Value {
        let response = self.get(path).send().await.unwrap();
        assert!(response.status().is_success(), "{path}: {}", response.status());
        response.json().await.unwrap()
    }

    /// A job of the three stems of `place`, asked for as one multipart body.
    pub(crate) async fn make_job(&self, place: &Place) -> String {
        let response = self.post("/v1/jobs").multipart(stems(place)).send().await.unwrap();
        let (status, job) = read(response).await;
        assert_eq!(status, StatusCode::CREATED, "{job}");
        job["job_id"].as_str().unwrap().to_owned()
    }

    /// Waits until the job is in one of `states`.
    pub(crate) async fn until(&self, job: &str, states: &[&str]) -> Value {
        let since = Instant::now();
        loop {
            let told = self.json(&format!("/v1/jobs/{job}")).await;
            let status = told["status"].as_str().unwrap();
            if states.contains(&status) {
                return told;
            }
            assert!(!["complete", "failed", "cancelled"].contains(&status), "{told}");
            // No promise of speed: only no waiting for ever.
            assert!(since.elapsed() < Duration::from_secs(300), "{told}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Tells what a fault took, for the table in docs/DEPLOYMENT.md: `-- --nocapture | grep measured`.
#[allow(clippy::print_stdout, reason = "a measurement is what is printed")]
pub(crate) fn measured(what: &str, since: Instant) {
    println!("measured: {what}: {:.2} s", since.elapsed().as_secs_f64());
}

/// Status and JSON of an answer.
pub(crate) async fn read(response: Response) -> (StatusCode, Value) {
    let status = response.status();
    let text = response.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
}

/// A stem that cannot be decoded: a header that promises audio, and nothing behind it.
pub(crate) fn torn(place: &Place) {
    let mut file = b"RIFF\xff\xff\xff\xffWAVEfmt ".to_vec();
    file.extend([0; 40]);
    place.write("stems/torn.wav", file);
}

/// Three stems in `place`, as parts of a form, named like files.
pub(crate) fn stems(place: &Place) -> Form {
    let mut form = Form::new().text("project_id", "album-7").text("preset", "Pop");
    for name in place.names("stems") {
        if name == "lead_vocal.wav" {
            form = form.text("stems_meta", r#"[{"name":"lead_vocal.wav","role":"lead_vocal"}]"#);
        }
        let bytes = place.read(&format!("stems/{name}"));
        form = form.part(name.clone(), Part::bytes(bytes).file_name(name));
    }
    form
}
