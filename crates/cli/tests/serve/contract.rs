//! The API against its document, by somebody else's reading of it.

use std::path::Path;
use std::process::Command;

use crate::client::Service;
use crate::common::Place;

#[tokio::test]
async fn schemathesis_finds_every_answer_in_the_document() {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/tools/bin/schemathesis");
    assert!(program.is_file(), "schemathesis is not here; `make tools` installs it");
    let place = Place::new();
    let service = Service::start(&place, &["--max-workers", "0", "--max-open-jobs", "100000"]);
    let checks = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance";
    let told = Command::new(program)
        .arg("run")
        .arg(format!("{}/openapi.json", service.url))
        .args([
            "--phases",
            "examples,coverage,fuzzing",
            "--max-examples",
            "10",
            "--workers",
            "1",
            "--seed",
            "1",
        ])
        // A stream of events has no end, and bytes of a file have no examples.
        .args(["--exclude-path-regex", "(/stream|/v1/uploads/\\{id\\})$", "--checks", checks])
        .current_dir(place.path(""))
        .output()
        .unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stdout));
}
