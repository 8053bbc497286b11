//! What every operation of the OpenAPI document has in common, said once.

use serde_json::{Map, Value, json};
use utoipa::openapi::OpenApi;

/// What any operation may answer.
const ALWAYS: [(&str, &str); 5] = [
    ("400", "The request cannot be read"),
    ("401", "The request has no key that is known"),
    ("403", "The key may not do this"),
    ("429", "More requests than are allowed"),
    ("503", "The service cannot do this at the moment"),
];
/// What one with a body may answer besides.
const WITH_BODY: [(&str, &str); 3] = [
    ("413", "More than is accepted"),
    ("415", "A kind of content that is not accepted"),
    ("422", "The request cannot be carried out as it is"),
];
const PROBLEM: &str = "#/components/schemas/Problem";

/// Adds the answers that all have, and calls problems by their media type.
pub(super) fn complete(document: &OpenApi) -> OpenApi {
    let told = serde_json::to_value(document).map(|mut value| {
        for path in objects(&mut value["paths"]) {
            for operation in objects(path) {
                extend(operation);
            }
        }
        value
    });
    told.and_then(serde_json::from_value).unwrap_or_else(|_| document.clone())
}

fn objects(value: &mut Value) -> impl Iterator<Item = &mut Value> {
    value.as_object_mut().into_iter().flat_map(Map::values_mut).filter(|value| value.is_object())
}

fn extend(operation: &mut Value) {
    let has_body = operation.get("requestBody").is_some();
    let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) else {
        return;
    };
    let more = WITH_BODY.into_iter().filter(|_| has_body);
    for (status, words) in ALWAYS.into_iter().chain(more) {
        let problem = json!({
            "description": words,
            "content": { "application/problem+json": { "schema": { "$ref": PROBLEM } } }
        });
        responses.entry(status).or_insert(problem);
    }
    for response in responses.values_mut() {
        let Some(content) = response.get_mut("content").and_then(Value::as_object_mut) else {
            continue;
        };
        if content.get("application/json").is_some_and(|it| it["schema"]["$ref"] == PROBLEM)
            && let Some(problem) = content.remove("application/json")
        {
            content.insert("application/problem+json".into(), problem);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_tells_its_problems_by_their_media_type() {
        let document: Value = serde_json::from_str(&crate::openapi()).unwrap();
        let mut operations = 0;
        for (path, item) in document["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                let Some(responses) = operation["responses"].as_object() else { continue };
                operations += 1;
                for (status, response) in responses {
                    if status.as_str() >= "400"
                        && response["content"].is_object()
                        && path != "/health"
                    {
                        let kind = response["content"].as_object().unwrap().keys().next().unwrap();
                        assert_eq!(kind, "application/problem+json", "{method} {path} {status}");
                    }
                }
                assert!(responses.contains_key("503"), "{method} {path}");
            }
        }
        assert!(operations > 35, "{operations}");
    }
}
