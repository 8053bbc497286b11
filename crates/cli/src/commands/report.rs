//! `report`: the page of a finished run, from its report.json.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use recipe::Report;

use crate::args::ReportArgs;
use crate::errors::{Code, Fault, input_fault, output_words};
use crate::produce::{PAGE, REPORT};
use crate::{page, words};

pub(crate) fn report(args: &ReportArgs) -> Result<(), Fault> {
    let json = if args.from.is_dir() { args.from.join(REPORT) } else { args.from.clone() };
    let report = read(&json)?;
    let folder = json.parent().unwrap_or(Path::new("")).to_owned();
    let out = args.out.clone().unwrap_or_else(|| folder.join(PAGE));
    write(&out, &page::of(&report, |name| folder.join(name)))?;
    words::data(&format!("{}\n", out.display()));
    Ok(())
}

/// Reads a report, no more of it than one can have.
fn read(path: &Path) -> Result<Report, Fault> {
    let name = path.to_string_lossy();
    let mut text = String::new();
    let file = std::fs::File::open(path).map_err(|error| input_fault(&name, &error))?;
    let most = Report::BYTES_MAX as u64 + 1;
    file.take(most).read_to_string(&mut text).map_err(|error| input_fault(&name, &error))?;
    Report::from_json(&text).map_err(|error| {
        let message = format!("`{name}` is no report of a run: {error}");
        let hint = "name a folder that `mixmaster mix`, `master` or `render` has written";
        Fault::new(Code::Input, message, hint)
    })
}

/// Writes beside and renames, so that there is never half a page.
fn write(path: &Path, text: &str) -> Result<(), Fault> {
    let fault = |error: &std::io::Error| {
        Fault::worded(Code::Output, &output_words(&path.to_string_lossy(), error))
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.map_or_else(|| PathBuf::from("."), Path::to_owned);
    let beside = tempfile::NamedTempFile::new_in(&folder).map_err(|error| fault(&error))?;
    std::fs::write(beside.path(), text).map_err(|error| fault(&error))?;
    beside.persist(path).map_err(|error| fault(&error.error))?;
    Ok(())
}
