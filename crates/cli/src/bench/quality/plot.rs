//! Plots as SVG, drawn by `plotters`, in the colours of the page that they stand on.

use std::collections::BTreeMap;

use plotters::coord::ranged1d::SegmentValue;
use plotters::prelude::{
    ChartBuilder, Circle, EmptyElement, IntoDrawingArea, IntoSegmentedCoord, PathElement, RGBColor,
    SVGBackend, Text,
};
use plotters::style::{Color, IntoFont, ShapeStyle};

use super::results::{CONTENDERS, Results};
use super::stats;
use crate::errors::{Code, Fault};

/// Width of a plot and height of a row, in pixels.
const WIDTH: u32 = 820;
const ROW: u32 = 34;

/// Height of what stands around the rows: axis and its name.
const AROUND: u32 = 70;

/// Colours that stand for those of the page: the library writes them, [`themed`] replaces them.
const INK: RGBColor = RGBColor(1, 1, 1);
const GRID: RGBColor = RGBColor(1, 1, 2);
const MARKS: [(RGBColor, &str); 6] = [
    (RGBColor(1, 2, 1), "--ours"),
    (RGBColor(1, 2, 2), "--b0"),
    (RGBColor(1, 2, 3), "--b1"),
    (RGBColor(1, 2, 4), "--b2"),
    (RGBColor(1, 2, 5), "--b3"),
    (RGBColor(1, 2, 6), "--human"),
];

/// One row of a plot: a name, and points with their contender's place and size.
#[derive(Clone, Debug)]
struct Row {
    name: String,
    points: Vec<(f64, usize, Size)>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Size {
    Small,
    Large,
}

/// Every song with ours run by run and the medians of the baselines.
pub(super) fn songs(results: &Results, metric: &str, perturb: &str) -> Result<String, Fault> {
    let columns: Vec<Vec<Vec<f64>>> = CONTENDERS[..5]
        .iter()
        .map(|(contender, _)| results.by_song(contender, metric, perturb))
        .collect();
    let row = |(index, song): (usize, &super::results::SongResult)| {
        let runs = columns[0][index].iter().map(|value| (*value, 0, Size::Small));
        let medians = columns.iter().enumerate().rev().filter_map(|(place, column)| {
            Some((stats::median(&column[index])?, place, Size::Large))
        });
        Row { name: song.song.clone(), points: runs.chain(medians).collect() }
    };
    draw(&results.songs.iter().enumerate().map(row).collect::<Vec<_>>(), "LU", 0.0)
}

/// Every role with the errors of its stems, run by run, and their median.
pub(super) fn roles(results: &Results, perturb: &str) -> Result<String, Fault> {
    let mut roles: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for song in &results.songs {
        for run in song.runs.iter().filter(|run| run.perturb == perturb) {
            for (stem, off) in song.stems.iter().zip(&run.stems_lu) {
                roles.entry(stem.role.as_deref().unwrap_or("unknown")).or_default().push(*off);
            }
        }
    }
    let row = |(role, offs): (&str, Vec<f64>)| {
        let small = offs.iter().map(|off| (*off, 0, Size::Small));
        let median = stats::median(&offs).map(|off| (off, 0, Size::Large));
        Row { name: role.replace('_', " "), points: small.chain(median).collect() }
    };
    draw(&roles.into_iter().map(row).collect::<Vec<_>>(), "LU louder than in the human mix", -1.0)
}

/// Draws rows of points; the axis holds `least` and all points.
fn draw(rows: &[Row], unit: &str, least: f64) -> Result<String, Fault> {
    let failed = |error: &dyn std::fmt::Display| {
        Fault::worded(Code::Internal, &format!("a plot could not be drawn: {error}"))
    };
    if rows.is_empty() {
        return Ok(String::new());
    }
    let values = || rows.iter().flat_map(|row| row.points.iter().map(|(x, ..)| *x));
    let low = values().fold(least, f64::min).floor() - if least < 0.0 { 1.0 } else { 0.0 };
    let high = values().fold(least + 1.0, f64::max).ceil() + 0.5;
    let height = AROUND + ROW * rows.len() as u32;
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, (WIDTH, height)).into_drawing_area();
        let mut chart = ChartBuilder::on(&root)
            .margin(8)
            .margin_right(16)
            .x_label_area_size(44)
            .y_label_area_size(190)
            .build_cartesian_2d(low..high, (0..rows.len() - 1).into_segmented())
            .map_err(|error| failed(&error))?;
        // Rows from the top down.
        let name = |value: &SegmentValue<usize>| match value {
            SegmentValue::CenterOf(index) | SegmentValue::Exact(index) => {
                rows.iter().rev().nth(*index).map_or(String::new(), |row| shortened(&row.name))
            }
            SegmentValue::Last => String::new(),
        };
        let font = ("sans-serif", 14);
        chart
            .configure_mesh()
            .disable_y_mesh()
            .y_labels(rows.len())
            .y_label_formatter(&name)
            .x_label_formatter(&|x| format!("{x:.0}"))
            .x_desc(unit)
            .label_style(font.into_font().color(&INK))
            .axis_style(INK)
            .light_line_style(plotters::style::TRANSPARENT)
            .bold_line_style(GRID)
            .draw()
            .map_err(|error| failed(&error))?;
        for (index, row) in rows.iter().rev().enumerate() {
            let y = SegmentValue::CenterOf(index);
            let ends = row.points.iter().filter(|(_, place, _)| *place == 0).map(|(x, ..)| *x);
            let (from, to) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| {
                (low.min(x), high.max(x))
            });
            if from < to {
                let line = PathElement::new([(from, y.clone()), (to, y.clone())], MARKS[0].0);
                chart.draw_series([line]).map_err(|error| failed(&error))?;
            }
            for (x, place, size) in &row.points {
                let (colour, _) = MARKS[*place];
                let (radius, style) = match size {
                    Size::Small => (3, ShapeStyle::from(colour)),
                    Size::Large => (6, colour.filled()),
                };
                let mark = EmptyElement::at((*x, y.clone()))
                    + Circle::new((0, 0), radius, style)
                    + letter(*place, *size);
                chart.draw_series([mark]).map_err(|error| failed(&error))?;
            }
        }
        root.present().map_err(|error| failed(&error))?;
    }
    Ok(themed(&svg, height))
}

/// Baselines also carry their number: colour alone is not for everyone.
fn letter(place: usize, size: Size) -> Text<'static, (i32, i32), String> {
    let text =
        if place == 0 || size == Size::Small { String::new() } else { (place - 1).to_string() };
    let style = ("sans-serif", 12).into_font().color(&INK);
    Text::new(text, (-3, -19), style)
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= 24 {
        name.into()
    } else {
        name.chars().take(23).chain(['…']).collect()
    }
}

/// Puts the colours of the page in, and lets the plot shrink with it.
fn themed(svg: &str, height: u32) -> String {
    let hex = |RGBColor(r, g, b): RGBColor| format!("#{r:02X}{g:02X}{b:02X}");
    let mut svg = svg.replace(&hex(INK), "var(--ink)").replace(&hex(GRID), "var(--line)");
    for (colour, name) in MARKS {
        svg = svg.replace(&hex(colour), &format!("var({name})"));
    }
    let sized = format!("width=\"{WIDTH}\" height=\"{height}\"");
    svg.replacen(&sized, "class=\"plot\" aria-hidden=\"true\"", 1)
}
