//! Pictures: what is drawn is a drawing by `plotters`, what is read is text of the page beside it.
//!
//! So words keep their size on a phone, where the drawing shrinks, and colours follow the page from
//! light to dark: the drawing names classes instead of colours.

use std::fmt::Write as _;

use maud::{Markup, PreEscaped, html};
use plotters::prelude::{
    ChartBuilder, IntoDrawingArea, PathElement, Polygon, RGBColor, Rectangle, SVGBackend,
};
use plotters::style::Color;

/// Size of the drawing, in units of its own: the page stretches it.
const SIZE: (u32, u32) = (1_600, 400);

/// Colours stand for classes: `#0100NN` becomes class `cNN`.
const MARK: (u8, u8) = (1, 0);

/// What a line or area is, which gives it its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Ink {
    Grid = 10,
    Band = 11,
    Goal = 12,
    Aim = 13,
    Rough = 20,
    Mix = 21,
    Master = 22,
    Faint = 23,
    One = 30,
    Two = 31,
    Three = 32,
    Four = 33,
    Five = 34,
    Six = 35,
    Seven = 36,
}

impl Ink {
    /// One after another, for lines that are nothing in particular.
    pub(crate) const LINES: [Self; 7] =
        [Self::One, Self::Two, Self::Three, Self::Four, Self::Five, Self::Six, Self::Seven];

    pub(crate) fn class(self) -> String {
        format!("c{:02x}", self as u8)
    }

    fn colour(self) -> RGBColor {
        RGBColor(MARK.0, MARK.1, self as u8)
    }
}

/// One axis: its range, and where it is labelled.
#[derive(Clone, Debug)]
pub(crate) struct Axis {
    pub(crate) from: f64,
    pub(crate) to: f64,
    pub(crate) labels: Vec<(f64, String)>,
    pub(crate) unit: &'static str,
}

impl Axis {
    /// Seconds, labelled about six times at round places.
    pub(crate) fn time(duration_s: f64) -> Self {
        const STEPS_S: [f64; 10] = [1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0];
        let to = if duration_s.is_finite() { duration_s.max(0.1) } else { 0.1 };
        let step = STEPS_S.into_iter().find(|step| to / step <= 6.0).unwrap_or(1_200.0);
        let count = (to / step).floor().min(50.0) as usize;
        let labels = (0..=count).map(|at| at as f64 * step);
        let labels = labels.map(|s| (s, crate::number::clock(s))).collect();
        Self { from: 0.0, to, labels, unit: "" }
    }

    /// Levels, labelled every `step`.
    pub(crate) fn level(from: f64, to: f64, step: f64, unit: &'static str) -> Self {
        let (from, to) = (from.min(to - step), to);
        let first = (from / step).ceil() as i64;
        let last = (to / step).floor() as i64;
        let labels = (first..=last).take(50).map(|at| at as f64 * step);
        let decimals = usize::from(step < 1.0);
        let labels = labels.map(|db| (db, crate::number::text(db, decimals))).collect();
        Self { from, to, labels, unit }
    }

    fn share(&self, value: f64) -> f64 {
        let share = (value - self.from) / (self.to - self.from);
        if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 }
    }
}

/// Something in a drawing.
#[derive(Clone, Debug)]
pub(crate) enum Layer {
    Line {
        ink: Ink,
        points: Vec<(f64, f64)>,
    },
    /// Between two lines with the same places.
    Area {
        ink: Ink,
        upper: Vec<(f64, f64)>,
        lower: Vec<(f64, f64)>,
    },
    /// From bottom to top.
    Band {
        from: f64,
        to: f64,
    },
}

/// A picture with its words.
#[derive(Clone, Debug)]
pub(crate) struct Plot<'a> {
    /// Unique on the page, of letters.
    pub(crate) id: &'a str,
    pub(crate) title: &'a str,
    /// What is to be seen, for those who do not see it.
    pub(crate) says: String,
    pub(crate) x: Axis,
    pub(crate) y: Axis,
    pub(crate) layers: Vec<Layer>,
    pub(crate) key: Vec<(Ink, String)>,
    /// Names of bands: where they start and end.
    pub(crate) bands: Vec<(f64, f64, String)>,
}

