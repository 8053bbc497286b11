//! Builds again when the web application was built anew: what is embedded is read at compile time.

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let dist = Path::new("../../web/dist");
    // A path that is not there counts as changed each time; `make web` touches this file instead.
    if dist.is_dir() {
        println!("cargo::rerun-if-changed={}", dist.display());
    }
}
