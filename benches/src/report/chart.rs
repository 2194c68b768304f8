//! The chart: one panel per case, in it one bar per server that has the case, as SVG written by hand. Its colours read on
//! light and dark ground.

use std::fmt::Write;

use super::Report;
use super::table::{count, generator_bound};
use crate::case::{Case, Measure};
use crate::run::OURS;

const WIDTH: f64 = 920.0;
const MARGIN: f64 = 20.0;
const GAP: f64 = 40.0;
/// Height of the chart's own title.
const HEAD: f64 = 62.0;
/// Space for the names of the servers, left of the bars.
const NAMES: f64 = 146.0;
/// Space for the value of the longest bar.
const VALUES: f64 = 84.0;
const BAR: f64 = 13.0;
const PITCH: f64 = 20.0;
/// Height of a panel without its bars: title, axis and the gap below.
const PANEL: f64 = 68.0;

struct Bar<'a> {
    name: &'a str,
    ours: bool,
    /// `None` if the server has failed.
    value: Option<(f64, String)>,
}

/// Draws the report.
pub fn svg(report: &Report) -> String {
    let cases: Vec<_> = report.cases().collect();
    let panels: Vec<_> = cases
        .iter()
        .map(|&case| (case, bars(report, case)))
        .collect();
    let height = HEAD + panels.chunks(2).map(row_height).sum::<f64>();
    let panel_width = (WIDTH - 2.0 * MARGIN - GAP) / 2.0;
    let subtitle = format!(
        "{}, {} cores, Linux {}, {}",
        report.machine.cpu, report.machine.cores, report.machine.kernel, report.date
    );
    let mut out = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="Benchmark results">
<style>
text {{ font: 12px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #7a828e; }}
.title {{ font-size: 18px; font-weight: 600; }}
.case {{ font-size: 13px; font-weight: 600; }}
.tick {{ font-size: 10px; text-anchor: middle; }}
.name {{ text-anchor: end; }}
.ours {{ fill: #d9622b; }}
text.ours {{ font-weight: 600; }}
.peer {{ fill: #8fa1b8; }}
path {{ fill: none; stroke: #7a828e; stroke-opacity: 0.5; }}
</style>
"##
    );
    label(
        &mut out,
        MARGIN,
        26.0,
        "title",
        "Messages per second, memory per idle connection, and time per operation",
    );
    label(&mut out, MARGIN, 45.0, "", &subtitle);
    let mut top = HEAD;
    for row in panels.chunks(2) {
        let mut left = MARGIN;
        for (case, bars) in row {
            panel(&mut out, *case, bars, (left, top), panel_width);
            left += panel_width + GAP;
        }
        top += row_height(row);
    }
    out.push_str("</svg>\n");
    out
}

fn row_height(row: &[(Case, Vec<Bar<'_>>)]) -> f64 {
    let bars = row.iter().map(|(_, bars)| bars.len()).max();
    PANEL + PITCH * bars.unwrap_or(0) as f64
}

fn panel(out: &mut String, case: Case, bars: &[Bar<'_>], (left, top): (f64, f64), width: f64) {
    let title = match case.measure() {
        Measure::Traffic => format!("{}: {} per second", case.title(), super::plural(case)),
        Measure::Memory => format!("{}: bytes each, less is better", case.title()),
        Measure::Operation => format!("{}: ns each, less is better", case.title()),
    };
    label(out, left, top + 18.0, "case", &title);
    let longest = bars
        .iter()
        .filter_map(|bar| bar.value.as_ref())
        .map(|(value, _)| *value)
        .fold(0.0, f64::max);
    let zero = left + NAMES;
    let room = width - NAMES - VALUES;
    let scale = |value: f64| match longest {
        0.0 => 0.0,
        _ => value / longest * room,
    };
    let first = top + 28.0;
    let bottom = first + PITCH * bars.len() as f64;
    // Writing to a String cannot fail, here and below.
    let _ = writeln!(
        out,
        r#"<path d="M{zero:.1} {first:.1}V{bottom:.1}H{:.1}"/>"#,
        zero + room
    );
    for tick in ticks(longest) {
        let x = zero + scale(tick);
        let _ = writeln!(
            out,
            r#"<path d="M{x:.1} {bottom:.1}v4"/>
<text class="tick" x="{x:.1}" y="{:.1}">{}</text>"#,
            bottom + 15.0,
            short(tick)
        );
    }
    for (index, bar) in bars.iter().enumerate() {
        let y = first + PITCH * index as f64 + (PITCH - BAR) / 2.0;
        let baseline = y + BAR - 2.5;
        let class = if bar.ours { "ours" } else { "peer" };
        let emphasis = if bar.ours { " ours" } else { "" };
        label(
            out,
            zero - 8.0,
            baseline,
            &format!("name{emphasis}"),
            bar.name,
        );
        let (length, text) = match &bar.value {
            Some((value, text)) => (scale(*value).max(1.0), text.as_str()),
            None => (0.0, "failed"),
        };
        if length > 0.0 {
            let _ = writeln!(
                out,
                r#"<rect class="{class}" x="{zero:.1}" y="{y:.1}" width="{length:.1}" height="{BAR}" rx="2"/>"#
            );
        }
        label(out, zero + length + 6.0, baseline, emphasis.trim(), text);
    }
}

/// Those of servers that have the case.
fn bars(report: &Report, case: Case) -> Vec<Bar<'_>> {
    report
        .servers
        .iter()
        .filter(|server| report.entry(case, &server.id).is_some())
        .map(|server| {
            let value = if case.measure() != Measure::Traffic {
                report
                    .cost(case, &server.id)
                    .map(|cost| (cost, count(cost)))
            } else {
                report.traffic(case, &server.id).map(|traffic| {
                    let bound = if generator_bound(traffic) { "≥ " } else { "" };
                    let text = format!("{bound}{}", count(traffic.per_second));
                    (traffic.per_second, text)
                })
            };
            Bar {
                name: &server.version,
                ours: server.id == OURS,
                value,
            }
        })
        .collect()
}

/// Marks of an axis from 0 to `longest`: two to five multiples of 1, 2 or 5 times a power of ten, and 0.
fn ticks(longest: f64) -> Vec<f64> {
    if longest <= 0.0 {
        return vec![0.0];
    }
    let half = longest / 2.0;
    let power = 10f64.powf(half.log10().floor());
    let fits = |factor: &f64| factor * power <= half;
    let step = power * [5.0, 2.0].into_iter().find(fits).unwrap_or(1.0);
    let marks = (longest / step).floor() as usize;
    (0..=marks).map(|mark| mark as f64 * step).collect()
}

/// A mark of the axis in as few characters as possible.
fn short(number: f64) -> String {
    let (number, suffix) = match number {
        n if n >= 1e6 => (n / 1e6, "M"),
        n if n >= 1e3 => (n / 1e3, "k"),
        n => (n, ""),
    };
    let text = format!("{number:.1}");
    format!("{}{suffix}", text.strip_suffix(".0").unwrap_or(&text))
}

fn label(out: &mut String, x: f64, y: f64, class: &str, text: &str) {
    let class = match class {
        "" => String::new(),
        class => format!(r#" class="{class}""#),
    };
    let text = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let _ = writeln!(out, r#"<text{class} x="{x:.1}" y="{y:.1}">{text}</text>"#);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::example;

    #[test]
    fn every_case_has_a_panel_and_every_server_that_has_it_a_bar_or_a_word() {
        let svg = svg(&example());
        assert_eq!(svg.matches(r#"class="case""#).count(), 3);
        assert_eq!(svg.matches("<rect").count(), 7);
        assert_eq!(svg.matches("other 1.2").count(), 2, "it has no HTTP");
        for text in ["200,000", "failed", "2,000"] {
            assert!(svg.contains(text), "{text} is not in\n{svg}");
        }
    }

    #[test]
    fn the_longest_bar_fills_the_panel_and_others_are_in_proportion() {
        let svg = svg(&example());
        let full = (WIDTH - 2.0 * MARGIN - GAP) / 2.0 - NAMES - VALUES;
        for share in [1.0, 0.5, 0.25] {
            let width = format!(r#"width="{:.1}""#, full * share);
            assert!(svg.contains(&width), "{width} is not in\n{svg}");
        }
    }

    #[test]
    fn axis_marks_are_round_and_few() {
        for longest in [1.0, 7.3, 99.0, 165_000.0, 3_250_000.0] {
            let marks = ticks(longest);
            assert!((3..=6).contains(&marks.len()), "{longest}: {marks:?}");
            assert!(marks.iter().all(|mark| (0.0..=longest).contains(mark)));
        }
        assert_eq!(ticks(165_000.0), [0.0, 50_000.0, 100_000.0, 150_000.0]);
        assert_eq!(ticks(0.0), [0.0]);
        assert_eq!(short(2_500_000.0), "2.5M");
        assert_eq!(short(500.0), "500");
    }
}
