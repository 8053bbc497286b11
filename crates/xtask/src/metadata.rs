//! What Cargo knows about the packages: who uses whom, and under which licence.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

/// One package of the dependency graph.
#[derive(Clone, Debug, Default)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Licence expression of its manifest; empty when there is none.
    pub licence: String,
    /// It is a crate of this workspace.
    pub ours: bool,
    /// It runs inside the compiler and is not linked.
    pub proc_macro: bool,
    /// What its manifest asks for.
    pub wishes: Vec<Wish>,
}

/// A line of a manifest's dependency tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Name of the package that is asked for.
    pub name: String,
    /// It is linked: not only for tests, benches and build scripts.
    pub linked: bool,
    /// A feature switches it on.
    pub optional: bool,
}

/// The packages by id, and which of them each one links.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// Every package, by Cargo's id.
    pub packages: BTreeMap<String, Package>,
    links: BTreeMap<String, Vec<String>>,
}

impl Graph {
    /// Asks Cargo, for one platform or for all.
    ///
    /// # Panics
    ///
    /// When Cargo cannot answer, with what it says.
    #[must_use]
    pub fn ask(platform: Option<&str>) -> Self {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command.current_dir(crate::tree::root());
        command.args(["metadata", "--format-version", "1", "--locked", "--all-features"]);
        command.args(platform.iter().flat_map(|triple| ["--filter-platform", triple]));
        let output = command.output().expect("cargo can be started");
        let words = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "`cargo metadata` failed:\n{words}");
        Self::read(&serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON"))
    }

    /// Asks for the platform this was compiled on: needs no package that the build did not need.
    #[must_use]
    pub fn ask_here() -> Self {
        Self::ask(Some(&host()))
    }

    pub(crate) fn read(metadata: &Value) -> Self {
        let members: BTreeSet<_> = list(&metadata["workspace_members"]).map(text).collect();
        let mut graph = Self::default();
        for value in list(&metadata["packages"]) {
            let id = text(&value["id"]);
            let package = Package { ours: members.contains(&id), ..read_package(value) };
            graph.packages.insert(id, package);
        }
        for node in list(&metadata["resolve"]["nodes"]) {
            let linked = list(&node["deps"])
                .filter(|dep| list(&dep["dep_kinds"]).any(|kind| kind["kind"].is_null()));
            graph.links.insert(text(&node["id"]), linked.map(|dep| text(&dep["pkg"])).collect());
        }
        graph
    }

    /// The packages of this workspace.
    pub fn ours(&self) -> impl Iterator<Item = &Package> {
        self.packages.values().filter(|package| package.ours)
    }

    /// The packages of others.
    pub fn others(&self) -> impl Iterator<Item = (&String, &Package)> {
        self.packages.iter().filter(|(_, package)| !package.ours)
    }

    /// Ids of all that is linked into the package `name`, itself included.
    #[must_use]
    pub fn linked_into(&self, name: &str) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        let is_start = |package: &Package| package.ours && package.name == name;
        let mut open: Vec<&str> =
            self.packages.iter().filter(|(_, p)| is_start(p)).map(|(id, _)| id.as_str()).collect();
        while let Some(id) = open.pop() {
            let in_compiler = self.packages.get(id).is_some_and(|package| package.proc_macro);
            if !in_compiler && found.insert(id) {
                open.extend(self.links.get(id).into_iter().flatten().map(String::as_str));
            }
        }
        found
    }
}

fn read_package(value: &Value) -> Package {
    let kinds = list(&value["targets"]).flat_map(|target| list(&target["kind"]));
    Package {
        name: text(&value["name"]),
        version: text(&value["version"]),
        licence: text(&value["license"]),
        ours: false,
        proc_macro: kinds.into_iter().any(|kind| kind == "proc-macro"),
        wishes: list(&value["dependencies"])
            .map(|wish| Wish {
                name: text(&wish["name"]),
                linked: wish["kind"].is_null(),
                optional: wish["optional"] == true,
            })
            .collect(),
    }
}

/// The target triple of the compiler in use.
fn host() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("-vV").output().expect("rustc can be started");
    let words = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = words.lines().find_map(|line| line.strip_prefix("host: "));
    line.expect("rustc names its host").to_owned()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
