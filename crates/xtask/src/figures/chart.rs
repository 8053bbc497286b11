//! Lines over one axis, by `plotters`.

use std::error::Error;
use std::ops::Range;

use plotters::prelude::{
    ChartBuilder, IntoDrawingArea, LineSeries, PathElement, RGBColor, SVGBackend,
    SeriesLabelPosition,
};
use plotters::style::{Color, WHITE};

/// Size, in pixels.
const SIZE: (u32, u32) = (720, 380);

/// Colours that people with any colour vision tell apart (Okabe and Ito 2008).
const COLOURS: [RGBColor; 4] =
    [RGBColor(0, 114, 178), RGBColor(213, 94, 0), RGBColor(0, 158, 115), RGBColor(90, 90, 90)];

/// What is drawn.
pub(super) struct Chart<'a> {
    pub(super) x: (&'a str, Range<f64>),
    pub(super) y: (&'a str, Range<f64>),
    /// Names and points.
    pub(super) lines: Vec<(&'a str, Vec<(f64, f64)>)>,
}

impl Chart<'_> {
    /// The SVG; numbers are rounded to hundredths, so that the last bits of a platform do not show.
    pub(super) fn svg(self) -> Result<String, Box<dyn Error>> {
        let mut svg = String::new();
        {
            let root = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
            root.fill(&WHITE)?;
            let mut chart = ChartBuilder::on(&root)
                .margin(12)
                .x_label_area_size(48)
                .y_label_area_size(60)
                .build_cartesian_2d(self.x.1, self.y.1)?;
            let label = |value: &f64| format!("{value:.0}");
            chart
                .configure_mesh()
                .x_desc(self.x.0)
                .y_desc(self.y.0)
                .x_label_formatter(&label)
                .y_label_formatter(&label)
                .label_style(("sans-serif", 13))
                .light_line_style(WHITE)
                .draw()?;
            for ((name, points), colour) in self.lines.into_iter().zip(COLOURS) {
                let rounded = points.into_iter().map(|(x, y)| (hundredths(x), hundredths(y)));
                chart
                    .draw_series(LineSeries::new(rounded, colour.stroke_width(2)))?
                    .label(name)
                    .legend(move |(x, y)| {
                        PathElement::new([(x, y), (x + 20, y)], colour.stroke_width(2))
                    });
            }
            chart
                .configure_series_labels()
                .position(SeriesLabelPosition::UpperLeft)
                .background_style(WHITE.mix(0.8))
                .border_style(COLOURS[3])
                .label_font(("sans-serif", 13))
                .draw()?;
            root.present()?;
        }
        svg.push('\n');
        Ok(svg)
    }
}

fn hundredths(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
