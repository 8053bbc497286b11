//! Any text as a recipe: read or refused; what is read folds into a console within its limits and
//! survives its own JSON.

#![no_main]

use libfuzzer_sys::fuzz_target;
use recipe::{Recipe, fold};

fuzz_target!(|text: &str| {
    let Ok(recipe) = Recipe::from_json(text) else { return };
    let console = fold(&recipe).expect("what was read folds");
    assert!(console.master.limiter.ceiling_dbtp <= recipe.brief.ceiling_dbtp as f32);
    assert!(console.master.width.width_pct <= 140.0);
    let again = Recipe::from_json(&recipe.to_json()).expect("what was written reads");
    assert_eq!(again, recipe);
});
