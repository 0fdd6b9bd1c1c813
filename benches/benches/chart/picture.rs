//! The picture: a bar for each call on each target.

use plotters::coord::ranged1d::Ranged;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::findings::{Cost, Findings};

/// The groups: a heading if one is needed, and the paths whose calls are listed under it, one for
/// each target.
const GROUPS: [(&str, &[&str]); 4] = [
    ("", &["function"]),
    ("the vDSO", &["vdso"]),
    (
        "the fast way in: syscall on x86_64, __kernel_vsyscall on i686",
        &["syscall", "vsyscall"],
    ),
    ("the slow way in: int 0x80, 32-bit calls", &["int80"]),
];

/// Dark enough for white text, and distinguishable with red-green colour blindness.
const COLOURS: [RGBColor; 2] = [RGBColor(0x1f, 0x6f, 0xb2), RGBColor(0xd9, 0x7a, 0x0b)];
const INK: RGBColor = RGBColor(0x1f, 0x23, 0x28);
const FAINT: RGBColor = RGBColor(0x59, 0x63, 0x6e);
const GRID: RGBColor = RGBColor(0xd1, 0xd9, 0xe0);
const EDGE: RGBColor = RGBColor(0xaf, 0xb8, 0xc1);

// In pixels.
const WIDTH: i32 = 840;
const MARGIN: i32 = 24;
/// The left and the right end of the axis.
const AXIS: (i32, i32) = (176, 752);
/// The top of the first row, below the title and the legend.
const TOP: i32 = 104;
/// The heights of a bar, of the gap between two rows, and of a heading.
const BAR: i32 = 12;
const GAP: i32 = 8;
const HEADING: i32 = 32;
/// The height below the rows, for the axis and its name.
const BOTTOM: i32 = 50;

/// A row: a call, and its cost on each target that has it.
type Row<'a> = (&'a str, Vec<Option<&'a Cost>>);

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;

pub(crate) fn draw(found: &[Findings]) -> String {
    let groups = GROUPS.map(|(heading, paths)| (heading, rows(found, paths)));
    let row = BAR * found.len() as i32 + GAP;
    let height = |(heading, rows): &(&str, Vec<Row<'_>>)| {
        let heading = if heading.is_empty() { 0 } else { HEADING };
        heading + row * rows.len() as i32
    };
    let end = TOP + groups.iter().map(height).sum::<i32>();

    let mut svg = String::new();
    {
        let size = (WIDTH as u32, (end + BOTTOM) as u32);
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        area.fill(&WHITE).unwrap();
        let scale = Scale::over(&groups);
        title(&area, &found[0]);
        legend(&area, found);
        let mut top = TOP;
        for (heading, rows) in &groups {
            if !heading.is_empty() {
                top += HEADING;
                text(
                    &area,
                    heading,
                    (MARGIN, top - 14),
                    13,
                    INK,
                    HPos::Left,
                    true,
                );
            }
            let below = top + row * rows.len() as i32;
            scale.lines(&area, top - GAP / 2, below - GAP / 2);
            for (call, costs) in rows {
                let middle = top + (row - GAP) / 2;
                text(
                    &area,
                    call,
                    (AXIS.0 - 10, middle),
                    13,
                    INK,
                    HPos::Right,
                    false,
                );
                for (n, cost) in costs.iter().enumerate() {
                    bar(&area, &scale, top + BAR * n as i32, COLOURS[n], *cost);
                }
                top += row;
            }
        }
        scale.names(&area, end);
        area.present().unwrap();
    }
    svg
}

/// Returns the calls of a group, in the order of the first target that has them.
fn rows<'a>(found: &'a [Findings], paths: &[&str]) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'a>> = Vec::new();
    for (n, findings) in found.iter().enumerate() {
        for (call, cost) in findings.calls(paths) {
            let place = rows.iter().position(|row| row.0 == call);
            let place = place.unwrap_or_else(|| {
                rows.push((call, vec![None; found.len()]));
                rows.len() - 1
            });
            rows[place].1[n] = Some(cost);
        }
    }
    rows
}

/// Converts nanoseconds to pixels, on an axis between two powers of ten.
struct Scale {
    coordinate: plotters::coord::combinators::LogCoord<f64>,
    first: i32,
    last: i32,
}

