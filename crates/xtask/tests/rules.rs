//! The rules, held against this repository.

use std::sync::LazyLock;

use xtask::metadata::Graph;
use xtask::{ids, layers, length, licences, links, parameters, places, purity, third_party, tree};

/// Asked once: Cargo takes its time.
static HERE: LazyLock<Graph> = LazyLock::new(Graph::ask_here);

#[track_caller]
fn none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn every_crate_uses_only_what_is_above_it() {
    none(&layers::complaints(&HERE));
}

#[test]
fn the_table_of_layers_is_the_one_that_is_written_down() {
    none(&layers::undocumented(&tree::text("ARCHITECTURE.md")));
}

#[test]
fn the_core_depends_on_nothing_impure() {
    none(&purity::dependency_complaints(&HERE));
}

#[test]
fn the_core_touches_no_world_and_counts_alike_everywhere() {
    let sources = tree::sources();
    for folder in layers::CORE {
        assert!(sources.iter().any(|source| source.folder() == *folder), "no sources of {folder}");
    }
    none(&purity::source_complaints(&sources));
}

#[test]
fn files_and_functions_are_short_or_shrink() {
    let allowed = length::read(&tree::text("crates/xtask/ratchet.txt"));
    none(&length::complaints(&length::excess(&tree::sources()), &allowed));
}

#[test]
fn parameter_ids_are_spelt_right_and_end_in_their_unit() {
    let rows = ids::rows(&tree::sources());
    assert!(rows.len() >= 50, "only {} rows were found: is the table still `params!`?", rows.len());
    none(&ids::complaints(&rows));
}

#[test]
fn links_in_the_pages_lead_somewhere() {
    none(&links::complaints(&tree::root(), &tree::texts()));
}

#[test]
fn no_text_names_a_place_on_a_machine() {
    none(&places::complaints(&tree::texts()));
}

#[test]
fn every_licence_may_be_used() {
    none(&licences::complaints(&HERE));
}

#[test]
fn third_parties_are_named() {
    let (page, lock) = (tree::text("THIRD_PARTY.md"), tree::text("Cargo.lock"));
    none(&third_party::complaints(&page, &lock, &HERE));
}

#[test]
fn the_page_of_parameters_is_what_the_code_says() {
    none(&parameters::complaints(&tree::text("docs/PARAMETERS.md"), &tree::texts()));
}

#[test]
fn figures_are_what_the_code_draws() {
    let shown = |name: &str| tree::text(&format!("docs/figures/{name}"));
    none(&xtask::figures::complaints(shown).expect("figures are drawn"));
}
