//! The shapes of badges, as paths in a square of 512.

use std::fmt::{self, Write as _};

/// The outline of a badge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Shape {
    /// A hexagon that stands on a corner.
    #[default]
    Hexagon,
    /// A circle.
    Circle,
    /// A shield, flat on top.
    Shield,
    /// A square with round corners.
    Square,
}

/// A point of a square of 512.
pub(super) type Point = (f64, f64);

/// Where all is centred.
pub(super) const CENTRE: f64 = 256.0;

/// A piece of an outline.
enum Piece {
    Line(Point),
    Curve(Point, Point),
    Bend(Point, Point, Point),
    /// Of a circle with this radius, clockwise; the shorter way if the flag is not set.
    Arc(f64, bool, Point),
}
use Piece::{Arc, Bend, Curve, Line};

impl Shape {
    /// All of them.
    pub const ALL: &'static [Shape] = &[Shape::Hexagon, Shape::Circle, Shape::Shield, Shape::Square];

    /// The name: `hexagon`, `circle`, `shield` or `square`.
    pub fn as_str(self) -> &'static str {
        match self {
            Shape::Hexagon => "hexagon",
            Shape::Circle => "circle",
            Shape::Shield => "shield",
            Shape::Square => "square",
        }
    }

    /// The shape of this name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|shape| shape.as_str() == name)
    }

    /// Where the middle of the device is.
    pub(super) fn device_at(self) -> f64 {
        match self {
            Shape::Hexagon => 160.0,
            Shape::Circle => 150.0,
            Shape::Shield => 152.0,
            Shape::Square => 152.0,
        }
    }

    /// From where to where text may stand.
    pub(super) fn text_zone(self) -> (f64, f64) {
        match self {
            Shape::Hexagon => (272.0, 444.0),
            Shape::Circle => (264.0, 446.0),
            Shape::Shield => (264.0, 428.0),
            Shape::Square => (270.0, 462.0),
        }
    }

    /// How far text may reach to either side of the middle at this height.
    pub(super) fn half_width(self, y: f64) -> f64 {
        let knees: &[Point] = match self {
            Shape::Circle => {
                let (radius, away) = (206.0_f64, y - CENTRE);
                return (radius * radius - away * away).max(0.0).sqrt();
            }
            Shape::Hexagon => &[(262.0, 174.0), (377.0, 174.0), (478.0, 0.0)],
            Shape::Shield => {
                &[(262.0, 172.0), (300.0, 170.0), (340.0, 158.0), (380.0, 135.0), (420.0, 100.0), (470.0, 0.0)]
            }
            Shape::Square => &[(262.0, 186.0), (430.0, 186.0), (470.0, 170.0), (490.0, 0.0)],
        };
        let mut last = knees.first().copied().unwrap_or_default();
        for knee in knees {
            if y <= knee.0 {
                let span = knee.0 - last.0;
                let part = if span > 0.0 { (y - last.0) / span } else { 0.0 };
                return last.1 + (knee.1 - last.1) * part;
            }
            last = *knee;
        }
        0.0
    }

    /// The whole outline, so many hundredths of its size.
    pub(super) fn outline(self, percent: f64) -> String {
        let (left, right) = self.waist();
        let mut path = Path::begin(left, percent);
        self.top().iter().for_each(|piece| path.add(piece));
        path.add(&Line(right));
        self.bottom().iter().for_each(|piece| path.add(piece));
        path.end()
    }

    /// The lower part, its upper edge bent down to the middle, where the device is.
    pub(super) fn field(self, percent: f64) -> String {
        let (left, right) = self.waist();
        let mut path = Path::begin(right, percent);
        self.bottom().iter().for_each(|piece| path.add(piece));
        path.add(&Curve((CENTRE, left.1 + 74.0), right));
        path.end()
    }

    /// Where the upper part and the lower meet, left and right.
    fn waist(self) -> (Point, Point) {
        match self {
            Shape::Hexagon => ((40.0, 225.0), (472.0, 225.0)),
            // 256 ± √(246² − 40²)
            Shape::Circle => ((13.274, 216.0), (498.726, 216.0)),
            Shape::Shield => ((44.0, 218.0), (468.0, 218.0)),
            Shape::Square => ((22.0, 218.0), (490.0, 218.0)),
        }
    }

    /// From the waist at the left over the top.
    fn top(self) -> Vec<Piece> {
        match self {
            Shape::Hexagon => vec![
                Line((40.0, 160.0)),
                Bend((40.0, 140.0), (46.0, 128.0), (66.0, 116.0)),
                Line((228.0, 22.0)),
                Bend((246.0, 11.5), (266.0, 11.5), (284.0, 22.0)),
                Line((446.0, 116.0)),
                Bend((466.0, 128.0), (472.0, 140.0), (472.0, 160.0)),
            ],
            Shape::Circle => vec![Arc(246.0, false, (498.726, 216.0))],
            Shape::Shield => vec![
                Line((44.0, 64.0)),
                Bend((44.0, 48.0), (52.0, 41.0), (66.0, 40.0)),
                Bend((140.0, 35.0), (200.0, 28.0), (246.0, 13.0)),
                Bend((253.0, 10.5), (259.0, 10.5), (266.0, 13.0)),
                Bend((312.0, 28.0), (372.0, 35.0), (446.0, 40.0)),
                Bend((460.0, 41.0), (468.0, 48.0), (468.0, 64.0)),
            ],
            Shape::Square => vec![
                Line((22.0, 102.0)),
                Bend((22.0, 48.0), (48.0, 22.0), (102.0, 22.0)),
                Line((410.0, 22.0)),
                Bend((464.0, 22.0), (490.0, 48.0), (490.0, 102.0)),
            ],
        }
    }

    /// From the waist at the right along the bottom.
    fn bottom(self) -> Vec<Piece> {
        match self {
            Shape::Hexagon => vec![
                Line((472.0, 352.0)),
                Bend((472.0, 372.0), (466.0, 384.0), (446.0, 396.0)),
                Line((284.0, 490.0)),
                Bend((266.0, 500.5), (246.0, 500.5), (228.0, 490.0)),
                Line((66.0, 396.0)),
                Bend((46.0, 384.0), (40.0, 372.0), (40.0, 352.0)),
                Line((40.0, 225.0)),
            ],
            Shape::Circle => vec![Arc(246.0, true, (13.274, 216.0))],
            Shape::Shield => vec![
                Line((468.0, 258.0)),
                Bend((468.0, 372.0), (388.0, 454.0), (270.0, 499.0)),
                Bend((260.0, 502.5), (252.0, 502.5), (242.0, 499.0)),
                Bend((124.0, 454.0), (44.0, 372.0), (44.0, 258.0)),
                Line((44.0, 218.0)),
            ],
            Shape::Square => vec![
                Line((490.0, 410.0)),
                Bend((490.0, 464.0), (464.0, 490.0), (410.0, 490.0)),
                Line((102.0, 490.0)),
                Bend((48.0, 490.0), (22.0, 464.0), (22.0, 410.0)),
                Line((22.0, 218.0)),
            ],
        }
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text of a path, scaled about the middle.
struct Path {
    text: String,
    percent: f64,
}

impl Path {
    fn begin(at: Point, percent: f64) -> Self {
        let mut path = Path { text: "M".into(), percent };
        path.point(at);
        path
    }

    fn add(&mut self, piece: &Piece) {
        match *piece {
            Line(to) => self.command('L', &[to]),
            Curve(by, to) => self.command('Q', &[by, to]),
            Bend(by, and, to) => self.command('C', &[by, and, to]),
            Arc(radius, long, to) => {
                let radius = number(radius * self.percent / 100.0);
                _ = write!(self.text, "A{radius} {radius} 0 {} 1 ", u8::from(long));
                self.point(to);
            }
        }
    }

    fn command(&mut self, letter: char, points: &[Point]) {
        self.text.push(letter);
        for (i, point) in points.iter().enumerate() {
            if i > 0 {
                self.text.push(' ');
            }
            self.point(*point);
        }
    }

    fn point(&mut self, (x, y): Point) {
        let scaled = |at: f64| number(CENTRE + (at - CENTRE) * self.percent / 100.0);
        let (x, y) = (scaled(x), scaled(y));
        _ = write!(self.text, "{x} {y}");
    }

    fn end(mut self) -> String {
        self.text.push('z');
        self.text
    }
}

/// A number with one decimal at most.
pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    match text.strip_suffix(".0") {
        Some("-0") => "0".into(),
        Some(whole) => whole.into(),
        None => text,
    }
}
