//! Shapes of recipes, reports and levels for the OpenAPI document: from the types of the engine themselves,
//! so that nobody writes them twice.

use recipe::{Levels, Recipe, Report};
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::{Map, Value, json};
use utoipa::openapi::{Array, ObjectBuilder, Ref, RefOr, Schema};

const PLACE: &str = "#/components/schemas/";

/// A recipe, by its name in the document.
pub(super) fn recipe() -> RefOr<Schema> {
    Ref::from_schema_name("Recipe").into()
}

/// A move of a recipe.
pub(super) fn one_move() -> RefOr<Schema> {
    Ref::from_schema_name("Move").into()
}

/// Settings of a move by their names.
pub(super) fn settings() -> RefOr<Schema> {
    let values: RefOr<Schema> = Ref::from_schema_name("Value").into();
    Schema::from(ObjectBuilder::new().additional_properties(Some(values)).build()).into()
}

/// Moves to be added: what has a default may be left out.
pub(super) fn new_moves() -> RefOr<Schema> {
    Schema::from(Array::new(Ref::from_schema_name("NewMove"))).into()
}

/// Adds the shapes to `components.schemas`. One whose name is taken there by another gets `Recipe`
/// before it.
pub(super) fn add(schemas: &mut Map<String, Value>) {
    let mut generator = generator(SchemaSettings::draft2020_12().for_serialize());
    generator.subschema_for::<Recipe>();
    generator.subschema_for::<Report>();
    generator.subschema_for::<Levels>();
    let mut shapes = generator.take_definitions(true);
    let mut generator = self::generator(SchemaSettings::draft2020_12().for_deserialize());
    generator.subschema_for::<recipe::Move>();
    shapes.extend(generator.take_definitions(true).remove("Move").map(|it| ("NewMove".into(), it)));
    let taken: Vec<String> =
        shapes.keys().filter(|name| schemas.contains_key(*name)).cloned().collect();
    for (name, mut shape) in shapes {
        rename(&mut shape, &taken);
        schemas.insert(if taken.contains(&name) { renamed(&name) } else { name }, shape);
    }
}

fn generator(settings: SchemaSettings) -> SchemaGenerator {
    let settings = settings.with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    settings.into_generator()
}

fn renamed(name: &str) -> String {
    format!("Recipe{name}")
}

/// Makes references to shapes that were renamed lead to them.
fn rename(shape: &mut Value, taken: &[String]) {
    match shape {
        Value::Object(fields) => {
            for (field, value) in fields {
                let target = value.as_str().filter(|_| field == "$ref");
                let name = target.and_then(|target| target.strip_prefix(PLACE)).map(str::to_owned);
                match name.filter(|name| taken.contains(name)) {
                    Some(name) => *value = json!(format!("{PLACE}{}", renamed(&name))),
                    None => rename(value, taken),
                }
            }
        }
        Value::Array(parts) => parts.iter_mut().for_each(|part| rename(part, taken)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_of_the_document_leads_to_a_shape_of_it() {
        fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
            match value {
                Value::Object(fields) => {
                    found.extend(fields.get("$ref").and_then(Value::as_str));
                    fields.values().for_each(|value| references(value, found));
                }
                Value::Array(parts) => parts.iter().for_each(|part| references(part, found)),
                _ => {}
            }
        }
        let document: Value = serde_json::from_str(&crate::openapi()).unwrap();
        let shapes = &document["components"]["schemas"];
        let mut found = Vec::new();
        references(&document, &mut found);
        assert!(found.len() > 200, "{}", found.len());
        for name in found {
            let name = name.strip_prefix(PLACE).unwrap_or_else(|| panic!("{name}"));
            assert!(shapes[name].is_object(), "{name}");
        }
        assert_eq!(
            shapes["RecipeView"]["properties"]["recipe"]["$ref"],
            "#/components/schemas/Recipe"
        );
        let required = shapes["Move"]["required"].as_array().unwrap();
        assert!(required.contains(&json!("amount_pct")), "{required:?}");
        let required = shapes["NewMove"]["required"].as_array().unwrap();
        assert!(!required.contains(&json!("amount_pct")), "{required:?}");
        assert!(shapes["Report"]["properties"]["moves"].is_object());
        assert_ne!(shapes["Tweak"], shapes["RecipeTweak"]);
    }
}
