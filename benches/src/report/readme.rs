//! The table in README.md: everything between two marks is replaced, the rest of the file is left as it is. The chart is
//! drawn anew with it.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;

use super::table::tables;
use super::{Report, conditions, write_chart};
use crate::benches;

const BEGIN: &str = "<!-- bench:begin -->";
const END: &str = "<!-- bench:end -->";

/// Options of `bench readme`.
#[derive(Args, Debug)]
pub struct Options {
    /// The results
    #[arg(long, default_value_os_t = benches().join("results/latest.json"))]
    results: PathBuf,
    /// The file to change
    #[arg(long, default_value_os_t = benches().join("../README.md"))]
    readme: PathBuf,
    /// Where the chart goes
    #[arg(long, default_value_os_t = benches().join("../docs/bench.svg"))]
    chart: PathBuf,
}

/// Puts the tables of the results into the file, and draws the chart.
pub fn update(options: &Options) -> Result<()> {
    let report = Report::read(&options.results)?;
    let path = &options.readme;
    let old = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let new = replace(&old, &section(&report)).with_context(|| path.display().to_string())?;
    fs::write(path, new).with_context(|| path.display().to_string())?;
    write_chart(&report, &options.chart)
}

fn section(report: &Report) -> String {
    let mut text = String::new();
    for table in tables(report) {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}", table.markdown());
    }
    text.push_str(&conditions(report).join("\n"));
    text
}

fn replace(text: &str, section: &str) -> Result<String> {
    let (Some((before, rest)), 1) = (text.split_once(BEGIN), text.matches(BEGIN).count()) else {
        bail!("exactly one line \"{BEGIN}\" is needed");
    };
    let Some((_, after)) = rest.split_once(END) else {
        bail!("no line \"{END}\" after \"{BEGIN}\"");
    };
    Ok(format!("{before}{BEGIN}\n\n{section}\n\n{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::example;

    #[test]
    fn only_the_section_changes() {
        let old = "# Title\n<!-- bench:begin -->\nold\n<!-- bench:end -->\nrest\n";
        let new = replace(old, "new").unwrap();
        assert_eq!(
            new,
            "# Title\n<!-- bench:begin -->\n\nnew\n\n<!-- bench:end -->\nrest\n"
        );
        assert_eq!(replace(&new, "new").unwrap(), new);
    }

    #[test]
    fn missing_marks_are_an_error() {
        assert!(replace("# Title\n", "new").is_err());
        assert!(replace("<!-- bench:end --><!-- bench:begin -->", "new").is_err());
        let twice = format!("{BEGIN}{END}{BEGIN}{END}");
        assert!(replace(&twice, "new").is_err());
    }

    #[test]
    fn the_section_names_machine_versions_and_what_is_missing() {
        let text = section(&example());
        for part in [
            "2024-02-29",
            "Linux ",
            "ws 1.2 (PHP 8)",
            "Not measured: swoole",
        ] {
            assert!(text.contains(part), "{part} is not in\n{text}");
        }
    }
}
