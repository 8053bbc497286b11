//! What every operation of the OpenAPI document has in common, said once.

use serde_json::{Map, Value, json};
use utoipa::openapi::OpenApi;

use super::shapes;

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

/// Adds the answers that all have, calls problems by their media type and operations by names that
/// only they have, and adds the shapes of recipes and reports.
pub(super) fn complete(document: &OpenApi) -> Value {
    let mut value = serde_json::to_value(document).unwrap_or_default();
    for (path, item) in value["paths"].as_object_mut().into_iter().flatten() {
        for operation in objects(item) {
            name(operation, path);
            extend(operation);
        }
    }
    if let Some(schemas) = value["components"]["schemas"].as_object_mut() {
        shapes::add(schemas);
    }
    value
}

/// What an operation does, and to what: `list` of `/v1/jobs` is `list_jobs`.
fn name(operation: &mut Value, path: &str) {
    let what = path.split('/').find(|part| !matches!(*part, "" | "v1")).unwrap_or_default();
    let Some(does) = operation["operationId"].as_str() else { return };
    if does != what {
        operation["operationId"] = json!(format!("{does}_{what}"));
    }
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

    #[test]
    fn operations_have_names_of_their_own_and_parameters_a_place_in_the_path_only_where_it_has_one()
    {
        let document: Value = serde_json::from_str(&crate::openapi()).unwrap();
        let mut names = Vec::new();
        for (path, item) in document["paths"].as_object().unwrap() {
            for operation in item.as_object().unwrap().values() {
                let Some(name) = operation["operationId"].as_str() else { continue };
                names.push(name);
                for parameter in operation["parameters"].as_array().into_iter().flatten() {
                    let named = format!("{{{}}}", parameter["name"].as_str().unwrap());
                    assert_eq!(parameter["in"] == "path", path.contains(&named), "{name} {named}");
                }
            }
        }
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count, "{names:?}");
    }
}