impl Plot<'_> {
    pub(crate) fn render(&self) -> Markup {
        let (title_id, about_id) = (format!("{}-t", self.id), format!("{}-d", self.id));
        let drawing = self.drawing().unwrap_or_default();
        html! {
            figure.plot {
                figcaption { (self.title) }
                @if self.key.len() > 1 {
                    ul.key { @for (ink, name) in &self.key {
                        li { span class={ "swatch " (ink.class()) } {} (name) }
                    } }
                }
                div.frame {
                    div.y aria-hidden="true" { @for (value, label) in &self.y.labels {
                        span style={ "bottom:" (percent(self.y.share(*value))) } { (label) }
                    } }
                    div.area {
                        @if !self.bands.is_empty() { div.bands aria-hidden="true" {
                            @for (from, to, name) in &self.bands {
                                span style={ "left:" (percent(self.x.share(*from))) ";width:"
                                    (percent(self.x.share(*to) - self.x.share(*from))) } { (name) }
                            }
                        } }
                        svg viewBox={ "0 0 " (SIZE.0) " " (SIZE.1) } preserveAspectRatio="none"
                            role="img" aria-labelledby={ (title_id) " " (about_id) } {
                            title id=(title_id) { (self.title) }
                            desc id=(about_id) { (self.says) }
                            (PreEscaped(drawing))
                        }
                    }
                    div.x aria-hidden="true" { @for (value, label) in &self.x.labels {
                        span style={ "left:" (percent(self.x.share(*value))) } { (label) }
                    } }
                    @if !self.y.unit.is_empty() { div.unit aria-hidden="true" { (self.y.unit) } }
                }
                p.says { (self.says) }
            }
        }
    }

    /// The elements of the drawing; none where the library refuses the ranges.
    fn drawing(&self) -> Option<String> {
        let is_range =
            |axis: &Axis| axis.from.is_finite() && axis.to.is_finite() && axis.from < axis.to;
        if !is_range(&self.x) || !is_range(&self.y) {
            return None;
        }
        let mut svg = String::new();
        {
            let root = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
            let mut chart = ChartBuilder::on(&root)
                .build_cartesian_2d(self.x.from..self.x.to, self.y.from..self.y.to)
                .ok()?;
            let bands = self.layers.iter().filter(|layer| matches!(layer, Layer::Band { .. }));
            let others = self.layers.iter().filter(|layer| !matches!(layer, Layer::Band { .. }));
            for layer in bands {
                self.draw(&mut chart, layer)?;
            }
            let grid = Ink::Grid.colour().stroke_width(1);
            for (value, _) in &self.y.labels {
                let ends = [(self.x.from, *value), (self.x.to, *value)];
                chart.draw_series([PathElement::new(ends, grid)]).ok()?;
            }
            for layer in others {
                self.draw(&mut chart, layer)?;
            }
            root.present().ok()?;
        }
        Some(classed(&svg))
    }

    fn draw(&self, chart: &mut Chart<'_, '_>, layer: &Layer) -> Option<()> {
        let inside = |(x, y): &(f64, f64)| {
            let (x, y) =
                if x.is_finite() && y.is_finite() { (*x, *y) } else { (self.x.from, self.y.from) };
            (x.clamp(self.x.from, self.x.to), y.clamp(self.y.from, self.y.to))
        };
        match layer {
            Layer::Line { ink, points } => {
                let style = ink.colour().stroke_width(2);
                let points: Vec<_> = points.iter().map(inside).collect();
                chart.draw_series([PathElement::new(points, style)]).ok()?;
            }
            Layer::Area { ink, upper, lower } => {
                let points: Vec<_> = upper.iter().chain(lower.iter().rev()).map(inside).collect();
                chart.draw_series([Polygon::new(points, ink.colour())]).ok()?;
            }
            Layer::Band { from, to } => {
                let corners = [inside(&(*from, self.y.from)), inside(&(*to, self.y.to))];
                let band = Rectangle::new(corners, Ink::Band.colour().filled());
                chart.draw_series([band]).ok()?;
            }
        }
        Some(())
    }
}

type Chart<'a, 'b> = plotters::chart::ChartContext<
    'a,
    SVGBackend<'b>,
    plotters::coord::cartesian::Cartesian2d<
        plotters::coord::types::RangedCoordf64,
        plotters::coord::types::RangedCoordf64,
    >,
>;

/// The inside of an SVG, with classes for its colours.
fn classed(svg: &str) -> String {
    let inside = svg.split_once('>').map_or("", |(_, rest)| rest);
    let inside = inside.rsplit_once("</svg>").map_or(inside, |(inside, _)| inside);
    let mut out = String::new();
    for (at, part) in inside.split("=\"#0100").enumerate() {
        if at == 0 {
            out += part;
            continue;
        }
        // The attribute that named the colour goes, its class stays.
        let kind = if out.ends_with("stroke") { "l" } else { "f" };
        let start = out.rfind(' ').map_or(0, |space| space + 1);
        out.truncate(start);
        let (digits, rest) = part.split_at_checked(2).unwrap_or((part, ""));
        let _ = write!(out, "class=\"{kind} c{}\"", digits.to_lowercase());
        out += rest.strip_prefix('"').unwrap_or(rest);
    }
    for idle in [" opacity=\"1\"", " stroke=\"none\"", " fill=\"none\"", " stroke-width=\"2\""] {
        out = out.replace(idle, "");
    }
    out
}

fn percent(share: f64) -> String {
    format!("{:.2}%", 100.0 * share)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plot(title: &str) -> Plot<'_> {
        Plot {
            id: "a",
            title,
            says: "it rises".into(),
            x: Axis::time(60.0),
            y: Axis::level(-40.0, 0.0, 10.0, "LUFS"),
            layers: vec![
                Layer::Band { from: 0.0, to: 20.0 },
                Layer::Line { ink: Ink::Master, points: vec![(0.0, -30.0), (60.0, -10.0)] },
                Layer::Area {
                    ink: Ink::Rough,
                    upper: vec![(0.0, -10.0), (60.0, -5.0)],
                    lower: vec![(0.0, -20.0), (60.0, -25.0)],
                },
            ],
            key: vec![(Ink::Master, "master".into()), (Ink::Rough, "rough".into())],
            bands: vec![(0.0, 20.0, "intro".into())],
        }
    }

    #[test]
    fn colours_are_classes_and_words_are_text() {
        let html = plot("Loudness").render().into_string();
        assert!(!html.contains('#'), "a colour is left: {html}");
        assert!(!html.contains("<text"), "{html}");
        for part in ["polyline class=\"l c16\"", "polygon class=\"f c14\"", "class=\"f c0b\""] {
            assert!(html.contains(part), "no `{part}` in {html}");
        }
        assert!(html.contains("<title id=\"a-t\">Loudness</title>"), "{html}");
    }

    #[test]
    fn ranges_that_say_nothing_give_an_empty_drawing_and_no_panic() {
        for (from, to) in [(0.0, 0.0), (f64::NAN, 1.0), (1.0, f64::NEG_INFINITY)] {
            let mut odd = plot("odd");
            (odd.y.from, odd.y.to) = (from, to);
            let _ = odd.render();
        }
    }
}