impl Scale {
    fn over(groups: &[(&str, Vec<Row<'_>>)]) -> Self {
        let rows = groups.iter().flat_map(|group| &group.1);
        let costs =
            rows.flat_map(|row| row.1.iter().flatten().filter_map(|cost| cost.as_ref().ok()));
        let (mut least, mut most) = (f64::INFINITY, 0.0_f64);
        for &cost in costs {
            (least, most) = (least.min(cost), most.max(cost));
        }
        assert!(least <= most, "no cost to draw");
        let (first, last) = (least.log10().floor() as i32, most.log10().ceil() as i32);
        let ends = 10_f64.powi(first)..10_f64.powi(last);
        let coordinate = ends.log_scale().into();
        Self {
            coordinate,
            first,
            last,
        }
    }

    fn x(&self, nanoseconds: f64) -> i32 {
        self.coordinate.map(&nanoseconds, AXIS)
    }

    /// Draws lines at the powers of ten. The bars start at the first line.
    fn lines(&self, area: &Area<'_>, top: i32, end: i32) {
        for power in self.first..=self.last {
            let x = self.x(10_f64.powi(power));
            let colour = if power == self.first { EDGE } else { GRID };
            line(area, (x, top), (x, end), colour);
        }
    }

    /// Writes the values of the lines.
    fn names(&self, area: &Area<'_>, end: i32) {
        for power in self.first..=self.last {
            let value = 10_f64.powi(power);
            let place = (self.x(value), end + 8);
            text(
                area,
                &value.to_string(),
                place,
                12,
                FAINT,
                HPos::Center,
                false,
            );
        }
        let middle = ((AXIS.0 + AXIS.1) / 2, end + 30);
        let name =
            "nanoseconds a call, median of the rounds; each line is ten times the one before";
        text(area, name, middle, 12, FAINT, HPos::Center, false);
    }
}

fn bar(area: &Area<'_>, scale: &Scale, top: i32, colour: RGBColor, cost: Option<&Cost>) {
    let middle = top + BAR / 2;
    let Some(cost) = cost else { return };
    match cost {
        Ok(nanoseconds) => {
            let x = scale.x(*nanoseconds);
            let corners = [(AXIS.0, top), (x, top + BAR - 1)];
            area.draw(&Rectangle::new(corners, colour.filled()))
                .unwrap();
            let value = match nanoseconds {
                ..10.0 => format!("{nanoseconds:.1}"),
                _ => format!("{nanoseconds:.0}"),
            };
            text(area, &value, (x + 5, middle), 11, INK, HPos::Left, false);
        }
        Err(why) => {
            // A background, so that the text is readable on the lines.
            let (x, width) = (AXIS.0 + 5, 6 * why.len() as i32);
            let corners = [(x, top), (x + width, top + BAR - 1)];
            let paper = Rectangle::new(corners, WHITE.filled());
            area.draw(&paper).unwrap();
            text(area, why, (x, middle), 11, FAINT, HPos::Left, false);
        }
    }
}

fn title(area: &Area<'_>, found: &Findings) {
    let title = "What each way into the kernel costs";
    text(area, title, (MARGIN, 28), 19, INK, HPos::Left, true);
    let kernel = found.fact("kernel").split([',', '-']).next().unwrap_or("");
    let cpu = found.fact("CPU").split(" (").next().unwrap_or("");
    let source = found.fact("clock source");
    let machine = format!("{cpu}; {kernel}; clock source {source}");
    text(area, &machine, (MARGIN, 53), 13, FAINT, HPos::Left, false);
}

fn legend(area: &Area<'_>, found: &[Findings]) {
    let mut x = AXIS.0;
    for (findings, colour) in found.iter().zip(COLOURS) {
        let corners = [(x, 73), (x + 11, 84)];
        area.draw(&Rectangle::new(corners, colour.filled()))
            .unwrap();
        text(
            area,
            findings.target,
            (x + 17, 79),
            13,
            INK,
            HPos::Left,
            false,
        );
        x += 90;
    }
}

fn line(area: &Area<'_>, from: (i32, i32), to: (i32, i32), colour: RGBColor) {
    area.draw(&PathElement::new([from, to], colour)).unwrap();
}

/// Draws a text of this height in pixels, vertically centred at `place`.
fn text(
    area: &Area<'_>,
    text: &str,
    place: (i32, i32),
    size: i32,
    colour: RGBColor,
    side: HPos,
    bold: bool,
) {
    let weight = if bold {
        FontStyle::Bold
    } else {
        FontStyle::Normal
    };
    // The backend uses a font's box as its size.
    let font = ("sans-serif", f64::from(size) * 1.24, weight).into_text_style(area);
    let style = font.color(&colour).pos(Pos::new(side, VPos::Center));
    area.draw(&Text::new(text, place, style)).unwrap();
}
